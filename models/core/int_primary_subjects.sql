-- One row per report and subject that it speaks for itself, as primary_sources says, or that has such a subject as parent.
with named as (
    select report_id, subject_id from {{ ref('stg_primary_sources') }}
),

parts as (
    select named.report_id, subjects.subject_id
    from named
    inner join {{ ref('stg_subjects') }} as subjects on named.subject_id = subjects.parent_subject_id
),

final as (
    select * from named
    union
    select * from parts
)

select * from final
