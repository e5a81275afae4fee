{{ config(materialized="view") }}
-- One row per entry of a list that a report prints, with the name of its member: that of the register, else its id in words.
with list_members as (
    select * from {{ ref('stg_list_members') }}
),

subjects as (
    select * from {{ ref('int_subjects') }}
),

final as (
    select
        list_members.report_id,
        list_members.list_id,
        list_members.listing_line,
        list_members.member_id,
        coalesce(subjects.name, replace({{ public_id('list_members.member_id') }}, '_', ' ')) as member_name
    from list_members
    left join subjects on list_members.member_id = subjects.subject_id
)

select * from final
