-- An event said to come before another does. Only a dated later event is looked at.
with observations as (
    select * from {{ ref('int_lead_events') }}
    where is_lead
),

precedences as (
    select * from {{ reported('precedences') }}
),

relations as (
    select
        'event_order-' || coalesce(earlier.observation_id, '') || '-before-' || later.observation_id as relation_id,
        precedences.report_id,
        precedences.later_subject_id as subject_id,
        precedences.later_metric_id as metric_id,
        later.period_id,
        earlier.observation_id as earlier_id,
        later.observation_id as later_id
    from precedences
    left join observations as earlier
        on precedences.report_id = earlier.report_id
        and precedences.earlier_subject_id = earlier.subject_id
        and precedences.earlier_metric_id = earlier.metric_id
    inner join observations as later
        on precedences.report_id = later.report_id
        and precedences.later_subject_id = later.subject_id
        and precedences.later_metric_id = later.metric_id
),

final as (
    {{ unfold_terms('relations', 'event_order', 'date', [('left', 'earlier_id'), ('stated', 'later_id')], comparison='at_most') }}
)

select * from final
