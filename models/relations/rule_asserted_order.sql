-- One row per term of a relation. What the text says in words is below something else ("surpassing", "the most", "rose from") has a figure
-- that is not above it, in one unit and place.
with observations as {{ read_in_place() }} (
    select * from {{ ref('int_lead_observations') }}
    where is_lead
),

orders as (
    select * from {{ ref('stg_asserted_orders') }}
),

relations as (
    select
        'asserted_order-l' || orders.line || '-' || lesser.observation_id || '-below-' || greater.observation_id as relation_id,
        orders.report_id,
        lesser.subject_id,
        lesser.metric_id,
        lesser.period_id,
        {{ severity_of('orders.differs_in') }} as severity,
        lesser.observation_id as lesser_id,
        greater.observation_id as greater_id,
        orders.line,
        'line ' || cast(orders.line as {{ dbt.type_string() }}) || ' ' || orders.note || {{ unless(severity_of('orders.differs_in'), 'orders.differs_in') }} as said
    from orders
    inner join observations as lesser
        on orders.report_id = lesser.report_id
        and orders.metric_id = lesser.metric_id
        and orders.lesser_subject_id = lesser.subject_id
        and coalesce(orders.lesser_scope_id, '') = lesser.scope_id
        and coalesce(orders.lesser_period_id, '') = lesser.period_id
    inner join observations as greater
        on orders.report_id = greater.report_id
        and orders.metric_id = greater.metric_id
        and orders.greater_subject_id = greater.subject_id
        and coalesce(orders.greater_scope_id, '') = greater.scope_id
        and coalesce(orders.greater_period_id, '') = greater.period_id
        and lesser.geography_id = greater.geography_id
        and lesser.unit = greater.unit
),

final as (
    {{ relation('relations', 'asserted_order', 'order', {'left': 'lesser_id', 'stated': 'greater_id'}, constants={'reference': '0'}, lines={'reference': 'line'}, words={'reference': 'said'}, comparison='at_most', severity=none) }}
)

select * from final
