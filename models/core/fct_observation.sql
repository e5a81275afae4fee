-- One row per observation, with its section. The remainder or total of a second table is a subject of its own.
with observations as (
    select * from {{ ref('int_bounded_observations') }}
),

sections as (
    select * from {{ ref('stg_sections') }}
),

closings as (
    select observation_id, subject_id from {{ ref('int_table_closings') }}
),

final as (
    select
        observations.report_id,
        observations.observation_id,
        observations.family,
        observations.line,
        sections.section_id as section,
        observations.token,
        {% for place in var('locators').values() %}observations.{{ place.name }}, {% endfor %}

        observations.printed,
        coalesce(closings.subject_id, observations.subject_id) as subject_id,
        observations.metric_id,
        observations.scope_id,
        observations.geography_id,
        observations.period_id,
        observations.scope_key,
        observations.geography_key,
        observations.period_key,
        observations.unit,
        observations.qualifier,
        observations.obs_status,
        observations.cited_source_id,
        observations.usage_warning,
        observations.note,
        observations.is_approx,
        observations.is_strict,
        observations.value_low,
        observations.value_high,
        observations.bound_low,
        observations.bound_high
    from observations
    left join sections
        on observations.report_id = sections.report_id
        and observations.line >= sections.first_line
        and observations.line <= sections.last_line
    left join closings on observations.observation_id = closings.observation_id
)

select * from final
