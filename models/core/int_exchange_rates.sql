-- One row per report, pair of currencies and period: the interval of the rate that amounts printed in both currencies give. Several amounts
-- give what their rates have in common; rates that do not meet convert nothing. Where the report implies none in either direction, a rate from outside with its
-- source counts; it is marked by `rate_source`.
with pairs as (
    select * from {{ ref('stg_exchange_rates') }}
),

rates as (
    select * from {{ ref('int_printed_rates') }}
),

implied as (
    select
        report_id,
        from_unit,
        to_unit,
        period_id,
        max(rate_low) as rate_low,
        min(rate_high) as rate_high,
        {{ united(list_of(['to_observation_id', 'from_observation_id'])) }} as observation_ids,
        cast(null as {{ dbt.type_string() }}) as rate_source
    from rates
    group by report_id, from_unit, to_unit, period_id
    having max(rate_low) <= min(rate_high)
),

outside as (
    select
        pairs.report_id,
        pairs.from_unit,
        pairs.to_unit,
        pairs.period_id,
        pairs.rate_low,
        pairs.rate_high,
        cast(null as {{ list_type() }}) as observation_ids,
        pairs.source || coalesce(', ' || cast(pairs.source_date as {{ dbt.type_string() }}), '') as rate_source
    from pairs
    left join rates
        on pairs.report_id = rates.report_id
        and pairs.from_unit = rates.from_unit
        and pairs.to_unit = rates.to_unit
        and pairs.period_id = rates.period_id
    left join rates as inverse
        on pairs.report_id = inverse.report_id
        and pairs.from_unit = inverse.to_unit
        and pairs.to_unit = inverse.from_unit
        and pairs.period_id = inverse.period_id
    where pairs.source is not null and rates.report_id is null and inverse.report_id is null
),

final as (
    select * from implied
    union all
    select * from outside
)

select * from final
