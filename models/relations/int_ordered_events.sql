{{ config(materialized="view") }}
-- One row per pair of events that the report puts in order and of which the later one is dated.
with precedences as (
    select * from {{ ref('stg_precedences') }}
),

events as (
    select * from {{ ref('int_lead_events') }}
    where is_lead
),

final as (
    select
        precedences.report_id,
        precedences.line,
        precedences.note,
        precedences.later_subject_id as subject_id,
        precedences.later_metric_id as metric_id,
        later.period_id,
        precedences.earlier_subject_id,
        precedences.earlier_metric_id,
        earlier.observation_id as earlier_id,
        later.observation_id as later_id,
        earlier.span as earlier_span,
        later.span as later_span,
        earlier.first_day <= later.last_day as can_hold
    from precedences
    left join events as earlier
        on precedences.report_id = earlier.report_id
        and precedences.earlier_subject_id = earlier.subject_id
        and precedences.earlier_metric_id = earlier.metric_id
    inner join events as later
        on precedences.report_id = later.report_id
        and precedences.later_subject_id = later.subject_id
        and precedences.later_metric_id = later.metric_id
)

select * from final
