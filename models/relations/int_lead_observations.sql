-- The one observation that stands for a figure: firmest wording first, then the earlier line. The rule
-- `restatement` ties every other place to it. Hypothetical figures and thresholds claim nothing.
with observations as (
    select * from {{ ref('fct_observation') }}
    where unit <> 'date'
        and coalesce(usage_warning, '') not in ('hypothetical', 'threshold')
),

periods as (
    select * from {{ ref('periods') }}
),

metrics as (
    select * from {{ ref('metrics') }}
),

ranked as (
    select
        *,
        row_number() over (
            partition by report_id, subject_id, metric_id, scope_id, geography_id, period_id, unit
            order by
                case when usage_warning = 'heading' then 1 else 0 end,
                case when qualifier = 'approx' then 1 else 0 end,
                line nulls last,
                observation_id nulls last
        ) as place
    from observations
),

final as (
    select
        ranked.report_id,
        ranked.observation_id,
        ranked.line,
        ranked.subject_id,
        ranked.metric_id,
        coalesce(ranked.scope_id, '') as scope_id,
        coalesce(ranked.geography_id, '') as geography_id,
        coalesce(ranked.period_id, '') as period_id,
        ranked.unit,
        ranked.qualifier,
        ranked.usage_warning,
        ranked.bound_low,
        ranked.bound_high,
        ranked.place = 1 as is_lead,
        cast(periods.period_start as date) as period_start,
        cast(periods.period_end as date) as period_end,
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
        cast(metrics.upper_limit as {{ amount() }}) as upper_limit
    from ranked
    inner join metrics on ranked.metric_id = metrics.metric_id
    left join periods on ranked.period_id = periods.period_id
)

select * from final
