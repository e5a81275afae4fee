-- One row per observation that rules may compare, with the attributes of its period and metric. Hypothetical figures and thresholds
-- are excluded. `is_lead` marks the observation that represents the measured thing. Its bounds are what all observations of the figure
-- leave; where these have nothing in common, its own.
with observations as (
    select * from {{ ref('fct_observation') }}
),

restated as (
    select * from {{ ref('int_restated_observations') }}
),

periods as (
    select * from {{ ref('stg_periods') }}
),

metrics as (
    select * from {{ ref('stg_metrics') }}
),

final as (
    select
        observations.report_id,
        observations.observation_id,
        observations.line,
        observations.subject_id,
        observations.metric_id,
        observations.scope_key as scope_id,
        observations.geography_key as geography_id,
        observations.period_key as period_id,
        observations.unit,
        observations.usage_warning,
        case when restated.has_meet then restated.most_low else observations.bound_low end as bound_low,
        case when restated.has_meet then restated.least_high else observations.bound_high end as bound_high,
        coalesce(restated.is_lead, true) as is_lead,
        coalesce(restated.place = 1, true) as leads_figure,
        observations.obs_status,
        periods.period_start,
        periods.period_end,
        periods.period_type,
        metrics.additive in ('yes', 'across', 'average') as is_additive,
        metrics.additive = 'average' as is_average,
        metrics.additive = 'yes' as adds_over_time,
        metrics.quantity_kind,
        coalesce(metrics.is_signed = 'yes', false) as is_signed,
        metrics.growth_of_metric_id,
        coalesce(metrics.growth_over, 'year_ago') as growth_over,
        metrics.share_of_metric_id,
        metrics.ceiling_metric_id,
        metrics.complement_metric_id,
        metrics.upper_limit
    from observations
    inner join metrics on observations.metric_id = metrics.metric_id
    left join restated on observations.observation_id = restated.observation_id
    left join periods on observations.period_id = periods.period_id
    where observations.unit <> 'date'
        and {{ warning_allows('observations.usage_warning', 'is_compared') }}
)

select * from final
