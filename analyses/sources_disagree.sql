-- Where do sources disagree most?
select
    subject_name,
    metric_name,
    period_name,
    printed,
    publisher,
    other_printed,
    other_publisher,
    relative_gap,
    nearer_report_id,
    statement
from {{ ref('source_disagreements') }}
order by relative_gap desc, thing_id, report_id
limit 15
