-- One row per printed figure of a holder in a market (a scope, place and period) that may be added: shares, and levels of a table with a row
-- for the whole. To avoid counting twice, a group is dropped if all its members are printed, the members of a group that is only partly
-- printed, and a part whose whole is printed. `total_id` is the row for the whole, which is never a part. Of two remainders of one market
-- each belongs to a table of its own, which nothing names: neither is added.
with observations as (
    select observations.*, holders.holder
    from {{ ref('int_lead_observations') }} as observations
    left join {{ ref('int_market_holders') }} as holders
        on observations.scope_id = holders.scope_id and observations.subject_id = holders.subject_id
    where observations.is_lead and observations.is_additive and observations.scope_id <> ''
),

groups as (
    select * from {{ ref('stg_group_members') }}
),

subjects as (
    select * from {{ ref('stg_subjects') }}
),

totals as (
    select report_id, metric_id, scope_id, geography_id, period_id, unit, min(observation_id) as total_id, min(subject_id) as total_subject_id
    from observations
    where holder = 'total'
    group by report_id, metric_id, scope_id, geography_id, period_id, unit
),

holdings as (
    select observations.*, totals.total_id, totals.total_subject_id
    from observations
    left join totals
        on observations.report_id = totals.report_id
        and observations.metric_id = totals.metric_id
        and observations.scope_id = totals.scope_id
        and observations.geography_id = totals.geography_id
        and observations.period_id = totals.period_id
        and observations.unit = totals.unit
    where (observations.upper_limit = 100 or totals.total_id is not null)
        and (observations.holder is null or observations.holder <> 'total')
),

group_parts as (
    select
        whole.observation_id as group_id,
        member.observation_id as member_id,
        groups.breakdown_key,
        count(*) over breakdown = count(member.observation_id) over breakdown as is_complete
    from holdings as whole
    inner join groups on whole.subject_id = groups.group_id
    left join holdings as member
        on groups.member_id = member.subject_id
        and whole.report_id = member.report_id
        and whole.scope_id = member.scope_id
        and whole.geography_id = member.geography_id
        and whole.metric_id = member.metric_id
        and whole.period_id = member.period_id
        and whole.unit = member.unit
    window breakdown as (partition by whole.observation_id, groups.breakdown_key)
),

-- of two breakdowns of a group, the first that is complete is added
used_breakdowns as (
    select *, min(case when is_complete then breakdown_key end) over (partition by group_id) as used_key from group_parts
),

counted_twice as (
    select group_id as observation_id from used_breakdowns
    where used_key is not null
    union all
    select member_id as observation_id from used_breakdowns
    where used_key is null or breakdown_key <> used_key
    union all
    select part.observation_id
    from holdings as part
    inner join subjects on part.subject_id = subjects.subject_id
    inner join holdings as whole
        on subjects.parent_subject_id = whole.subject_id
        and part.report_id = whole.report_id
        and part.scope_id = whole.scope_id
        and part.geography_id = whole.geography_id
        and part.metric_id = whole.metric_id
        and part.period_id = whole.period_id
        and part.unit = whole.unit
),

counted as (
    select
        *,
        count(case when holder = 'remainder' then 1 end) over (partition by report_id, metric_id, scope_id, geography_id, period_id, unit) as remainders
    from holdings
    where observation_id not in (select observation_id from counted_twice where observation_id is not null)
),

final as (
    select
        report_id,
        observation_id,
        subject_id,
        metric_id,
        scope_id,
        geography_id,
        period_id,
        unit,
        bound_low,
        bound_high,
        is_signed,
        upper_limit,
        holder,
        total_id,
        total_subject_id,
        remainders = 1 as has_remainder
    from counted
    where holder is null or holder <> 'remainder' or remainders = 1
)

select * from final
