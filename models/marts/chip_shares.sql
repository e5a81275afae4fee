with figures as (
    select * from {{ ref('int_current_figures') }}
),

final as (
    select
        report_id,
        subject_id,
        scope_id as market_id,
        period_id,
        low,
        high,
        100 - coalesce(high, 100) as complement_low,
        100 - low as complement_high,
        metric_id,
        geography_id
    from figures
    where (metric_id = 'market_share' and scope_id in ('china_ai_accelerators', 'ai_server_procurement'))
        or (metric_id = 'revenue_share' and subject_id = 'nvidia_china')
)

select * from final
