-- One row per firm as a whole, date of its valuation, date of its annualized revenue and currency: the one over the other.
with figures as (
    select * from {{ ref('int_current_figures') }}
    where scope_id is null and geography_id is null and period_id is not null and is_main
),

final as (
    select
        valuation.report_id,
        valuation.subject_id as company_id,
        valuation.period_id,
        revenue.period_id as revenue_period_id,
        {{ signed_ratio_low('valuation.low', 'valuation.high', 'revenue.low', 'revenue.high') }} as low,
        {{ signed_ratio_high('valuation.low', 'valuation.high', 'revenue.low', 'revenue.high') }} as high,
        valuation.unit,
        {{ merged('valuation.observation_ids', 'revenue.observation_ids') }} as observation_ids
    from figures as valuation
    inner join figures as revenue
        on valuation.report_id = revenue.report_id
        and valuation.subject_id = revenue.subject_id
        and valuation.unit = revenue.unit
    where valuation.metric_id in {{ metrics_of('valuation_multiples', 'valuation') }}
        and revenue.metric_id in {{ metrics_of('valuation_multiples', 'revenue') }}
)

{{ published('final') }}
