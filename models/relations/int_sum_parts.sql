{{ config(materialized="view") }}
-- One row per part of a whole that adds up: components of a scope, members of a group, rows of a table with a row for the whole, and
-- shares of a scope whose components are complete, which add up to 100. Two breakdowns of one whole are two sets of parts. A part that is
-- not printed is NULL.
{%- set whole = 'whole.report_id, whole.subject_id, whole.metric_id, whole.period_id, whole.is_signed, whole.observation_id as whole_id' %}
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead and is_additive
),

components as (
    select
        scope_id,
        component_id,
        breakdown_key,
        case when breakdown_key = '' then '' else '-' || breakdown_key end as breakdown,
        complete = 'yes' as is_complete
    from {{ ref('int_scope_components') }}
),

groups as (
    select *, case when breakdown_key = '' then '' else '-' || breakdown_key end as breakdown from {{ ref('int_group_members') }}
),

scope_wholes as (
    select 'parts_sum-' || whole.observation_id || components.breakdown as relation_id, whole.*, components.component_id, components.is_complete
    from observations as whole
    inner join components on whole.scope_id = components.scope_id
    where not exists (
        select 1 from components as other
        where other.scope_id = whole.scope_id and other.component_id = whole.subject_id
    )
),

scope_parts as (
    select wholes.relation_id, wholes.is_complete, {{ whole | replace('whole.', 'wholes.') }}, wholes.component_id as part_subject_id, part.observation_id as part_id
    from scope_wholes as wholes
    left join observations as part
        on wholes.report_id = part.report_id
        and wholes.component_id = part.subject_id
        and wholes.metric_id = part.metric_id
        and part.scope_id = ''
        and wholes.geography_id = part.geography_id
        and wholes.period_id = part.period_id
        and wholes.unit = part.unit
),

group_parts as (
    select
        'parts_sum-' || whole.observation_id || '-by-member' || groups.breakdown as relation_id,
        true as is_complete,
        {{ whole }},
        groups.member_id as part_subject_id,
        part.observation_id as part_id
    from observations as whole
    inner join groups on whole.subject_id = groups.group_id
    left join observations as part
        on whole.report_id = part.report_id
        and groups.member_id = part.subject_id
        and whole.metric_id = part.metric_id
        and whole.scope_id = part.scope_id
        and whole.geography_id = part.geography_id
        and whole.period_id = part.period_id
        and whole.unit = part.unit
    where whole.upper_limit is null
),

table_parts as (
    select
        'parts_sum-' || total_id || case when table_key = '' then '' else '-' || table_key end as relation_id,
        report_id,
        has_remainder as is_complete,
        total_subject_id as subject_id,
        metric_id,
        period_id,
        total_id as whole_id,
        subject_id as part_subject_id,
        observation_id as part_id,
        is_signed
    from {{ ref('int_market_parts') }}
    where total_id is not null and upper_limit is null
),

complete_scopes as (
    select scope_id, breakdown_key, count(*) as members from components
    where is_complete
    group by scope_id, breakdown_key
),

share_parts as (
    select
        'parts_sum-' || part.scope_id || '-' || part.metric_id || '-' || part.period_id || case when part.geography_id = '' then '' else '-' || part.geography_id end || components.breakdown as relation_id,
        part.report_id,
        true as is_complete,
        part.subject_id,
        part.metric_id,
        part.period_id,
        cast(null as {{ dbt.type_string() }}) as whole_id,
        part.subject_id as part_subject_id,
        part.observation_id as part_id,
        count(*) over (partition by part.report_id, part.scope_id, part.metric_id, part.period_id, part.geography_id, components.breakdown_key) as parts,
        complete_scopes.members
    from observations as part
    inner join components on part.scope_id = components.scope_id and part.subject_id = components.component_id
    inner join complete_scopes on part.scope_id = complete_scopes.scope_id and components.breakdown_key = complete_scopes.breakdown_key
    where part.upper_limit is not null
),

final as (
    {%- for parts in ['scope_parts', 'group_parts', 'table_parts'] %}
    select relation_id, report_id, is_complete, is_signed, {{ parts == 'table_parts' }} as is_table, subject_id, metric_id, period_id, whole_id, part_subject_id, part_id, cast(null as {{ amount() }}) as whole_constant from {{ parts }}
    union all
    {%- endfor %}
    select relation_id, report_id, is_complete, false as is_signed, false as is_table, '' as subject_id, metric_id, period_id, whole_id, part_subject_id, part_id, cast(100 as {{ amount() }}) as whole_constant
    from share_parts
    where parts = members
)

select * from final
