{{ config(materialized="view") }}
-- One row per member of a group whose share it divides: of several breakdowns of a group, the first.
with members as (
    select *, min(breakdown_key) over (partition by group_id) as first_key from {{ ref('int_group_members') }}
),

final as (
    select group_id, member_id from members
    where breakdown_key = first_key
)

select * from final
