-- A child scope, subject or geography has at most what its parent has, in the same metric and period; and a
-- metric at most the one that is its ceiling (active parameters within all parameters).
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead
),

sizes as (
    select * from observations
    where quantity_kind in ('money', 'count')
),

subjects as (
    select * from {{ ref('subjects') }}
),

scopes as (
    select * from {{ ref('scopes') }}
),

geographies as (
    select * from {{ ref('geographies') }}
),

edges as (
    select part.observation_id as part_id, whole.observation_id as whole_id
    from sizes as part
    inner join subjects on part.subject_id = subjects.subject_id
    inner join sizes as whole
        on part.report_id = whole.report_id
        and subjects.parent_subject_id = whole.subject_id
        and part.metric_id = whole.metric_id
        and part.scope_id = whole.scope_id
        and part.geography_id = whole.geography_id
        and part.period_id = whole.period_id
        and part.unit = whole.unit
    union all
    select part.observation_id as part_id, whole.observation_id as whole_id
    from sizes as part
    inner join scopes on part.scope_id = scopes.scope_id
    inner join sizes as whole
        on part.report_id = whole.report_id
        and part.subject_id = whole.subject_id
        and part.metric_id = whole.metric_id
        and scopes.parent_scope_id = whole.scope_id
        and part.geography_id = whole.geography_id
        and part.period_id = whole.period_id
        and part.unit = whole.unit
    union all
    select part.observation_id as part_id, whole.observation_id as whole_id
    from sizes as part
    inner join geographies on part.geography_id = geographies.geography_id
    inner join sizes as whole
        on part.report_id = whole.report_id
        and part.subject_id = whole.subject_id
        and part.metric_id = whole.metric_id
        and part.scope_id = whole.scope_id
        and geographies.parent_geography_id = whole.geography_id
        and part.period_id = whole.period_id
        and part.unit = whole.unit
    union all
    select part.observation_id as part_id, whole.observation_id as whole_id
    from sizes as part
    inner join sizes as whole
        on part.report_id = whole.report_id
        and part.subject_id = whole.subject_id
        and part.ceiling_metric_id = whole.metric_id
        and part.period_id = whole.period_id
        and part.unit = whole.unit
),

relations as (
    select
        concat('part_of_whole-', edges.part_id, '-in-', edges.whole_id) as relation_id,
        part.report_id,
        part.subject_id,
        part.metric_id,
        part.period_id,
        edges.part_id,
        edges.whole_id
    from edges
    inner join observations as part on edges.part_id = part.observation_id
),

final as (
    {{ unfold_terms('relations', 'part_of_whole', 'nesting', [('left', 'part_id'), ('stated', 'whole_id')], comparison='at_most') }}
)

select * from final
