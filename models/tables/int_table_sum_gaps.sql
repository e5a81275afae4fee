-- One row per sum and slot in which it can be tried: how many parts it has there, and by how much they miss the result.
with terms as (
    select * from {{ ref('int_table_signed_terms') }}
),

final as (
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
        min(table_id) as table_id,
        min(table_class) as table_class,
        min(case when line = row_number then 'rows' else 'columns' end) as joins,
        min(case when role <> 'result' and value <> 0 then sign(signed_value) end) = max(case when role <> 'result' and value <> 0 then sign(signed_value) end)
            as is_one_sided,
        max(case when value <> 0 then width end) >= 50 * min(case when value <> 0 then width end) as mixes_units  -- earnings per share and shares
    from terms
    group by relation_id, slot
)

select * from final
