-- One row per term of a relation. The share of a group, or a concentration ratio stated for it, is the sum of the shares of its
-- members; where some are not printed, at least the sum of the others.
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
        and {{ public_id('part.metric_id') }} = 'market_share'
        and whole.scope_id = part.scope_id
        and whole.geography_id = part.geography_id
        and whole.period_id = part.period_id
),

compared as (
    select *, case when printed in (0, members) then 'equal' else 'at_most' end as comparison from parts
),

-- one term where no member is printed, so that the relation stays, with its part missing
terms as (
    select distinct relation_id, report_id, subject_id, metric_id, period_id, comparison, 'stated' as role, whole_id as observation_id from compared
    union all
    select distinct relation_id, report_id, subject_id, metric_id, period_id, comparison, 'add' as role, part_id as observation_id from compared
    where part_id is not null or printed = 0
),

final as (
    {{ relation('terms', 'group_share', 'sum', comparison=none) }}
)

select * from final
