-- Do NVIDIA's quarters fit their year, and what were they a year before?
select origin, description, computed_low, computed_high, stated_low, stated_high, unit, verdict
from {{ ref('relation_audit') }}
where report_id = 'cai2026' and subject_id = 'nvidia' and (origin = 'subperiods' or kind = 'base')
order by origin, relation_id
