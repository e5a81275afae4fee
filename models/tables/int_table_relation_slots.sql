-- One row per believed relation and slot in which it can be tried: what its terms give, what is printed, whether both can be the same.
-- Shares are often rounded so that they sum to 100: they have a whole unit of the last digit either way. What is subtracted elsewhere may
-- be printed as negative in one slot, and a change without its sign.
with terms as (
    select * from {{ ref('int_table_relation_terms') }}
),

ratios as (
    select * from {{ ref('int_table_ratio_tries') }}
),

believed as (
    select * from {{ ref('int_table_ratios') }}
),

shares as (
    select * from {{ ref('int_table_shares') }}
),

share_tries as (
    select * from {{ ref('int_table_share_tries') }}
),

sums as (
    select
        relation_id,
        slot,
        sum(case role when 'add' then value - width / 2 when 'subtract' then -value - width / 2 end) as computed_low,
        sum(case role when 'add' then value + width / 2 when 'subtract' then -value + width / 2 end) as computed_high,
        max(case when role = 'result' then value - width / 2 end) as stated_low,
        max(case when role = 'result' then value + width / 2 end) as stated_high,
        abs(sum(case role when 'add' then value else -value end)) as gap,
        max(case when role = 'result' then width end) as unit,
        sum(case when role <> 'result' then cast(width as double) * width end) / 12 as variance,
        kind = 'difference' and least(
            abs(sum(case role when 'result' then -value else value end)),
            abs(sum(case role when 'subtract' then -value else value end))
        ) <= sum(width) / 2 as holds_otherwise
    from terms
    where kind in ('total', 'difference')
    group by relation_id, slot, kind
    having count(case when role = 'result' then 1 end) > 0 and count(case when role <> 'result' and value <> 0 then 1 end) > 0
),

slots as (
    select
        relation_id,
        slot,
        computed_low,
        computed_high,
        stated_low,
        stated_high,
        gap,
        holds_otherwise,
        {{ chance_of_rounding('gap', 'unit', 'variance') }} as rounding_chance,
        1 - {{ chance_of_rounding('unit', 'unit', 'variance') }} as exact_chance
    from sums
    union all
    select
        tries.table_direction || ' ratios ' || cast(tries.line as {{ dbt.type_string() }}),
        tries.slot,
        {{ outward_low('tries.computed_low') }},
        {{ outward_high('tries.computed_high') }},
        tries.stated_low - case when tries.form = 'share' then (tries.stated_high - tries.stated_low) / 2 else 0 end,
        tries.stated_high + case when tries.form = 'share' then (tries.stated_high - tries.stated_low) / 2 else 0 end,
        null, false, null, null
    from ratios as tries
    inner join believed using (table_direction, form, line, first_line, second_line)
    union all
    select
        tries.table_direction || ' shares ' || cast(tries.line as {{ dbt.type_string() }}),
        tries.slot,
        {{ outward_low('100 * cast(tries.part_low as double) / shares.whole_high') }},
        {{ outward_high('100 * cast(tries.part_high as double) / shares.whole_low') }},
        tries.stated_low - (tries.stated_high - tries.stated_low) / 2,
        tries.stated_high + (tries.stated_high - tries.stated_low) / 2,
        null, false, null, null
    from share_tries as tries
    inner join shares using (table_direction, line, part_line)
),

final as (
    select
        *,
        holds_otherwise or (computed_low <= stated_high and stated_low <= computed_high) as holds
    from slots
)

select * from final
