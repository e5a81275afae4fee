-- One row per observation, with its section. `is_lead`: the firmest statement of its figure, which is one subject, metric, scope, geography,
-- period and unit. `decides_figure`: it counts towards the interval of the figure. Headings, hypothetical observations and thresholds never
-- count, nor does an approximate observation where a firmer one is printed, so that a round baseline does not narrow a range.
with observations as (
    select * from {{ ref('int_bounded_observations') }}
),

restated as (
    select * from {{ ref('int_restated_observations') }}
),

sections as (
    select * from {{ ref('stg_sections') }}
),

final as (
    select
        observations.report_id,
        observations.observation_id,
        observations.family,
        observations.line,
        sections.section_id as section,
        observations.token,
        observations.printed,
        observations.subject_id,
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
        observations.value_low,
        observations.value_high,
        observations.bound_low,
        observations.bound_high,
        restated.observation_id is not null as is_restated,
        coalesce(restated.is_lead, true) as is_lead,
        {{ warning_allows('observations.usage_warning', 'counts') }}
        and coalesce(restated.is_as_firm, true) as decides_figure
    from observations
    left join restated on observations.observation_id = restated.observation_id
    left join sections
        on observations.report_id = sections.report_id
        and observations.line >= sections.first_line
        and observations.line <= sections.last_line
)

select * from final
