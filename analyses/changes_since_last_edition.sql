-- What changed since the last edition?
select
    report_id,
    previous_report_id,
    subject_name,
    metric_name,
    period_name,
    change,
    revision,
    previous_printed,
    previous_line,
    printed,
    line
from {{ ref('edition_changes') }}
where change <> 'unchanged'
order by report_id, previous_report_id, change, subject_name, metric_name, period_name, previous_line, line, previous_printed, printed
