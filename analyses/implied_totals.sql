-- How large is the whole behind a printed part and its share?
select description, low, high, unit
from {{ ref('implied_values') }}
where quantity = 'total'
order by implied_id
