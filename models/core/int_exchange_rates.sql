-- Currency pairs of one amount printed in two currencies give an interval rate per period: what all its pairs have in common.
with pairs as (
    select * from {{ reported('exchange_rates') }}
),

observations as (
    select * from {{ ref('fct_observation') }}
),

final as (
    select
        pairs.report_id,
        pairs.from_unit,
        pairs.to_unit,
        pairs.period_id,
        max({{ ratio_low('to_side.bound_low', 'from_side.bound_high', 1, 6) }}) as rate_low,
        min({{ ratio_high('to_side.bound_high', 'from_side.bound_low', 1, 6) }}) as rate_high
    from pairs
    inner join observations as to_side on pairs.to_observation_id = to_side.observation_id
    inner join observations as from_side on pairs.from_observation_id = from_side.observation_id
    group by pairs.report_id, pairs.from_unit, pairs.to_unit, pairs.period_id
)

select * from final
