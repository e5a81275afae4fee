{{ config(materialized='view' if var('bulk') else 'table') }}
-- One row per observation.
with observations as (
    select * from {{ ref('fct_observation') }}
),

final as (
    select
        report_id,
        observation_id,
        family,
        line,
        token,
        {% for place in var('locators').values() %}{{ place.name }}, {% endfor %}

        section,
        printed,
        subject_id,
        metric_id,
        scope_id,
        geography_id,
        period_id,
        qualifier,
        value_low,
        value_high,
        bound_low,
        bound_high,
        usage_warning,
        unit,
        obs_status,
        cited_source_id,
        note
    from observations
)

{{ published('final') }}
