{{ config(materialized="view") }}
-- What a figure counts as in a relation. A date counts as the days since 1970 that it may be.
with observations as (
    select * from {{ ref('fct_observation') }}
),

periods as (
    select * from {{ ref('stg_periods') }}
),

final as (
    select
        observations.observation_id,
        observations.line,
        observations.unit,
        observations.period_id,
        observations.usage_warning,
        observations.is_approx,
        coalesce(observations.value_low, observations.value_high) as value_low,
        coalesce(observations.value_high, observations.value_low) as value_high,
        case
            when observations.unit = 'date' then cast({{ day_number('periods.period_start') }} as {{ amount() }})
            else observations.bound_low
        end as low,
        case
            when observations.unit = 'date' then cast({{ day_number('periods.period_end') }} as {{ amount() }})
            else observations.bound_high
        end as high
    from observations
    left join periods on observations.period_id = periods.period_id
)

select * from final
