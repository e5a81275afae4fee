{{ config(materialized='view' if var('bulk') else 'table') }}
-- One row per observation.
with observations as (
    select * from {{ ref('fct_observation') }}
),

sources as (
    select report_id, cited_source_id, min(name) as name
    from {{ ref('stg_cited_sources') }}
    group by report_id, cited_source_id
),

final as (
    select
        observations.report_id,
        observations.observation_id,
        observations.family,
        observations.line,
        observations.token,
        {% for place in var('locators').values() %}observations.{{ place.name }}, {% endfor %}

        observations.section,
        observations.printed,
        observations.subject_id,
        observations.metric_id,
        observations.scope_id,
        observations.geography_id,
        observations.period_id,
        observations.qualifier,
        observations.value_low,
        observations.value_high,
        observations.bound_low,
        observations.bound_high,
        observations.usage_warning,
        observations.unit,
        observations.obs_status,
        observations.cited_source_id,
        sources.name as cited_source_name,
        observations.note
    from observations
    left join sources on observations.report_id = sources.report_id and observations.cited_source_id = sources.cited_source_id
)

{{ published('final') }}
