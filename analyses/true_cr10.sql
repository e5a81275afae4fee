-- The report prints a CR10 over eight named firms: what can the true CR10 be?
select measure, low, high, firms_named, stated_low, stated_high, verdict
from {{ ref('market_concentration') }}
where market_id = 'maas_call_volume'
order by measure
