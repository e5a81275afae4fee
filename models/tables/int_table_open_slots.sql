-- One row per slot of a sum that its siblings do not decide: it has fewer than two parts, or parts in units far apart where no sibling that holds exactly has, or its parts differ from
-- those of its siblings (int_table_unproven_slots); or what lines with fewer parts leave open explains it; or a line that the sum leaves out
-- (int_table_left_out); or it is rounded otherwise than its siblings, or does not add up at all (int_table_unsummed_slots); or its result is a dash.
with slots as (
    select * from {{ ref('int_table_sum_slots') }}
),

judged as (
    select
        *,
        bool_or(holds and gap = 0 and parts >= 2 and mixes_units) over (partition by relation_id) as is_mixed_elsewhere,
        count(case when holds and parts >= 2 then 1 end) over (partition by relation_id) as slots_held
    from slots
    where holds is not null
),

-- What lines with fewer parts leave open, one of them or all: securities with a fair value and no cost. A total of lines has it too.
left_open as (
    select
        relation_id,
        gap
    from slots
    where parts < 2 and gap <> 0
    union all
    select
        relation_id,
        sum(gap) as gap
    from slots
    where parts < 2
    group by relation_id
),

explained as (
    select distinct
        judged.relation_id,
        judged.slot
    from judged
    inner join left_open on judged.relation_id = left_open.relation_id
    where not judged.holds and left_open.gap <> 0 and abs(judged.gap - left_open.gap) <= judged.slack
),

-- Slots rounded otherwise than all in which the sum holds, as a change beside amounts, where no other sum holds: they may not add up at all.
foreign_slots as (
    select
        judged.relation_id,
        judged.slot
    from judged
    left join judged as others
        on others.holds and others.parts >= 2
            and (
                (judged.relation_id = others.relation_id and judged.unit = others.unit)
                or (judged.table_class = others.table_class and judged.joins = others.joins and judged.slot = others.slot)
            )
    where not judged.holds and judged.table_class like '% amount'
    group by judged.relation_id, judged.slot
    having count(others.relation_id) = 0 and max(case when others.relation_id is null then judged.slots_held end) > 0
),

final as (
    select
        relation_id,
        slot
    from judged
    where parts < 2 or (mixes_units and not is_mixed_elsewhere)
    union
    select * from {{ ref('int_table_unproven_slots') }}
    union
    select * from explained
    union
    select * from foreign_slots
    union
    select
        relation_id,
        slot
    from {{ ref('int_table_signed_terms') }}
    where role = 'result' and is_nil
    union
    select * from {{ ref('int_table_left_out') }}
    union
    select * from {{ ref('int_table_unsummed_slots') }}
)

select * from final
