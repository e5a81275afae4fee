-- What does the primary source say to each contradiction of a report? Every figure of which it prints the same thing, and whether both can hold.
-- It settles a contradiction where it agrees with one figure and not with another.
with sources as (
    select * from {{ ref('figure_vintages') }}
    where is_primary and is_latest and obs_status not in ('F', 'T')
),

claims as (
    select
        contradictions.summary,
        contradictions.primary_report_id is not null as is_settled,
        vintages.thing_id,
        observations.*
    from {{ ref('contradictions') }} as contradictions
    inner join {{ ref('lineage') }} as lineage
        on lineage.mart = 'contradictions'
        and lineage.column_name = 'kind'
        and contradictions.report_id = lineage.report_id
        and contradictions.row_key = lineage.row_key
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
    claims.summary,
    claims.is_settled,
    claims.line,
    claims.printed,
    coalesce(claims.bound_low > sources.high or claims.bound_high < sources.low, false) as cannot_be,
    places.printed as printed_by_source,
    sources.report_id as source,
    places.line as line_of_source
from claims
inner join sources on claims.thing_id = sources.thing_id and claims.report_id <> sources.report_id
inner join {{ ref('observations') }} as places on sources.observation_ids[1] = places.observation_id
where claims.obs_status not in ('F', 'T')
order by claims.summary, claims.line, source, claims.printed
