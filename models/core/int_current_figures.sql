-- One row per figure (subject, metric, scope, geography, period and unit of a report): the intersection of its observations. Where they do
-- not meet, low is above high, and the marts show the conflict.
-- Most figures are printed once and need no aggregation.
{%- set figure = 'report_id, subject_id, metric_id, scope_key, geography_key, period_key, unit' %}
with inputs as (
    select * from {{ ref('int_figure_inputs') }}
),

figures as (
    select {{ figure }}, bound_low as low, bound_high as high, obs_status, {{ list_of(['observation_id']) }} as observation_ids
    from inputs
    where not is_restated
    union all
    select
        {{ figure }},
        max(bound_low) as low,
        min(bound_high) as high,
        max(obs_status) as obs_status,
        {{ listed('observation_id') }} as observation_ids
    from inputs
    where is_restated
    group by {{ figure }}
),

final as (
    select
        report_id,
        subject_id,
        metric_id,
        nullif(scope_key, '') as scope_id,
        nullif(geography_key, '') as geography_id,
        nullif(period_key, '') as period_id,
        scope_key,
        geography_key,
        period_key,
        unit,
        low,
        high,
        obs_status,
        observation_ids
    from figures
)

select * from final
