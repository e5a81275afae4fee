-- One row per printed share of a market and period that may be added. To avoid counting twice: a group is dropped if all its members
-- are printed, the members of a group that is only partly printed, and a part whose whole is printed.
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead and is_additive and upper_limit = 100 and scope_id <> ''
),

groups as (
    select * from {{ ref('stg_group_members') }}
),

subjects as (
    select * from {{ ref('stg_subjects') }}
),

group_parts as (
    select
        whole.observation_id as group_id,
        member.observation_id as member_id,
        count(*) over (partition by whole.observation_id) = count(member.observation_id) over (partition by whole.observation_id) as is_complete
    from observations as whole
    inner join groups on whole.subject_id = groups.group_id
    left join observations as member
        on groups.member_id = member.subject_id
        and whole.report_id = member.report_id
        and whole.scope_id = member.scope_id
        and whole.geography_id = member.geography_id
        and whole.metric_id = member.metric_id
        and whole.period_id = member.period_id
),

counted_twice as (
    select case when is_complete then group_id else member_id end as observation_id from group_parts
    union all
    select part.observation_id
    from observations as part
    inner join subjects on part.subject_id = subjects.subject_id
    inner join observations as whole
        on subjects.parent_subject_id = whole.subject_id
        and part.report_id = whole.report_id
        and part.scope_id = whole.scope_id
        and part.geography_id = whole.geography_id
        and part.metric_id = whole.metric_id
        and part.period_id = whole.period_id
),

single as (
    select * from observations
    where observation_id not in (select observation_id from counted_twice where observation_id is not null)
),

final as (
    select
        report_id,
        observation_id,
        metric_id,
        scope_id,
        geography_id,
        period_id,
        scope_id || '-' || metric_id || '-' || coalesce(nullif(period_id, ''), 'undated') || case when geography_id = '' then '' else '-' || geography_id end as market,
        count(*) over market as parts,
        sum(coalesce(bound_low, bound_high) + coalesce(bound_high, bound_low)) over market as twice_named,
        greatest(count(bound_low) over market, count(bound_high) over market) = count(*) over market as has_sum
    from single
    window market as (partition by report_id, metric_id, scope_id, geography_id, period_id)
)

select * from final
