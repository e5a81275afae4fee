-- One row per use of compute, metric, period, scope and place: its share of all compute.
with figures as (
    select * from {{ ref('int_current_figures') }}
    where metric_id in {{ metrics_of('compute_mix') }} and is_main
),

final as (
    select
        report_id,
        subject_id,
        metric_id,
        period_id,
        low,
        high,
        scope_id,
        geography_id,
        observation_ids
    from figures
)

{{ published('final') }}
