-- Fails with one row per rule of the checks mart that is broken, where it is error-level, or looked at nothing.
select check_id, statement, rows_checked, rows_failed
from {{ ref('checks') }}
where rows_checked = 0 or (severity = 'error' and rows_failed > 0)
