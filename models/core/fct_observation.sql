-- Every printed figure with its section, and its place among those of the same thing: firmest wording first, then the earlier line.
-- Headings, hypothetical figures and thresholds decide nothing. A figure printed as approximate steps back where a firmer
-- one is printed, so that a round baseline does not narrow a range.
with observations as (
    select * from {{ ref('int_bounded_observations') }}
),

sections as (
    select report_id, section_id, cast(first_line as integer) as first_line, cast(last_line as integer) as last_line
    from {{ reported('sections') }}
),

graded as (
    select
        *,
        case when usage_warning = 'heading' then 1 when usage_warning in ('hypothetical', 'threshold') then 2 else 0 end as caution,
        case when qualifier = 'approx' then 1 else 0 end as vagueness
    from observations
),

led as (
    select
        *,
        row_number() over figure = 1 as is_lead,
        first_value(vagueness) over figure as lead_vagueness
    from graded
    window figure as (
        partition by report_id, subject_id, metric_id, scope_id, geography_id, period_id, unit
        order by caution nulls last, vagueness nulls last, line nulls last, observation_id nulls last
    )
),

final as (
    select
        led.report_id,
        led.observation_id,
        led.family,
        led.line,
        sections.section_id as section,
        led.token,
        led.printed,
        led.subject_id,
        led.metric_id,
        led.scope_id,
        led.geography_id,
        led.period_id,
        led.unit,
        led.qualifier,
        led.obs_status,
        led.cited_source_id,
        led.usage_warning,
        led.note,
        led.is_approx,
        led.value_low,
        led.value_high,
        led.bound_low,
        led.bound_high,
        led.is_lead,
        led.caution = 0 and led.vagueness = led.lead_vagueness as decides_figure
    from led
    left join sections
        on led.report_id = sections.report_id
        and led.line >= sections.first_line
        and led.line <= sections.last_line
)

select * from final
