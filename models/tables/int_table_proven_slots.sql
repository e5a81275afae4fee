-- One row per slot of a sum that fails although each of its figures is part of another sum that holds and would have shown the
-- difference: no one figure can be wrong, so that the relation itself is not meant.
with terms as (
    select * from {{ ref('int_table_signed_terms') }}
    where value <> 0
),

slots as (
    select * from {{ ref('int_table_sum_slots') }}
    where holds is not null
),

figures as (
    select
        terms.relation_id,
        terms.slot,
        terms.document_id,
        terms.table_id,
        terms.row_number,
        terms.column_number,
        slots.holds,
        slots.parts,
        slots.tolerance,
        abs(slots.gap) <= slots.tolerance as is_exact,
        abs(slots.gap) as gap
    from terms
    inner join slots on terms.relation_id = slots.relation_id and terms.slot = slots.slot
),

judged as (
    select
        failing.relation_id,
        failing.slot,
        failing.row_number,
        failing.column_number,
        count(holding.relation_id) as times_held
    from figures as failing
    left join figures as holding
        on failing.document_id = holding.document_id
            and failing.table_id = holding.table_id
            and failing.row_number = holding.row_number
            and failing.column_number = holding.column_number
            and holding.holds
            and holding.is_exact
            and holding.parts >= 2
            and holding.tolerance < failing.gap
    where not failing.holds
    group by failing.relation_id, failing.slot, failing.row_number, failing.column_number
),

final as (
    select
        relation_id,
        slot
    from judged
    group by relation_id, slot
    having min(times_held) > 0
)

select * from final
