-- Of what are Beijing's 144 registrations a third?
select description, computed_low, computed_high, stated_low, stated_high, verdict
from {{ ref('relation_audit') }}
where origin = 'share_triad' and subject_id = 'beijing'
order by relation_id
