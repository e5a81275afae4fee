{{ config(materialized="view") }}
-- One row per period that is a calendar year, with its number.
with periods as (
    select * from {{ ref('stg_periods') }}
),

final as (
    select
        period_id,
        year
    from periods
    where period_type = 'year' and year is not null
)

select * from final
