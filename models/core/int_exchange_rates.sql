-- One row per report, pair of currencies and period: the interval of the rate that amounts printed in both currencies give. Several amounts
-- give what their rates have in common; rates that do not meet convert nothing.
with pairs as (
    select * from {{ ref('stg_exchange_rates') }}
),

rates as (
    select
        pairs.report_id,
        pairs.from_unit,
        pairs.to_unit,
        pairs.period_id,
        {{ ratio_low('to_side.bound_low', 'from_side.bound_high', 1, 6) }} as rate_low,
        {{ ratio_high('to_side.bound_high', 'from_side.bound_low', 1, 6) }} as rate_high,
        {{ list_of(['pairs.to_observation_id', 'pairs.from_observation_id']) }} as observation_ids
    from pairs
    inner join {{ ref('fct_observation') }} as to_side on pairs.to_observation_id = to_side.observation_id
    inner join {{ ref('fct_observation') }} as from_side on pairs.from_observation_id = from_side.observation_id
),

final as (
    select
        report_id,
        from_unit,
        to_unit,
        period_id,
        max(rate_low) as rate_low,
        min(rate_high) as rate_high,
        {{ united('observation_ids') }} as observation_ids
    from rates
    group by report_id, from_unit, to_unit, period_id
    having max(rate_low) <= min(rate_high)
)

select * from final
