-- The share of a group, or a concentration ratio stated for it, is the sum of its members' shares; where some are not
-- printed, at least the sum of the others.
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead and upper_limit = 100
),

groups as (
    select * from {{ ref('stg_group_members') }}
),

parts as (
    select
        'group_share-' || whole.observation_id as relation_id,
        whole.report_id,
        whole.subject_id,
        whole.metric_id,
        whole.period_id,
        whole.observation_id as whole_id,
        part.observation_id as part_id,
        count(*) over (partition by whole.observation_id) as members,
        count(part.observation_id) over (partition by whole.observation_id) as printed
    from observations as whole
    inner join groups on whole.subject_id = groups.group_id
    left join observations as part
        on whole.report_id = part.report_id
        and groups.member_id = part.subject_id
        and part.metric_id = 'market_share'
        and whole.scope_id = part.scope_id
        and whole.geography_id = part.geography_id
        and whole.period_id = part.period_id
),

terms as (
    select distinct relation_id, report_id, subject_id, metric_id, period_id, members, printed, 'stated' as role, whole_id as observation_id from parts
    union all
    select distinct relation_id, report_id, subject_id, metric_id, period_id, members, printed, 'add' as role, part_id as observation_id from parts
    where part_id is not null or printed = 0
),

final as (
    select
        relation_id,
        report_id,
        'group_share' as origin,
        'sum' as kind,
        case when printed in (0, members) then 'equal' else 'at_most' end as comparison,
        'hard' as severity,
        subject_id,
        metric_id,
        period_id,
        role,
        cast(1 as {{ amount() }}) as weight,
        observation_id,
        cast(null as {{ amount() }}) as constant
    from terms
)

select * from final
