-- Which statements of the report cannot both hold at face value?
select severity_rank, materiality, kind, statement, relative_gap, likely_reading
from {{ ref('contradictions') }}
where severity = 'hard'
order by severity_rank
