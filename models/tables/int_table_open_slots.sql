-- One row per slot of a sum that its siblings do not decide: it has fewer than two parts, or it fails and prints its result as one of its
-- parts (a level, such as what is left of a programme), or leaves a part blank that the siblings print, or has a part that no sibling
-- prints and that explains the failure by its sign or by not belonging to the sum.
with terms as (
    select
        *,
        case
            when relation_id like '% down sum %' or relation_id like '% up sum %' then row_number
            else column_number
        end as line,
        case role when 'add' then value when 'subtract' then -value else 0 end as signed_value
    from {{ ref('int_table_relation_terms') }}
    where kind in ('total', 'difference')
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
        max(case when role = 'result' then value end) as result
    from terms
    group by relation_id, slot
),

judged as (
    select
        counted.*,
        slots.holds
    from counted
    inner join slots on counted.relation_id = slots.relation_id and counted.slot = slots.slot
),

-- Lines with a figure in a slot that holds.
shown as (
    select
        terms.relation_id,
        terms.line,
        bool_or(terms.value <> 0) as has_amount
    from terms
    inner join judged on terms.relation_id = judged.relation_id and terms.slot = judged.slot
    where judged.holds and judged.parts >= 2 and terms.role <> 'result'
    group by terms.relation_id, terms.line
),

levels_or_unproven as (
    select distinct
        judged.relation_id,
        judged.slot
    from judged
    inner join terms on judged.relation_id = terms.relation_id and judged.slot = terms.slot
    left join shown on terms.relation_id = shown.relation_id and terms.line = shown.line
    where
        judged.gap <> 0 and terms.role <> 'result' and terms.value <> 0
        and (
            terms.signed_value = judged.result
            or (
                not judged.holds and not coalesce(shown.has_amount, false)
                and (
                    abs(judged.gap - terms.signed_value) <= judged.tolerance
                    or abs(judged.gap - 2 * terms.signed_value) <= judged.tolerance
                )
            )
        )
),

blanks as (
    select distinct
        judged.relation_id,
        judged.slot
    from judged
    inner join shown on judged.relation_id = shown.relation_id
    left join terms on judged.relation_id = terms.relation_id and judged.slot = terms.slot and shown.line = terms.line
    where not judged.holds and terms.line is null
),

final as (
    select
        relation_id,
        slot
    from judged
    where parts < 2
    union
    select * from levels_or_unproven
    union
    select * from blanks
)

select * from final
