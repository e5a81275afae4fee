-- One row per breakdown of a group or scope and remainder in it that a report prints in several tables: the one of the table that names the
-- other members of the breakdown.
with members as (
    select 'group' as kind, group_id as whole_id, breakdown_key, member_id from {{ ref('stg_group_members') }}
    union all
    select 'scope' as kind, scope_id as whole_id, breakdown_key, component_id as member_id from {{ ref('stg_scope_components') }}
),

closings as (
    select distinct closing_id, subject_id, members from {{ ref('int_table_closings') }}
    where subject_id <> closing_id and is_own_table
),

breakdowns as (
    select one.kind, one.whole_id, one.breakdown_key, one.member_id, {{ joined(sorted_list('other.member_id'), "'|'") }} as members
    from members as one
    inner join members as other
        on one.kind = other.kind and one.whole_id = other.whole_id and one.breakdown_key = other.breakdown_key and one.member_id <> other.member_id
    where one.member_id in (select closing_id from closings)
    group by one.kind, one.whole_id, one.breakdown_key, one.member_id
),

final as (
    select breakdowns.kind, breakdowns.whole_id, breakdowns.breakdown_key, breakdowns.member_id, min(closings.subject_id) as subject_id
    from breakdowns
    inner join closings on breakdowns.member_id = closings.closing_id and breakdowns.members = closings.members
    group by breakdowns.kind, breakdowns.whole_id, breakdowns.breakdown_key, breakdowns.member_id
)

select * from final
