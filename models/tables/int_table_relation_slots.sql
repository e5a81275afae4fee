-- One row per believed relation and slot in which it can be tried: what its terms give, what is printed, whether both can be the same.
-- Shares are often rounded so that they sum to 100: they have a whole unit of the last digit either way. What is subtracted elsewhere may
-- be printed as negative in one slot, and a change without its sign or as better and worse.
with terms as (
    select * from {{ ref('int_table_relation_terms') }}
),

shares as (
    select
        table_direction || ' shares ' || cast(line as {{ dbt.type_string() }}) as relation_id,
        whole_low,
        whole_high
    from {{ ref('int_table_shares') }}
),

sums as (
    select
        relation_id,
        slot,
        sum(case role when 'add' then value - width * 0.5 when 'subtract' then -value - width * 0.5 end) as computed_low,
        sum(case role when 'add' then value + width * 0.5 when 'subtract' then -value + width * 0.5 end) as computed_high,
        max(case when role = 'result' then value - width * 0.5 end) as stated_low,
        max(case when role = 'result' then value + width * 0.5 end) as stated_high,
        abs(sum(case role when 'add' then value else -value end)) as gap,
        max(case when role = 'result' then width end) as unit,
        sum(case when role <> 'result' then cast(width as double) * width end) / 12 as variance,
        least(
            case when kind = 'difference' then abs(sum(case role when 'result' then -value else value end)) end,
            case
                when
                    max(case when is_change then 1 end) = 1
                    then abs(sum(case role when 'add' then value else -value end * case when is_change then -1 else 1 end))
            end
        ) <= sum(width) * 0.5 as holds_otherwise
    from terms
    where kind in ('total', 'difference')
    group by relation_id, slot, kind
    having count(case when role = 'result' then 1 end) > 0 and count(case when role <> 'result' and value <> 0 then 1 end) > 0
),

-- A percentage and the one or two amounts that it compares; what it is of may be outside the table.
percentages as (
    select
        terms.relation_id,
        terms.slot,
        max(case when terms.role in ('result', 'share') then terms.bound_low end) as stated_low,
        max(case when terms.role in ('result', 'share') then terms.bound_high end) as stated_high,
        max(case when terms.kind = 'share' then 1 else 0 end) as units_of_slack,
        max(case when terms.kind = 'growth' then 100 else 0 end) as base,
        cast(max(case when terms.role in ('first', 'part') then terms.bound_low end) as double) as first_low,
        cast(max(case when terms.role in ('first', 'part') then terms.bound_high end) as double) as first_high,
        coalesce(cast(max(case when terms.role = 'second' then terms.bound_low end) as double), max(shares.whole_low)) as second_low,
        coalesce(cast(max(case when terms.role = 'second' then terms.bound_high end) as double), max(shares.whole_high)) as second_high
    from terms
    left join shares on terms.relation_id = shares.relation_id
    where terms.kind in ('growth', 'share') and not terms.is_nil
    group by terms.relation_id, terms.slot
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
        coalesce(holds_otherwise, false) as holds_otherwise,
        {{ chance_of_rounding('gap', 'unit', 'variance') }} as rounding_chance,
        1 - {{ chance_of_rounding('unit', 'unit', 'variance') }} as exact_chance
    from sums
    union all
    select
        relation_id,
        slot,
        {{ outward_low('100 * first_low / case when first_low < 0 then second_low else second_high end - base') }},
        {{ outward_high('100 * first_high / case when first_high < 0 then second_high else second_low end - base') }},
        stated_low - units_of_slack * (stated_high - stated_low) * 0.5,
        stated_high + units_of_slack * (stated_high - stated_low) * 0.5,
        null,
        base = 100 and first_low > 0 and 100 * second_low / first_high - 100 <= -stated_low and -stated_high <= 100 * second_high / first_low - 100,
        null,
        null
    from percentages
    where stated_low is not null and second_low > 0 and first_low is not null
),

restatements as (
    select
        relation_id,
        slot,
        max(case when role = 'other' then bound_low end) as computed_low,
        max(case when role = 'other' then bound_high end) as computed_high,
        max(case when role = 'stated' then bound_low end) as stated_low,
        max(case when role = 'stated' then bound_high end) as stated_high,
        null as gap,
        false as holds_otherwise,
        null as rounding_chance,
        null as exact_chance
    from terms
    where kind in ('restatement', 'carried')
    group by relation_id, slot
),

judged as (
    select * from slots
    union all
    select * from restatements
),

final as (
    select
        *,
        holds_otherwise or (computed_low <= stated_high and stated_low <= computed_high) as holds,
        gap > 0 and computed_low <= stated_high and stated_low <= computed_high as holds_only_by_rounding
    from judged
)

select * from final
