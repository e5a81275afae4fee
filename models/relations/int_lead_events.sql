-- Every dated event with its days; the lead is the narrowest date printed for it.
with observations as (
    select * from {{ ref('fct_observation') }}
    where unit = 'date'
),

periods as (
    select * from {{ ref('periods') }}
),

final as (
    select
        observations.report_id,
        observations.observation_id,
        observations.subject_id,
        observations.metric_id,
        observations.period_id,
        row_number() over (
            partition by observations.report_id, observations.subject_id, observations.metric_id
            order by {{ day_number('cast(periods.period_end as date)') }} - {{ day_number('cast(periods.period_start as date)') }} nulls last, observations.line nulls last, observations.observation_id nulls last
        ) = 1 as is_lead
    from observations
    inner join periods on observations.period_id = periods.period_id
)

select * from final
