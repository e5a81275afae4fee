-- What would a share of the MaaS market earn, against what the firm is said to earn?
select description, computed_low, computed_high, stated_low, stated_high, unit, verdict
from {{ ref('relation_audit') }}
where origin = 'market_share_revenue'
order by relation_id
