-- One interval per subject, metric, scope, geography, period and unit: the intersection of all
-- restatements. A figure printed as approximate steps back where a firmer one is printed for the
-- same thing, so that a round baseline does not narrow a range. Headings, hypothetical figures and thresholds take no part. Where restatements do not meet
-- (low above high) the row says so, and the marts carry the conflict on.
with observations as (
    select * from {{ ref('fct_observation') }}
    where usage_warning is null
        or usage_warning not in ('heading', 'hypothetical', 'threshold')
),

firmest as (
    select
        *,
        min(case when qualifier = 'approx' then 2 else 1 end) over (
            partition by report_id, subject_id, metric_id, scope_id, geography_id, period_id, unit
        ) as firmest_class
    from observations
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
        max(value_low) as value_low,
        min(value_high) as value_high,
        max(bound_low) as low,
        min(bound_high) as high,
        max(obs_status) as obs_status,
        count(*) as places
    from firmest
    where firmest_class = 2 or qualifier <> 'approx'
    group by report_id, subject_id, metric_id, scope_id, geography_id, period_id, unit
)

select * from final
