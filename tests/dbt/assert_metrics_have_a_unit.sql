-- A metric without a unit, or with one that is not registered. `currency` stands for every currency.
select metrics.metric_id, metrics.unit
from {{ ref('stg_metrics') }} as metrics
left join {{ ref('stg_units') }} as units on metrics.unit = units.unit
where units.unit is null and coalesce(metrics.unit, '') <> 'currency'
