-- One row per dated event at one place, with the days that the date spans. `is_lead` marks the narrowest date of an event.
with observations as (
    select * from {{ ref('fct_observation') }}
    where unit = 'date'
),

periods as (
    select * from {{ ref('stg_periods') }}
),

dated as (
    select
        observations.report_id,
        observations.observation_id,
        observations.line,
        observations.subject_id,
        observations.metric_id,
        observations.period_id,
        cast({{ day_number('periods.period_end') }} - {{ day_number('periods.period_start') }} as bigint) as span
    from observations
    inner join periods on observations.period_id = periods.period_id
),

final as (
    select
        report_id,
        observation_id,
        subject_id,
        metric_id,
        period_id,
        span,
        row_number() over (partition by report_id, subject_id, metric_id order by span nulls last, line nulls last, observation_id nulls last) = 1 as is_lead
    from dated
)

select * from final
