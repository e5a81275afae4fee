-- What must revenue have been before the growth that the report states?
select company_id, period_id, stated_growth_low, stated_growth_high, implied_base_low, implied_base_high, unit
from {{ ref('company_growth') }}
where report_id = 'cai2026' and implied_base_low is not null
order by company_id, period_id
