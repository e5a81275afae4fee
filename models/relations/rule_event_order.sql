-- One row per term of a relation. An event said to come before another has a day that is not later. Only a dated later event is
-- compared.
with events as (
    select * from {{ ref('int_ordered_events') }}
),

relations as (
    select
        *,
        'event_order-' || coalesce(earlier_id, earlier_subject_id || '-' || earlier_metric_id) || '-before-' || later_id as relation_id,
        'line ' || cast(line as {{ dbt.type_string() }}) || ' gives the other order' || coalesce(': ' || note, '') as said
    from events
),

final as (
    {{ relation('relations', 'event_order', 'date', {'left': 'earlier_id', 'stated': 'later_id'}, constants={'reference': '0'}, lines={'reference': 'line'}, words={'reference': 'said'}, comparison='at_most') }}
)

select * from final
