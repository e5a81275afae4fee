-- One row per sum and slot in which it can be tried: how many parts it has there, by how much they miss the result, whether that is rounding.
with terms as (
    select * from {{ ref('int_table_signed_terms') }}
),

slots as (
    select * from {{ ref('int_table_relation_slots') }}
),

counted as (
    select
        relation_id,
        slot,
        count(case when role <> 'result' and value <> 0 then 1 end) as parts,
        sum(signed_value) - max(case when role = 'result' then value end) as gap,
        sum(width) * 0.5 as tolerance,
        max(width) as widest,
        max(case when role = 'result' then value end) as result,
        max(case when role = 'result' then printed_width end) as unit,
        min(document_id) as document_id,
        min(table_class) as table_class,
        min(case when line = row_number then 'rows' else 'columns' end) as joins,
        max(case when value <> 0 then width end) >= 50 * min(case when value <> 0 then width end) as mixes_units  -- earnings per share and shares
    from terms
    group by relation_id, slot
),

-- What explains a gap leaves no more than 1.5 units, as rounding adds up to all of its tolerance seldom; nothing where the sum is exact elsewhere.
final as (
    select
        counted.*,
        least(
            tolerance,
            widest * case when max(case when slots.holds and counted.parts >= 2 then abs(counted.gap) end) over (partition by counted.relation_id) = 0 then 0.5 else 1.5 end
        ) as slack,
        slots.holds
    from counted
    left join slots on counted.relation_id = slots.relation_id and counted.slot = slots.slot
)

select * from final
