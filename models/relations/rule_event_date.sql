-- One event has one date: every place that dates it names days in common.
with observations as (
    select * from {{ ref('fct_observation') }}
    where unit = 'date'
),

periods as (
    select * from {{ ref('periods') }}
),

dated as (
    select
        observations.*,
        row_number() over (
            partition by observations.report_id, observations.subject_id, observations.metric_id
            order by {{ day_number('cast(periods.period_end as date)') }} - {{ day_number('cast(periods.period_start as date)') }}, observations.line, observations.observation_id
        ) as place
    from observations
    inner join periods on observations.period_id = periods.period_id
),

relations as (
    select
        concat('event_date-', other.observation_id) as relation_id,
        other.report_id,
        other.subject_id,
        other.metric_id,
        other.period_id,
        other.observation_id as other_id,
        first_place.observation_id as first_id
    from dated as other
    inner join dated as first_place
        on other.report_id = first_place.report_id
        and other.subject_id = first_place.subject_id
        and other.metric_id = first_place.metric_id
    where first_place.place = 1 and other.place > 1
),

final as (
    {{ unfold_terms('relations', 'event_date', 'date', [('left', 'other_id'), ('stated', 'first_id')]) }}
)

select * from final
