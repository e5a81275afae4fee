-- Which contradictions survive when every approximate figure is widened by half?
select kind, severity, materiality, statement, relative_gap, survives_tolerance
from {{ ref('contradictions') }}
where survives_tolerance >= 50
order by relative_gap desc nulls last, contradiction_id
limit 15
