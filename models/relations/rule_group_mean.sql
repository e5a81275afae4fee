-- One row per term of a relation. What a group has over the number of its members is the mean of a member. A rate of a group that is no
-- sum and no share, such as growth or a margin, lies between the least and the greatest of all its members.
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead
),

groups as (
    select *, case when breakdown_key = '' then '' else '-' || breakdown_key end as breakdown from {{ ref('int_group_members') }}
),

sizes as (
    select group_id, breakdown, count(*) as members
    from groups
    group by group_id, breakdown
),

means as (
    select observations.*, sizes.members, 'group_mean-' || observations.observation_id || sizes.breakdown as relation_id
    from observations
    inner join sizes on observations.subject_id = sizes.group_id
    where observations.is_additive and not observations.is_signed and sizes.members > 1
),

rates as (
    select * from observations
    where unit = 'percent' and not is_additive and share_of_metric_id is null and coalesce(upper_limit, 100) = 100 and metric_id not in {{ metrics_of('market_concentration', 'ratio') }}
),

members as (
    select
        whole.report_id,
        whole.subject_id,
        whole.metric_id,
        whole.period_id,
        whole.observation_id as whole_id,
        'hard' as severity,
        'group_mean-' || whole.observation_id || groups.breakdown as relation_id,
        part.observation_id as part_id,
        part.bound_low,
        part.bound_high
    from rates as whole
    inner join groups on whole.subject_id = groups.group_id
    left join rates as part
        on whole.report_id = part.report_id
        and groups.member_id = part.subject_id
        and whole.metric_id = part.metric_id
        and whole.scope_id = part.scope_id
        and whole.geography_id = part.geography_id
        and whole.period_id = part.period_id
),

ranked as (
    select
        *,
        count(*) over (partition by relation_id) as members,
        count(part_id) over (partition by relation_id) as printed,
        {{ extreme_places() }}
    from members
),

terms as (
    {{ extreme_terms('ranked', 'members = printed and members > 1') }}
),

final as (
    {{ relation('means', 'group_mean', 'ratio', {'numerator': 'observation_id'}, constants={'denominator': 'members'}) }}
    union all
    {{ relation('terms', 'group_mean', 'order', comparison=none, severity=none) }}
)

select * from final
