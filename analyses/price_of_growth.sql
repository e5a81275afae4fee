-- What did investors pay for a dollar of annualized revenue, and for what part of the firm?
select implied_id, quantity, low, high, unit
from {{ ref('implied_values') }}
where quantity = 'valuation_multiple' or implied_id like 'part_share-%-funding_raised-%'
order by implied_id
