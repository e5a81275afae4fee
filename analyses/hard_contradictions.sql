-- Which statements of the report cannot both hold at face value?
select severity_rank, kind, lines, summary, relative_gap, likely_reading
from {{ ref('contradictions') }}
where severity = 'hard'
order by severity_rank
