{{ config(materialized='view' if var('bulk') else 'table') }}
with observations as (
    select * from {{ ref('fct_observation') }}
),

subjects as (
    select * from {{ ref('subjects') }}
),

periods as (
    select * from {{ ref('periods') }}
),

sections as (
    select * from {{ reported('sections') }}
),

final as (
    select
        observations.report_id,
        observations.observation_id,
        observations.family,
        observations.line,
        sections.section_id as section,
        observations.printed,
        observations.subject_id,
        subjects.name as subject_name,
        observations.metric_id,
        observations.scope_id,
        observations.geography_id,
        observations.period_id,
        cast(periods.period_start as date) as period_start,
        cast(periods.period_end as date) as period_end,
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
    left join sections
        on observations.report_id = sections.report_id
        and observations.line >= cast(sections.first_line as integer)
        and observations.line <= cast(sections.last_line as integer)
)

select * from final
