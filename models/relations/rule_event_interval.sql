-- Two events of which one is said to come first, each dated within a year: the days between them.
with precedences as (
    select * from {{ reported('precedences') }}
),

events as (
    select events.*
    from {{ ref('int_lead_events') }} as events
    inner join {{ ref('periods') }} as periods on events.period_id = periods.period_id
    where events.is_lead
        and {{ day_number('cast(periods.period_end as date)') }} - {{ day_number('cast(periods.period_start as date)') }} <= 366
),

relations as (
    select
        'event_interval-' || later.observation_id || '-after-' || earlier.observation_id as relation_id,
        precedences.report_id,
        precedences.later_subject_id as subject_id,
        precedences.later_metric_id as metric_id,
        later.period_id,
        earlier.observation_id as earlier_id,
        later.observation_id as later_id
    from precedences
    inner join events as earlier
        on precedences.report_id = earlier.report_id
        and precedences.earlier_subject_id = earlier.subject_id
        and precedences.earlier_metric_id = earlier.metric_id
    inner join events as later
        on precedences.report_id = later.report_id
        and precedences.later_subject_id = later.subject_id
        and precedences.later_metric_id = later.metric_id
),

final as (
    {{ unfold_terms('relations', 'event_interval', 'sum', [('add', 'later_id'), ('subtract', 'earlier_id')]) }}
)

select * from final
