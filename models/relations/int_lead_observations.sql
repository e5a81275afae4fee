-- What can stand for a figure in a relation, with what its period and metric say. Hypothetical figures and thresholds claim nothing.
with observations as (
    select * from {{ ref('fct_observation') }}
    where unit <> 'date'
        and coalesce(usage_warning, '') not in ('hypothetical', 'threshold')
),

-- cast before they are joined, not once for each figure
periods as (
    select *, cast(period_start as date) as first_day, cast(period_end as date) as last_day from {{ ref('periods') }}
),

metrics as (
    select *, cast(upper_limit as {{ amount() }}) as limit_amount from {{ ref('metrics') }}
),

final as (
    select
        observations.report_id,
        observations.observation_id,
        observations.line,
        observations.subject_id,
        observations.metric_id,
        coalesce(observations.scope_id, '') as scope_id,
        coalesce(observations.geography_id, '') as geography_id,
        coalesce(observations.period_id, '') as period_id,
        observations.unit,
        observations.usage_warning,
        observations.bound_low,
        observations.bound_high,
        observations.is_lead,
        periods.first_day as period_start,
        periods.last_day as period_end,
        periods.period_type,
        periods.prior_period_id,
        periods.part_of_period_id,
        metrics.additive in ('yes', 'across') as is_additive,
        metrics.additive = 'yes' as adds_over_time,
        metrics.quantity_kind,
        metrics.growth_of_metric_id,
        metrics.share_of_metric_id,
        metrics.ceiling_metric_id,
        metrics.complement_metric_id,
        metrics.limit_amount as upper_limit
    from observations
    inner join metrics on observations.metric_id = metrics.metric_id
    left join periods on observations.period_id = periods.period_id
)

select * from final
