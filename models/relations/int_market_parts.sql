-- One row per printed figure of a holder in a table of a market that is added. To avoid counting twice, a group is dropped if all its members
-- are printed, the members of a group that is only partly printed, and a part whose whole is printed. Of two remainders of one market that the report
-- itself tells apart neither is added.
{%- set market = ['report_id', 'metric_id', 'scope_id', 'geography_id', 'period_id', 'unit'] %}
{%- set table = market + ['table_id', 'table_kind'] %}
with holdings as (
    select *, table_kind || '|' || table_id || '|' || observation_id as place_id from {{ ref('int_market_tables') }}
),

groups as (
    select * from {{ ref('int_group_members') }}
),

subjects as (
    select * from {{ ref('int_subjects') }}
),

group_parts as (
    select
        whole.place_id as group_id,
        member.place_id as member_id,
        groups.breakdown_key,
        count(*) over breakdown = count(member.place_id) over breakdown as is_complete
    from holdings as whole
    inner join groups on whole.subject_id = groups.group_id
    left join holdings as member
        on groups.member_id = member.subject_id
        and {{ same_columns('whole', 'member', table) }}
    window breakdown as (partition by whole.place_id, groups.breakdown_key)
),

-- of two breakdowns of a group, the first that is complete is added
used_breakdowns as (
    select *, min(case when is_complete then breakdown_key end) over (partition by group_id) as used_key from group_parts
),

counted_twice as (
    select group_id as place_id from used_breakdowns
    where used_key is not null
    union all
    select member_id as place_id from used_breakdowns
    where used_key is null or breakdown_key <> used_key
    union all
    select part.place_id
    from holdings as part
    inner join subjects on part.subject_id = subjects.subject_id
    inner join holdings as whole
        on subjects.parent_subject_id = whole.subject_id
        and {{ same_columns('part', 'whole', table) }}
),

counted as (
    select *, count(case when holder = 'remainder' then 1 end) over (partition by {{ table | join(', ') }}) as remainders
    from holdings
    where place_id not in (select place_id from counted_twice where place_id is not null)
),

sums as (
    select {{ market | join(', ') }}, table_id, min(total_id) as total_id, {{ sum_side('bound_low') }} as low, {{ sum_side('bound_high') }} as high
    from counted
    where table_kind = 'all'
    group by {{ market | join(', ') }}, table_id
),

-- remainders that all figures of the market add up with
whole_tables as (
    select sums.*
    from sums
    left join {{ ref('int_lead_observations') }} as totals on sums.total_id = totals.observation_id and totals.upper_limit is null
    where coalesce(sums.low <= coalesce(totals.bound_high, case when totals.observation_id is null then 100 end), true)
        and coalesce(sums.high >= coalesce(totals.bound_low, case when totals.observation_id is null then 100 end), true)
),

explained as (
    select distinct {{ market | join(', ') }} from whole_tables
),

final as (
    select
        counted.report_id,
        counted.observation_id,
        counted.subject_id,
        counted.metric_id,
        counted.scope_id,
        counted.geography_id,
        counted.period_id,
        counted.unit,
        counted.bound_low,
        counted.bound_high,
        counted.is_signed,
        counted.upper_limit,
        counted.holder,
        counted.table_kind,
        counted.table_key,
        counted.total_id,
        counted.total_subject_id,
        counted.remainders = 1 as has_remainder
    from counted
    left join whole_tables on {{ same_columns('counted', 'whole_tables', market) }} and counted.table_id = whole_tables.table_id
    left join explained on {{ same_columns('counted', 'explained', market) }}
    where (counted.holder is null or counted.remainders = 1)
        and case
            when counted.table_kind = 'named' then explained.report_id is null
            else (counted.table_kind = 'all') = (whole_tables.report_id is not null)
        end
)

select * from final
