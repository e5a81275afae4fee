-- One row per figure (subject, metric, scope, geography, period and unit of a report): the intersection of its observations. Where they do
-- not meet, low is above high, and the marts show the conflict.
with inputs as (
    select * from {{ ref('int_figure_inputs') }}
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
        max(bound_low) as low,
        min(bound_high) as high,
        max(obs_status) as obs_status,
        {{ listed('observation_id') }} as observation_ids
    from inputs
    group by report_id, subject_id, metric_id, scope_key, geography_key, period_key, unit
)

select * from final
