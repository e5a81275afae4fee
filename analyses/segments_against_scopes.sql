-- Do the six segments add up to what the report calls the market?
select whole_id, year, rule, parts_low, parts_high, whole_low, whole_high, residual_low, residual_high, verdict
from {{ ref('scope_reconciliation') }}
order by year, whole_id, rule
