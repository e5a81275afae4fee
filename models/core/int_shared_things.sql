-- One row per mark of things that several reports print: by a number, as most things are printed by one report.
with figures as (
    select * from {{ ref('int_reported_figures') }}
),

final as (
    select mark
    from figures
    group by mark
    having min(report_id) <> max(report_id)
)

select * from final
