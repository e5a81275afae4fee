-- Where do sources disagree most? The most material first.
select
    subject_name,
    metric_name,
    period_name,
    printed,
    publisher,
    other_printed,
    other_publisher,
    materiality,
    relative_gap,
    nearer_report_id,
    statement
from {{ ref('source_disagreements') }}
order by case materiality when 'high' then 1 when 'medium' then 2 else 3 end, relative_gap desc, thing_id, report_id
limit 15
