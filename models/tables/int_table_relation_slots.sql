-- One row per believed relation and slot in which it can be tried: what its terms give, what is printed, whether both can be the same.
-- What is subtracted elsewhere may be printed as negative in one slot, and a change without its sign or as better and worse.
with terms as (
    select * from {{ ref('int_table_relation_terms') }}
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

slots as (
    select
        relation_id,
        slot,
        computed_low,
        computed_high,
        stated_low,
        stated_high,
        gap,
        unit,
        coalesce(holds_otherwise, false) as holds_otherwise,
        false as is_worse,
        {{ chance_of_rounding('gap', 'unit', 'variance') }} as rounding_chance,
        1 - {{ chance_of_rounding('unit', 'unit', 'variance') }} as exact_chance
    from sums
    union all
    select
        relation_id,
        slot,
        computed_low,
        computed_high,
        stated_low,
        stated_high,
        null,
        null,
        holds_otherwise,
        is_worse,
        null,
        null
    from {{ ref('int_table_percentage_slots') }}
    union all
    select
        relation_id,
        slot,
        max(case when role = 'other' then bound_low end),
        max(case when role = 'other' then bound_high end),
        max(case when role = 'stated' then bound_low end),
        max(case when role = 'stated' then bound_high end),
        null,
        null,
        false,
        false,
        null,
        null
    from terms
    where kind in ('restatement', 'carried')
    group by relation_id, slot
),

judged as (
    select
        *,
        computed_low <= stated_high and stated_low <= computed_high as meets
    from slots
),

-- Where changes are printed as better and worse, more of its siblings hold with the other sign alone than with their own.
final as (
    select
        *,
        meets or is_worse or (
            holds_otherwise
            and (
                gap is not null
                or count(case when holds_otherwise and not meets then 1 end) over siblings
                >= count(case when meets and not holds_otherwise then 1 end) over siblings
            )
        ) as holds,
        gap > 0 and meets as holds_only_by_rounding
    from judged
    window siblings as (partition by relation_id)
)

select * from final
