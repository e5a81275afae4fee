{{ config(materialized='view' if var('bulk') else 'table') }}
-- One row per observation, with the name of its subject and the days of its period.
with observations as (
    select * from {{ ref('fct_observation') }}
),

subjects as (
    select * from {{ ref('stg_subjects') }}
),

periods as (
    select * from {{ ref('stg_periods') }}
),

final as (
    select
        observations.report_id,
        observations.observation_id,
        observations.family,
        observations.line,
        observations.section,
        observations.printed,
        observations.subject_id,
        subjects.name as subject_name,
        observations.metric_id,
        observations.scope_id,
        observations.geography_id,
        observations.period_id,
        periods.period_start,
        periods.period_end,
        observations.qualifier,
        observations.value_low,
        observations.value_high,
        observations.bound_low,
        observations.bound_high,
        observations.usage_warning,
        observations.unit,
        observations.obs_status,
        observations.cited_source_id,
        observations.note
    from observations
    left join subjects on observations.subject_id = subjects.subject_id
    left join periods on observations.period_id = periods.period_id
)

{{ published('final') }}
