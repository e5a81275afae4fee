{{ config(materialized="view") }}
-- One row per observation: its interval as a term of relations, which is what all observations of its figure leave, and its own. A date
-- is an interval of days since 1970. A margin is what a tolerance of 100 % would add to an end: the printed number where it is approximate.
with observations as (
    select * from {{ ref('fct_observation') }}
),

restated as (
    select * from {{ ref('int_restated_observations') }}
    where has_meet
),

periods as (
    select * from {{ ref('stg_periods') }}
),

valued as (
    select
        observations.*,
        case when observations.unit = 'date' then cast({{ day_number('periods.period_start') }} as {{ amount() }}) else observations.bound_low end as own_low,
        case when observations.unit = 'date' then cast({{ day_number('periods.period_end') }} as {{ amount() }}) else observations.bound_high end as own_high,
        observations.is_strict and observations.value_low is not null as is_above,
        observations.is_strict and observations.value_high is not null as is_below
    from observations
    left join periods on observations.period_id = periods.period_id
),

final as (
    select
        valued.observation_id,
        valued.line,
        valued.unit,
        valued.period_id,
        valued.usage_warning,
        valued.obs_status in {{ vocabulary('obs_statuses', 'obs_status', 'is_forecast') }} as is_forecast,
        case when valued.is_approx then abs(coalesce(valued.value_low, valued.value_high)) end as low_margin,
        case when valued.is_approx then abs(coalesce(valued.value_high, valued.value_low)) end as high_margin,
        valued.value_low,
        valued.value_high,
        valued.own_low,
        valued.own_high,
        valued.is_above as is_own_above,
        valued.is_below as is_own_below,
        case when restated.has_meet and valued.unit <> 'date' then restated.most_low else valued.own_low end as low,
        case when restated.has_meet and valued.unit <> 'date' then restated.least_high else valued.own_high end as high,
        coalesce(restated.is_above, valued.is_above) as is_above,
        coalesce(restated.is_below, valued.is_below) as is_below
    from valued
    left join restated on valued.observation_id = restated.observation_id
)

select * from final
