-- Stated growth against the level of its period, and the base that both imply.
with figures as (
    select * from {{ ref('int_current_figures') }}
),

growth_metrics as (
    select * from {{ ref('metrics') }}
    where growth_of_metric_id is not null
),

periods as (
    select * from {{ ref('periods') }}
),

growth as (
    select
        figures.report_id,
        figures.subject_id,
        growth_metrics.growth_of_metric_id as metric_id,
        figures.period_id,
        figures.low,
        figures.high,
        periods.prior_period_id
    from figures
    inner join growth_metrics on figures.metric_id = growth_metrics.metric_id
    inner join periods on figures.period_id = periods.period_id
    where growth_metrics.growth_of_metric_id = 'revenue'
),

final as (
    select
        growth.report_id,
        growth.subject_id as company_id,
        growth.metric_id,
        growth.period_id,
        growth.low as stated_growth_low,
        growth.high as stated_growth_high,
        {{ growth_low('base.high', 'level.low') }} as derived_growth_low,
        {{ growth_high('base.low', 'level.high') }} as derived_growth_high,
        level.unit,
        {{ base_low('level.low', 'growth.high') }} as implied_base_low,
        {{ base_high('level.high', 'growth.low') }} as implied_base_high,
        case
            when level.low is null and level.high is null then 'unknown'
            when base.low is null and base.high is null then 'implied'
            else {{ verdict(growth_low('base.high', 'level.low'), growth_high('base.low', 'level.high'), 'growth.low', 'growth.high') }}
        end as verdict
    from growth
    left join figures as level
        on growth.report_id = level.report_id
        and growth.subject_id = level.subject_id
        and growth.metric_id = level.metric_id
        and growth.period_id = level.period_id
    left join figures as base
        on growth.report_id = base.report_id
        and growth.subject_id = base.subject_id
        and growth.metric_id = base.metric_id
        and growth.prior_period_id = base.period_id
        and level.unit = base.unit
)

select * from final
