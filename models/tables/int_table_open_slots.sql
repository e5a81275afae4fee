-- One row per slot of a sum that its siblings do not decide: it has fewer than two parts, or parts in units far apart, or it fails and prints its result as one of its
-- parts (a level, such as what is left of a programme), or leaves a part blank that the siblings print, or has a part that no sibling
-- prints and that explains the failure by its sign or by not belonging to the sum; or one line explains two failures; or what lines
-- with fewer parts leave open explains it; or a line that the sum leaves out (int_table_left_out); or its result is a dash.
with terms as (
    select * from {{ ref('int_table_signed_terms') }}
),

slots as (
    select * from {{ ref('int_table_sum_slots') }}
),

judged as (
    select * from slots
    where holds is not null
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

-- Parts of a slot that misses its result: whether leaving the part out, or turning its sign, makes it hold.
parts as (
    select
        judged.relation_id,
        judged.slot,
        judged.holds,
        terms.signed_value = judged.result as is_result,
        not coalesce(shown.has_amount, false) as is_unproven,
        abs(judged.gap - terms.signed_value) <= judged.slack as is_left_out,
        abs(judged.gap - 2 * terms.signed_value) <= judged.slack as is_turned,
        count(case when not judged.holds and abs(judged.gap - terms.signed_value) <= judged.slack then 1 end)
            over (partition by judged.relation_id, terms.line)
            as times_left_out
    from judged
    inner join terms on judged.relation_id = terms.relation_id and judged.slot = terms.slot
    left join shown on terms.relation_id = shown.relation_id and terms.line = shown.line
    where judged.gap <> 0 and terms.role <> 'result' and terms.value <> 0
),

levels_or_unproven as (
    select distinct
        relation_id,
        slot
    from parts
    where is_result or (not holds and is_unproven and (is_left_out or is_turned)) or (not holds and is_left_out and times_left_out >= 2)
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

final as (
    select
        relation_id,
        slot
    from judged
    where parts < 2 or mixes_units
    union
    select * from levels_or_unproven
    union
    select * from blanks
    union
    select * from explained
    union
    select
        relation_id,
        slot
    from terms
    where role = 'result' and is_nil
    union
    select * from {{ ref('int_table_left_out') }}
)

select * from final
