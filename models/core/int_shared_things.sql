-- One row per mark, subject and metric of things that several reports print: by a number, as most things are printed by one report.
with figures as (
    select * from {{ ref('int_reported_figures') }}
),

final as (
    select mark, thing_subject, thing_metric
    from figures
    group by mark, thing_subject, thing_metric
    having min(report_id) <> max(report_id)
)

select * from final
