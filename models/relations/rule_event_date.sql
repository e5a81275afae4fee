{{ config(materialized="view") }}
-- One row per term of a relation. All places that date one event have a day in common. The narrowest date is the one that the others
-- are compared with.
with events as (
    select * from {{ ref('int_lead_events') }}
),

relations as (
    select
        'event_date-' || other.observation_id as relation_id,
        other.report_id,
        other.subject_id,
        other.metric_id,
        other.period_id,
        other.observation_id as other_id,
        first_place.observation_id as lead_id
    from events as other
    inner join events as first_place
        on other.report_id = first_place.report_id
        and other.subject_id = first_place.subject_id
        and other.metric_id = first_place.metric_id
    where first_place.is_lead and not other.is_lead
),

final as (
    {{ relation('relations', 'event_date', 'date', {'left': 'other_id', 'stated': 'lead_id'}) }}
)

select * from final
