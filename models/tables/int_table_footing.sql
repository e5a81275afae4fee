-- One row per class of figures of a table: whether its sums hold to the last digit so often that its figures cannot be rounded one by one.
-- Rounding alone leaves a sum of k parts exact with a chance of about 1.2 / sqrt(1 + k pi / 6), at most 3 in 4. What is not exact must
-- share one figure.
with slots as (
    select * from {{ ref('int_table_relation_slots') }}
    where is_exact is not null
),

terms as (
    select * from {{ ref('int_table_relation_terms') }}
),

placed as (
    select slots.*, places.table_class
    from slots
    inner join (select distinct relation_id, table_class from terms where kind in ('total', 'difference')) as places using (relation_id)
),

shared as (
    select table_class, max(slots_sharing) as slots_sharing
    from (
        select terms.table_class, terms.row_number, terms.column_number, count(*) as slots_sharing
        from terms
        inner join placed using (relation_id, slot)
        where not placed.is_exact
        group by terms.table_class, terms.row_number, terms.column_number
    ) as figures
    group by table_class
),

final as (
    select
        placed.table_class,
        count(case when placed.is_exact then 1 end) as slots_exact,
        count(case when not placed.is_exact then 1 end) as slots_not_exact,
        power(10e0, sum(case when placed.is_exact then log10(least(0.75e0, 1.2e0 / sqrt(1 + 0.5236e0 * placed.parts))) else 0 end)) as chance,
        max(shared.slots_sharing) as slots_sharing
    from placed
    left join shared using (table_class)
    group by placed.table_class
)

select * from final
