-- Amounts of firms and their products; converted only where the report itself implies a rate
-- for exactly that period.
with reported_metrics as (
    select distinct report_id, metric_id from {{ ref('fct_observation') }}
    where family in ('company_financials', 'funding')
),

figures as (
    select figures.*
    from {{ ref('int_current_figures') }} as figures
    inner join reported_metrics on figures.report_id = reported_metrics.report_id and figures.metric_id = reported_metrics.metric_id
    where figures.unit in ('CNY', 'USD', 'HKD')
),

subjects as (
    select * from {{ ref('stg_subjects') }}
),

rates as (
    select * from {{ ref('int_exchange_rates') }}
),

final as (
    select
        figures.report_id,
        figures.subject_id as company_id,
        subjects.name as company_name,
        figures.metric_id,
        figures.scope_id,
        figures.geography_id,
        figures.period_id,
        figures.low,
        figures.high,
        figures.unit,
        case
            when figures.unit = 'CNY' then figures.low
            when figures.unit = 'USD' then {{ product_low('figures.low', 'rates.rate_low') }}
        end as cny_low,
        case
            when figures.unit = 'CNY' then figures.high
            when figures.unit = 'USD' then {{ product_high('figures.high', 'rates.rate_high') }}
        end as cny_high,
        case
            when figures.unit = 'USD' then figures.low
            when figures.unit = 'CNY' then {{ ratio_low('figures.low', 'rates.rate_high', 1, 0) }}
        end as usd_low,
        case
            when figures.unit = 'USD' then figures.high
            when figures.unit = 'CNY' then {{ ratio_high('figures.high', 'rates.rate_low', 1, 0) }}
        end as usd_high
    from figures
    inner join subjects on figures.subject_id = subjects.subject_id
    left join rates
        on figures.report_id = rates.report_id
        and figures.period_id = rates.period_id
)

select * from final
