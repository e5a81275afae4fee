-- One row per amount that is printed in two currencies: the interval of the rate that the two give.
with pairs as (
    select * from {{ ref('stg_exchange_rates') }}
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
        pairs.to_observation_id,
        pairs.from_observation_id,
        to_side.line as to_line,
        {{ signed_ratio_low('to_side.bound_low', 'to_side.bound_high', 'from_side.bound_low', 'from_side.bound_high', 1, 6) }} as rate_low,
        {{ signed_ratio_high('to_side.bound_low', 'to_side.bound_high', 'from_side.bound_low', 'from_side.bound_high', 1, 6) }} as rate_high
    from pairs
    inner join observations as to_side on pairs.to_observation_id = to_side.observation_id
    inner join observations as from_side on pairs.from_observation_id = from_side.observation_id
)

select * from final
