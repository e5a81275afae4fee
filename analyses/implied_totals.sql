-- How large is the whole behind a printed part and its share?
select description, low, high, unit
from {{ ref('implied_values') }}
where quantity = 'whole_from_share'
order by implied_id
