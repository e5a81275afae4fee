{{ config(materialized="view") }}
-- One row per observation: its interval as a term of relations. A date is an interval of days since 1970. A margin is what a tolerance
-- of 100 % would add to an end: the printed number where it is approximate.
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
        case when observations.is_approx then abs(coalesce(observations.value_low, observations.value_high)) end as low_margin,
        case when observations.is_approx then abs(coalesce(observations.value_high, observations.value_low)) end as high_margin,
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
