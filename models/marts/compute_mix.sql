with figures as (
    select * from {{ ref('int_current_figures') }}
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
        geography_id
    from figures
    where metric_id in ('inference_share', 'training_share')
)

select * from final
