-- One row per mark, subject and metric of things that several reports print: by a number, as most things are printed by one report. It says
-- of which things there can be a judged forecast, or readings that differ, so that no more figures are read for these.
with figures as (
    select * from {{ ref('int_reported_figures') }}
),

primary_reports as (
    select distinct report_id from {{ ref('int_primary_subjects') }}
),

final as (
    select
        figures.mark,
        figures.thing_subject,
        figures.thing_metric,
        min(figures.outlook) = '' and max(figures.outlook) <> '' as has_forecasts,
        {{ differ(['figures.low', 'figures.high', 'figures.is_above', 'figures.is_below']) }} or count(primary_reports.report_id) > 0 as has_readings
    from figures
    left join primary_reports on figures.report_id = primary_reports.report_id
    group by figures.mark, figures.thing_subject, figures.thing_metric
    having min(figures.report_id) <> max(figures.report_id)
)

select * from final
