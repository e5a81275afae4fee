-- One row per slot of a sum whose parts differ from those of its siblings: it prints its result as one of its parts (a level, such as what is
-- left of a programme), or leaves a part blank that all siblings print, or has parts that no sibling prints and that explain the failure,
-- one by its sign or by not belonging to the sum, or all of them together; or one line explains two failures.
with terms as (
    select * from {{ ref('int_table_signed_terms') }}
),

judged as (
    select * from {{ ref('int_table_sum_slots') }}
    where holds is not null
),

holding as (
    select
        relation_id,
        count(*) as slots_held
    from judged
    where holds and parts >= 2
    group by relation_id
),

-- Lines with a figure in a slot that holds.
shown as (
    select
        terms.relation_id,
        terms.line,
        bool_or(terms.value <> 0) as has_amount,
        count(*) as times_shown
    from terms
    inner join judged on terms.relation_id = judged.relation_id and terms.slot = judged.slot
    where judged.holds and judged.parts >= 2 and terms.role <> 'result'
    group by terms.relation_id, terms.line
),

-- Parts of a slot that misses its result: whether leaving the part out, or turning its sign, makes it hold.
parts as (
    select
        judged.relation_id,
        judged.slot,
        judged.holds,
        judged.gap,
        judged.slack,
        terms.signed_value,
        terms.signed_value = judged.result and not {{ says_opening("case when terms.line = terms.row_number then cells.row_label else cells.column_label end") }} as is_result,
        not coalesce(shown.has_amount, false) as is_unproven,
        abs(judged.gap - terms.signed_value) <= judged.slack as is_left_out,
        count(*) over (partition by judged.relation_id, judged.slot, terms.signed_value) > 1 as is_repeated,
        abs(judged.gap - 2 * terms.signed_value) <= judged.slack as is_turned,
        count(case when not judged.holds and abs(judged.gap - terms.signed_value) <= judged.slack then 1 end)
            over (partition by judged.relation_id, terms.line)
            as times_left_out
    from judged
    inner join terms on judged.relation_id = terms.relation_id and judged.slot = terms.slot
    inner join {{ ref('cells') }} as cells
        on terms.document_id = cells.document_id
            and terms.table_id = cells.table_id
            and terms.row_number = cells.row_number
            and terms.column_number = cells.column_number
    left join shown on terms.relation_id = shown.relation_id and terms.line = shown.line
    where judged.gap <> 0 and terms.role <> 'result' and terms.value <> 0
),

together as (
    select
        relation_id,
        slot
    from parts
    where is_unproven and not holds
    group by relation_id, slot
    having abs(max(gap) - sum(signed_value)) <= max(slack)
),

final as (
    select
        relation_id,
        slot
    from parts
    where is_result or (not holds and is_unproven and (is_left_out or is_turned)) or (not holds and is_left_out and (times_left_out >= 2 or is_repeated))
    union
    select * from together
    union
    select
        judged.relation_id,
        judged.slot
    from judged
    inner join shown on judged.relation_id = shown.relation_id
    inner join holding on judged.relation_id = holding.relation_id and shown.times_shown = holding.slots_held
    left join terms on judged.relation_id = terms.relation_id and judged.slot = terms.slot and shown.line = terms.line
    where not judged.holds and terms.line is null
)

select * from final
