-- One row per class of figures of a table: the chance that rounding its figures one by one leaves its sums as exact as they are. Each
-- result counts once, as its sums are not independent, and only with two parts. What is not exact must share
-- one figure: in the table, and no amounts in another table of the document may add up by rounding alone.
with slots as (
    select * from {{ ref('int_table_relation_slots') }}
    where gap is not null
),

parts as (
    select * from {{ ref('int_table_sum_slots') }}
    where parts >= 2
),

terms as (
    select * from {{ ref('int_table_relation_terms') }}
    where kind in ('total', 'difference')
),

results as (
    select
        terms.table_class,
        terms.row_number,
        terms.column_number,
        max(slots.gap) as gap,
        max(slots.rounding_chance) as rounding_chance,
        max(slots.exact_chance) as exact_chance
    from slots
    inner join parts on slots.relation_id = parts.relation_id and slots.slot = parts.slot
    inner join terms on slots.relation_id = terms.relation_id and slots.slot = terms.slot and terms.role = 'result'
    where slots.unit > 0  -- a dash is not rounded
    group by terms.table_class, terms.row_number, terms.column_number
),

sharing as (
    select
        terms.table_class,
        terms.row_number,
        terms.column_number,
        count(*) as slots_sharing
    from terms
    inner join slots on terms.relation_id = slots.relation_id and terms.slot = slots.slot
    where slots.gap > 0
    group by terms.table_class, terms.row_number, terms.column_number
),

shared as (
    select
        table_class,
        max(slots_sharing) as slots_sharing
    from sharing
    group by table_class
),

inexact as (
    select
        places.document_id,
        places.table_class,
        count(*) as slots_inexact,
        min(abs(places.result) / nullif(places.unit, 0)) as least_result,
        bool_and(slots.unit = places.unit) as is_as_printed,
        bool_or(slots.holds and places.parts >= 2) and places.table_class like '% amount' as is_rounded
    from slots
    inner join {{ ref('int_table_sum_slots') }} as places on slots.relation_id = places.relation_id and slots.slot = places.slot
    where slots.gap > 0
    group by places.document_id, places.table_class
),

alone as (
    select
        *,
        count(case when is_rounded then 1 end) over (partition by document_id) - case when is_rounded then 1 else 0 end as others_rounded
    from inexact
),

chances as (
    select
        table_class,
        max(case when gap > 0 then rounding_chance end)
        * power(10e0, sum(case when gap = 0 then log10(greatest(1e-9, exact_chance)) else 0 end)) as chance
    from results
    group by table_class
),

final as (
    select
        chances.table_class,
        alone.slots_inexact = shared.slots_sharing and alone.others_rounded = 0 and alone.is_as_printed as has_one_suspect,
        alone.least_result,
        chances.chance
    from chances
    inner join alone on chances.table_class = alone.table_class
    inner join shared on chances.table_class = shared.table_class
)

select * from final
