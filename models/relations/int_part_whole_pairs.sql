-- One row per printed part and printed whole: a child scope, subject or geography and its parent, a component and the scope that it is
-- part of, a member and its group, a metric and the one that is its ceiling (active parameters within all parameters). Only what is never
-- negative and no price is at most its whole.
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead
),

levels as (
    select * from observations
    where quantity_kind in ('money', 'count')
),

sizes as {{ read_in_place() }} (
    select * from levels
    where (is_additive or quantity_kind = 'count') and not is_signed and coalesce(bound_low, 0) >= 0
),

subjects as (
    select * from {{ ref('int_subjects') }}
),

scopes as (
    select * from {{ ref('stg_scopes') }}
),

geographies as (
    select * from {{ ref('stg_geographies') }}
),

-- one component that makes up its scope is the scope and no part of it
groups as (
    select * from {{ ref('int_group_members') }}
),

components as (
    select scope_id, component_id, max(case when size > 1 or complete <> 'yes' then 1 else 0 end) = 1 as is_part
    from (select *, count(*) over (partition by scope_id, breakdown_key) as size from {{ ref('int_scope_components') }}) as sized
    group by scope_id, component_id
),

-- subject, scope and geography that the whole of a part has: one of them is the parent
sought as (
    {% set part = 'part.report_id, part.subject_id, part.metric_id, part.period_id, part.unit, part.observation_id' %}
    select {{ part }}, 'subject' as part_by, subjects.parent_subject_id as whole_subject_id, part.scope_id as whole_scope_id, part.geography_id as whole_geography_id
    from sizes as part
    inner join subjects on part.subject_id = subjects.subject_id
    union all
    select {{ part }}, 'scope' as part_by, part.subject_id as whole_subject_id, scopes.parent_scope_id as whole_scope_id, part.geography_id as whole_geography_id
    from sizes as part
    inner join scopes on part.scope_id = scopes.scope_id
    union all
    select {{ part }}, 'geography' as part_by, part.subject_id as whole_subject_id, part.scope_id as whole_scope_id, geographies.parent_geography_id as whole_geography_id
    from sizes as part
    inner join geographies on part.geography_id = geographies.geography_id
),

final as (
    {% set pair = 'part.report_id, part.subject_id, part.metric_id, part.period_id, part.observation_id as part_id, whole.observation_id as whole_id' %}
    select {{ pair }}, part.part_by
    from sought as part
    inner join sizes as whole
        on part.report_id = whole.report_id
        and part.whole_subject_id = whole.subject_id
        and part.metric_id = whole.metric_id
        and part.whole_scope_id = whole.scope_id
        and part.whole_geography_id = whole.geography_id
        and part.period_id = whole.period_id
        and part.unit = whole.unit
    union all
    select {{ pair }}, 'metric' as part_by
    from levels as part
    inner join levels as whole
        on part.report_id = whole.report_id
        and part.subject_id = whole.subject_id
        and part.ceiling_metric_id = whole.metric_id
        and whole.scope_id in (part.scope_id, '')
        and whole.geography_id in (part.geography_id, '')
        and part.period_id = whole.period_id
        and part.unit = whole.unit
    union all
    select {{ pair }}, 'component' as part_by
    from sizes as part
    inner join components on part.subject_id = components.component_id and components.is_part
    inner join sizes as whole
        on part.report_id = whole.report_id
        and components.scope_id = whole.scope_id
        and part.metric_id = whole.metric_id
        and part.geography_id = whole.geography_id
        and part.period_id = whole.period_id
        and part.unit = whole.unit
    where part.scope_id = '' and whole.subject_id <> part.subject_id
    union all
    select distinct {{ pair }}, 'member' as part_by
    from sizes as part
    inner join groups on part.subject_id = groups.member_id
    inner join subjects on part.subject_id = subjects.subject_id
    inner join sizes as whole
        on part.report_id = whole.report_id
        and groups.group_id = whole.subject_id
        and part.metric_id = whole.metric_id
        and part.scope_id = whole.scope_id
        and part.geography_id = whole.geography_id
        and part.period_id = whole.period_id
        and part.unit = whole.unit
    -- counts such as users overlap
    where part.is_additive and coalesce(subjects.parent_subject_id, '') <> groups.group_id
)

select * from final
