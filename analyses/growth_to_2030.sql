-- How fast must the medium market grow to reach the forecast of 2030?
select from_year, to_year, growth_low, growth_high, cagr_low, cagr_high
from {{ ref('market_growth') }}
where market_id = 'medium'
order by from_year, to_year
