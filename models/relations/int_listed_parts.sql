{{ config(materialized="view") }}
-- One row per place that lists what a scope holds, and market that it lists: the size of the scope and that of the market in one period.
-- A market that is not printed is NULL.
with sizes as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead and is_additive and not is_signed
),

scopes as (
    select * from {{ ref('stg_scopes') }}
    where list_id is not null
),

list_members as (
    select * from {{ ref('stg_list_members') }}
),

final as (
    select
        'parts_sum-' || whole.observation_id || '-as-listed-l' || list_members.listing_line as relation_id,
        whole.report_id,
        whole.subject_id,
        whole.metric_id,
        whole.period_id,
        whole.observation_id as whole_id,
        list_members.listing_line,
        part.observation_id as part_id
    from sizes as whole
    inner join scopes on whole.scope_id = scopes.scope_id
    inner join list_members on whole.report_id = list_members.report_id and scopes.list_id = list_members.list_id
    left join sizes as part
        on whole.report_id = part.report_id
        and list_members.member_id = part.subject_id
        and whole.metric_id = part.metric_id
        and part.scope_id = ''
        and whole.geography_id = part.geography_id
        and whole.period_id = part.period_id
        and whole.unit = part.unit
    where whole.subject_id <> list_members.member_id
)

select * from final
