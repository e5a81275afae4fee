-- Whose forecasts hold?
select
    publisher,
    metric_name,
    n,
    hits,
    above,
    below,
    undecided,
    hit_rate,
    hit_rate_low,
    hit_rate_high,
    compared_error,
    no_change_error
from {{ ref('forecast_scores') }}
where outcome_kind = 'first'
order by n desc, publisher, metric_name
