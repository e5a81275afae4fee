{{ config(materialized="view") }}
-- One row per member of a group: those of the registers, of which a remainder is that of the table that names the other members, and those of
-- the total of a table that names fewer than another one.
with members as (
    select group_id, member_id, breakdown_key from {{ ref('stg_group_members') }}
),

closings as (
    select distinct closing_id, closing_type, subject_id, members, has_remainder from {{ ref('int_table_closings') }}
    where subject_id <> closing_id and is_own_table
),

-- the other members of each breakdown of a group with a remainder
breakdowns as (
    select one.group_id, one.breakdown_key, one.member_id, {{ joined(sorted_list('other.member_id'), "'|'") }} as members
    from members as one
    inner join members as other
        on one.group_id = other.group_id and one.breakdown_key = other.breakdown_key and one.member_id <> other.member_id
    where one.member_id in (select closing_id from closings)
    group by one.group_id, one.breakdown_key, one.member_id
),

final as (
    select members.group_id, coalesce(closings.subject_id, members.member_id) as member_id, members.breakdown_key
    from members
    left join breakdowns
        on members.group_id = breakdowns.group_id
        and members.breakdown_key = breakdowns.breakdown_key
        and members.member_id = breakdowns.member_id
    left join closings on breakdowns.member_id = closings.closing_id and breakdowns.members = closings.members
    union
    select closings.subject_id as group_id, parts.subject_id as member_id, '' as breakdown_key
    from closings
    inner join {{ ref('int_table_members') }} as parts on closings.closing_id = parts.closing_id
    where closings.closing_type = 'total' and closings.has_remainder = 0
        and '|' || closings.members || '|' like '%|' || parts.subject_id || '|%'
)

select * from final
