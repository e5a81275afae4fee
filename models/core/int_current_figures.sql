-- One row per figure (subject, metric, scope, geography, period and unit of a report, an actual apart from a forecast and a target): the
-- intersection of its observations. Where they do not meet it has no ends, and `is_contradicted`. `is_main`: the figure that stands for
-- the thing, the actual before a forecast.
-- Most figures are printed once and need no aggregation.
{%- set thing = 'report_id, subject_id, metric_id, scope_key, geography_key, period_key, unit' %}
with inputs as (
    select * from {{ ref('int_figure_inputs') }}
),

figures as (
    select {{ thing }}, bound_low as low, bound_high as high, obs_status, is_above, is_below, false as is_contradicted, true as is_main, {{ list_of(['observation_id']) }} as observation_ids
    from inputs
    where not is_restated
    union all
    select
        {{ thing }},
        max(case when has_meet then most_low end) as low,
        max(case when has_meet then least_high end) as high,
        max(obs_status) as obs_status,
        max(case when is_above then 1 else 0 end) = 1 as is_above,
        max(case when is_below then 1 else 0 end) = 1 as is_below,
        max(case when has_meet then 0 else 1 end) = 1 as is_contradicted,
        max(case when is_main then 1 else 0 end) = 1 as is_main,
        {{ listed('observation_id') }} as observation_ids
    from inputs
    where is_restated
    group by {{ thing }}, outlook
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
        is_above,
        is_below,
        is_contradicted,
        is_main,
        observation_ids
    from figures
)

select * from final
