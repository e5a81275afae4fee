-- One row per term of a relation. The days between two events of which one is said to come first, each dated within a year. Dates in
-- another order give none.
with events as (
    select * from {{ ref('int_ordered_events') }}
    where earlier_span <= 366 and later_span <= 366 and can_hold
),

relations as (
    select *, 'event_interval-' || later_id || '-after-' || earlier_id as relation_id
    from events
),

final as (
    {{ relation('relations', 'event_interval', 'sum', {'add': ['later_id'], 'subtract': ['earlier_id']}) }}
)

select * from final
