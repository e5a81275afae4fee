-- What does the primary source say to each contradiction of a report? A figure that cannot be is one that it does not meet.
with sides as (
    select distinct contradictions.report_id, contradictions.contradiction_id, contradictions.summary, vintages.thing_id, vintages.low, vintages.high, observations.line, observations.printed
    from {{ ref('contradictions') }} as contradictions
    inner join {{ ref('lineage') }} as lineage
        on lineage.mart = 'contradictions'
        and contradictions.report_id = lineage.report_id
        and contradictions.contradiction_id = lineage.row_key
    inner join {{ ref('observations') }} as observations on lineage.observation_id = observations.observation_id
    inner join {{ ref('figure_vintages') }} as vintages
        on observations.report_id = vintages.report_id
        and list_contains(vintages.observation_ids, observations.observation_id)
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
inner join {{ ref('figure_vintages') }} as sources
    on sides.thing_id = sources.thing_id
    and sides.report_id <> sources.report_id
    and sources.is_primary
    and sources.is_latest
inner join {{ ref('observations') }} as places on sources.observation_ids[1] = places.observation_id
order by sides.summary, sides.line, source
