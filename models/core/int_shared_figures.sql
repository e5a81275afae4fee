-- One row per figure of a thing that several reports print, with the days of its report and whether the report is its primary source.
with figures as (
    select * from {{ ref('int_reported_figures') }}
),

editions as (
    select * from {{ ref('int_report_editions') }}
),

primary_sources as (
    select distinct report_id, {{ public_id('subject_id') }} as subject_id from {{ ref('stg_primary_sources') }}
),

parents as (
    select subject_id, {{ public_id('parent_subject_id') }} as parent_id from {{ ref('stg_subjects') }}
),

-- by a number first: most things are printed by one report
repeated as (
    select mark
    from figures
    group by mark
    having min(report_id) <> max(report_id)
),

final as (
    select
        figures.*,
        editions.publisher,
        editions.first_day,
        editions.last_day,
        editions.withdrawn_on,
        own.report_id is not null or of_parent.report_id is not null as is_primary
    from figures
    inner join repeated on figures.mark = repeated.mark
    inner join editions on figures.report_id = editions.report_id
    left join parents on figures.subject_id = parents.subject_id
    left join primary_sources as own on figures.report_id = own.report_id and figures.printed_subject = own.subject_id
    left join primary_sources as of_parent on figures.report_id = of_parent.report_id and parents.parent_id = of_parent.subject_id
)

select * from final
