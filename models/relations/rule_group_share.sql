-- One row per term of a relation. The share of a group, or a concentration ratio stated for it, is the sum of the shares of its
-- members; where some are not printed, at least the sum of the others. A share adds up shares of its own kind, a ratio those of the one
-- kind in which its members hold the market: of several it does not say which.
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead and upper_limit = 100
),

groups as (
    select * from {{ ref('int_group_members') }}
),

ratios as (
    select * from observations
    where metric_id in {{ metrics_of('market_concentration', 'ratio') }} and not is_additive
),

kinds as (
    select ratios.observation_id, min(share.metric_id) as added_metric_id
    from ratios
    inner join groups on ratios.subject_id = groups.group_id
    inner join observations as share
        on ratios.report_id = share.report_id
        and groups.member_id = share.subject_id
        and ratios.scope_id = share.scope_id
        and ratios.geography_id = share.geography_id
        and ratios.period_id = share.period_id
    where share.metric_id in {{ metrics_of('market_concentration', 'share') }}
    group by ratios.observation_id
    having min(share.metric_id) = max(share.metric_id)
),

wholes as (
    select *, metric_id as added_metric_id from observations
    where is_additive
    union all
    select ratios.*, kinds.added_metric_id
    from ratios
    left join kinds on ratios.observation_id = kinds.observation_id
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
    left join observations as part
        on whole.report_id = part.report_id
        and groups.member_id = part.subject_id
        and whole.added_metric_id = part.metric_id
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
