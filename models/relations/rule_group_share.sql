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
        'group_share-' || whole.observation_id || case when groups.breakdown_key = '' then '' else '-' || groups.breakdown_key end as relation_id,
        whole.report_id,
        whole.subject_id,
        whole.metric_id,
        whole.period_id,
        whole.observation_id as whole_id,
        part.observation_id as part_id,
        count(*) over (partition by whole.observation_id, groups.breakdown_key) as members,
        count(part.observation_id) over (partition by whole.observation_id, groups.breakdown_key) as printed
    from observations as whole
    inner join groups on whole.subject_id = groups.group_id
    left join observations as part
        on whole.report_id = part.report_id
        and groups.member_id = part.subject_id
        -- a concentration ratio adds up shares of the market, a share only shares of its own kind
        and case when whole.is_additive then part.metric_id = whole.metric_id else {{ public_id('part.metric_id') }} = 'market_share' end
        and whole.scope_id = part.scope_id
        and whole.geography_id = part.geography_id
        and whole.period_id = part.period_id
    where whole.is_additive or whole.metric_id in {{ metrics_of('market_concentration', 'ratio') }}
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
