{{ config(materialized="view") }}
-- One row per subject: those of the registers, and the remainders and totals of further tables of one market, which have the line of their table
-- behind their name. The total of a table with fewer members is a subtotal.
with subjects as (
    select * from {{ ref('stg_subjects') }}
),

closings as (
    select distinct closing_id, closing_type, subject_id, first_line from {{ ref('int_table_closings') }}
    where subject_id <> closing_id
),

final as (
    select subject_id, name, subject_type, parent_subject_id from subjects
    union all
    select
        closings.subject_id,
        subjects.name || ' (line ' || cast(closings.first_line as {{ dbt.type_string() }}) || ')' as name,
        case when closings.closing_type = 'total' then 'subtotal' else closings.closing_type end as subject_type,
        subjects.parent_subject_id
    from closings
    inner join subjects on closings.closing_id = subjects.subject_id
)

select * from final
