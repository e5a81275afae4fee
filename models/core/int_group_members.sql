{{ config(materialized="view") }}
-- One row per member of a group: those of the registers, of which a remainder is that of the table with the other members, and those of the total
-- of a table that names fewer than another one.
with remainders as (
    select * from {{ ref('int_breakdown_remainders') }}
    where kind = 'group'
),

subtotals as (
    select distinct report_id, scope_key, geography_key, closing_id, block, subject_id from {{ ref('int_table_closings') }}
    where closing_type = 'total' and subject_id <> closing_id and is_own_table and has_remainder = 0
),

final as (
    select members.group_id, coalesce(remainders.subject_id, members.member_id) as member_id, members.breakdown_key
    from {{ ref('stg_group_members') }} as members
    left join remainders
        on members.group_id = remainders.whole_id
        and members.breakdown_key = remainders.breakdown_key
        and members.member_id = remainders.member_id
    union
    select subtotals.subject_id as group_id, parts.subject_id as member_id, '' as breakdown_key
    from subtotals
    inner join {{ ref('int_table_members') }} as parts
        on {{ same_columns('subtotals', 'parts', ['report_id', 'scope_key', 'geography_key', 'closing_id', 'block']) }}
)

select * from final
