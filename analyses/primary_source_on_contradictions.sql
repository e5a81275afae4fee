-- What does the primary source say to each contradiction of a report? What it does not meet cannot be.
with sources as (
    select * from {{ ref('figure_vintages') }}
    where is_primary and is_latest
),

sides as (
    select distinct
        contradictions.report_id,
        contradictions.summary,
        vintages.thing_id,
        vintages.low,
        vintages.high,
        observations.line,
        observations.printed
    from {{ ref('contradictions') }} as contradictions
    inner join {{ ref('lineage') }} as lineage
        on lineage.mart = 'contradictions'
        and contradictions.report_id = lineage.report_id
        and contradictions.contradiction_id = lineage.row_key
    inner join {{ ref('observations') }} as observations on lineage.observation_id = observations.observation_id
    inner join {{ ref('figure_vintages') }} as vintages
        on observations.report_id = vintages.report_id
        and observations.subject_id = vintages.subject_id
        and observations.metric_id = vintages.metric_id
        and observations.unit = vintages.unit
        and coalesce(observations.period_id, '') = coalesce(vintages.period_id, '')
        and coalesce(observations.scope_id, '') = coalesce(vintages.scope_id, '')
        and coalesce(observations.geography_id, '') = coalesce(vintages.geography_id, '')
)

select
    sides.summary,
    sides.line,
    sides.printed,
    coalesce(sides.low > sources.high or sides.high < sources.low, false) as cannot_be,
    places.printed as printed_by_source,
    sources.report_id as source,
    places.line as line_of_source
from sides
inner join sources on sides.thing_id = sources.thing_id and sides.report_id <> sources.report_id
inner join {{ ref('observations') }} as places on sources.observation_ids[1] = places.observation_id
order by sides.summary, sides.line, source, printed
