-- One row per class of figures of a table: the chance that rounding its figures one by one leaves its sums as exact as they are.
-- What is not exact must share one figure.
with slots as (
    select * from {{ ref('int_table_relation_slots') }}
    where gap is not null
),

terms as (
    select * from {{ ref('int_table_relation_terms') }}
    where kind in ('total', 'difference')
),

placed as (
    select
        slots.*,
        places.table_class
    from slots
    inner join (
        select distinct
            relation_id,
            table_class
        from terms
    ) as places on slots.relation_id = places.relation_id
),

sharing as (
    select
        terms.table_class,
        terms.row_number,
        terms.column_number,
        count(*) as slots_sharing
    from terms
    inner join placed on terms.relation_id = placed.relation_id and terms.slot = placed.slot
    where placed.gap > 0
    group by terms.table_class, terms.row_number, terms.column_number
),

shared as (
    select
        table_class,
        max(slots_sharing) as slots_sharing
    from sharing
    group by table_class
),

final as (
    select
        placed.table_class,
        count(case when placed.gap > 0 then 1 end) = max(shared.slots_sharing) as has_one_suspect,
        max(case when placed.gap > 0 then placed.rounding_chance end)
        * power(10e0, sum(case when placed.gap = 0 then log10(greatest(1e-9, placed.exact_chance)) else 0 end)) as chance
    from placed
    inner join shared on placed.table_class = shared.table_class
    group by placed.table_class
)

select * from final
