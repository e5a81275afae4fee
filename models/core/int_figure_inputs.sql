-- The observations that decide a figure: its firmest restatements. A figure printed as approximate steps back
-- where a firmer one is printed for the same thing, so that a round baseline does not narrow a range.
-- Headings, hypothetical figures and thresholds take no part.
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
        report_id || '|' || subject_id || '|' || metric_id || '|' || coalesce(scope_id, '') || '|' || coalesce(geography_id, '')
        || '|' || coalesce(period_id, '') || '|' || unit as figure_id,
        report_id,
        observation_id,
        line,
        subject_id,
        metric_id,
        scope_id,
        geography_id,
        period_id,
        unit,
        obs_status,
        value_low,
        value_high,
        bound_low,
        bound_high
    from firmest
    where firmest_class = 2 or qualifier <> 'approx'
)

select * from final
