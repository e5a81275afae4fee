-- One row per dated event at one place, with the first and last day that the date can be. `is_lead` marks the narrowest date of an event.
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
        cast({{ day_number('periods.period_start') }} as bigint) as first_day,
        cast({{ day_number('periods.period_end') }} as bigint) as last_day
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
        first_day,
        last_day,
        last_day - first_day as span,
        row_number() over (partition by report_id, subject_id, metric_id order by last_day - first_day nulls last, line nulls last, observation_id nulls last) = 1 as is_lead
    from dated
)

select * from final
