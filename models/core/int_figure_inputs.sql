{{ config(materialized="view") }}
-- One row per observation that decides its figure. Headings, hypothetical observations and thresholds never do, nor does an approximate
-- observation where a firmer one is printed, so that a round baseline does not narrow a range.
with observations as (
    select * from {{ ref('fct_observation') }}
    where {{ warning_allows('usage_warning', 'counts') }}
),

restated as (
    select * from {{ ref('int_restated_observations') }}
),

final as (
    select
        observations.report_id,
        observations.observation_id,
        observations.line,
        observations.subject_id,
        observations.metric_id,
        observations.scope_id,
        observations.geography_id,
        observations.period_id,
        observations.scope_key,
        observations.geography_key,
        observations.period_key,
        observations.unit,
        observations.obs_status,
        observations.value_low,
        observations.value_high,
        observations.bound_low,
        observations.bound_high,
        coalesce(restated.is_above, observations.is_strict and observations.value_low is not null) as is_above,
        coalesce(restated.is_below, observations.is_strict and observations.value_high is not null) as is_below,
        restated.observation_id is not null as is_restated,
        coalesce(restated.outlook, '') as outlook,
        coalesce(restated.is_main, true) as is_main,
        restated.most_low,
        restated.least_high,
        coalesce(restated.has_meet, true) as has_meet
    from observations
    left join restated on observations.observation_id = restated.observation_id
    where coalesce(restated.is_as_firm, true)
)

select * from final
