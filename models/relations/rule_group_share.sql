-- One row per term of a relation. The share of a group, or a concentration ratio stated for it, is the sum of the shares of its
-- members; where some are not printed, at least the sum of the others.
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead and upper_limit = 100
),

groups as (
    select * from {{ ref('stg_group_members') }}
),

-- a concentration ratio adds up shares of the market, a share only shares of its own kind
wholes as (
    select *, case when is_additive then metric_id else '' end as added
    from observations
    where is_additive or metric_id in {{ metrics_of('market_concentration', 'ratio') }}
),

shares as (
    select *, metric_id as added from observations
    union all
    select *, '' as added from observations
    where {{ public_id('metric_id') }} = 'market_share'
),

parts as (
    select
        'group_share-' || whole.observation_id || case when groups.breakdown_key = '' then '' else '-' || groups.breakdown_key end as relation_id,
        whole.report_id,
        whole.subject_id,
        whole.metric_id,
        whole.period_id,
        whole.observation_id as whole_id,
        part.observation_id as part_id,
        count(*) over (partition by whole.observation_id, groups.breakdown_key) as members,
        count(part.observation_id) over (partition by whole.observation_id, groups.breakdown_key) as printed
    from wholes as whole
    inner join groups on whole.subject_id = groups.group_id
    left join shares as part
        on whole.report_id = part.report_id
        and groups.member_id = part.subject_id
        and whole.added = part.added
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
