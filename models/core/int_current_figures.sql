-- One interval per subject, metric, scope, geography, period and unit: the intersection of its inputs. Where
-- they do not meet (low above high) the row says so, and the marts carry the conflict on.
with inputs as (
    select * from {{ ref('int_figure_inputs') }}
),

final as (
    select
        report_id,
        subject_id,
        metric_id,
        scope_id,
        geography_id,
        period_id,
        unit,
        max(bound_low) as low,
        min(bound_high) as high,
        max(obs_status) as obs_status,
        count(*) as places
    from inputs
    group by report_id, subject_id, metric_id, scope_id, geography_id, period_id, unit
)

select * from final
