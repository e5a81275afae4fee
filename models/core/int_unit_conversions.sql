-- One row per conversion of a unit into another: a fixed factor into a finer unit of its dimension, or a rate between currencies that the
-- report implies, or that is given from outside (`rate_source`), for its period only.
with units as (
    select * from {{ ref('stg_units') }}
),

rates as (
    select * from {{ ref('int_exchange_rates') }}
),

final as (
    select
        cast(null as {{ dbt.type_string() }}) as report_id,
        coarse.unit as from_unit,
        fine.unit as to_unit,
        cast(null as {{ dbt.type_string() }}) as period_id,
        coarse.factor as factor_low,
        coarse.factor as factor_high,
        cast(null as {{ list_type() }}) as observation_ids,
        cast(null as {{ dbt.type_string() }}) as rate_source
    from units as coarse
    inner join units as fine on coarse.dimension = fine.dimension and fine.factor = 1
    where coarse.unit <> fine.unit
    union all
    select report_id, from_unit, to_unit, period_id, rate_low as factor_low, rate_high as factor_high, observation_ids, rate_source
    from rates
)

select * from final
