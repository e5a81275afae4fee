-- Fails with one row per broken error-level rule of the checks mart.
select check_id, statement, rows_checked, rows_failed
from {{ ref('checks') }}
where severity = 'error' and (rows_failed > 0 or rows_checked = 0)
