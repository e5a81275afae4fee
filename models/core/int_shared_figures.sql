{{ config(materialized="view") }}
-- One row per figure of a thing that several reports print, with the days of its report and whether the report is its primary source.
with figures as (
    select * from {{ ref('int_reported_figures') }}
),

editions as (
    select * from {{ ref('int_report_editions') }}
),

primary_subjects as (
    select * from {{ ref('int_primary_subjects') }}
),

final as (
    select
        figures.*,
        editions.publisher,
        editions.first_day,
        editions.last_day,
        editions.withdrawn_on,
        primary_subjects.report_id is not null as is_primary,
        shared_things.has_forecasts,
        shared_things.has_readings
    from figures
    inner join {{ ref('int_shared_things') }} as shared_things
        on figures.mark = shared_things.mark
        and figures.thing_subject = shared_things.thing_subject
        and figures.thing_metric = shared_things.thing_metric
    inner join editions on figures.report_id = editions.report_id
    left join primary_subjects on figures.report_id = primary_subjects.report_id and figures.subject_id = primary_subjects.subject_id
)

select * from final
