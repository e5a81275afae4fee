-- Valuation over annualized revenue of the same firm as a whole, in one currency; the two dates are given, and may differ.
with figures as (
    select * from {{ ref('int_current_figures') }}
    where scope_id is null and geography_id is null
),

final as (
    select
        valuation.report_id,
        valuation.subject_id as company_id,
        valuation.period_id,
        revenue.period_id as revenue_period_id,
        {{ ratio_low('valuation.low', 'revenue.high') }} as low,
        {{ ratio_high('valuation.high', 'revenue.low') }} as high,
        valuation.unit
    from figures as valuation
    inner join figures as revenue
        on valuation.report_id = revenue.report_id
        and valuation.subject_id = revenue.subject_id
        and valuation.unit = revenue.unit
    where valuation.metric_id = 'valuation'
        and revenue.metric_id = 'annualized_revenue'
        and valuation.period_id is not null
        and revenue.period_id is not null
)

select * from final
