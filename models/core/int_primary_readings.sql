-- One row per thing that a primary source prints: what its latest actual figures have in common. Sources that contradict each other say nothing.
with readings as (
    select * from {{ ref('int_readings') }}
    where is_primary and outlook = ''
),

final as (
    select
        {{ thing_columns() | join(', ') }},
        min(report_id) as report_id,
        min_by(observation_ids, report_id) as observation_ids,
        max(low) as low,
        min(high) as high
    from readings
    group by {{ thing_columns() | join(', ') }}
    having coalesce(max(low) <= min(high), true)
)

select * from final
