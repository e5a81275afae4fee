{{ config(materialized="view") }}
-- One row per observation that decides its figure.
with observations as (
    select * from {{ ref('fct_observation') }}
    where decides_figure
),

final as (
    select
        report_id,
        observation_id,
        line,
        subject_id,
        metric_id,
        scope_id,
        geography_id,
        period_id,
        scope_key,
        geography_key,
        period_key,
        unit,
        obs_status,
        value_low,
        value_high,
        bound_low,
        bound_high,
        is_restated
    from observations
)

select * from final
