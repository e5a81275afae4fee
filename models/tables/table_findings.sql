-- One row per relation and slot that fails where its siblings hold.
with slots as (
    select slots.*
    from {{ ref('int_table_relation_slots') }} as slots
    left join {{ ref('int_table_open_slots') }} as undecided
        on slots.relation_id = undecided.relation_id and slots.slot = undecided.slot
    where undecided.slot is null
),

kinds as (
    select
        relation_id,
        kind,
        score,
        document_id,
        min(table_id) as table_id
    from {{ ref('int_table_relation_terms') }}
    group by relation_id, kind, score, document_id
),

-- Sums that hold by rounding where all others are exact, with the chance that rounding leaves them so. Sums of figures of five digits miss
-- a fifth as often as those of fewer digits, and by one unit more often than by two. Percentages are rounded one by one.
footed as (
    select distinct
        terms.relation_id,
        footing.chance <= case when terms.table_class not like '% amount' then 0.01 when footing.least_result >= 10000 then 0.25 else 0.1 end
            as is_exact_to_two,
        footing.chance <= case when terms.table_class not like '% amount' then 0 when footing.least_result >= 10000 then 0.25 else 0.04 end
            as is_exact_to_one
    from {{ ref('int_table_relation_terms') }} as terms
    inner join {{ ref('int_table_footing') }} as footing on terms.table_class = footing.table_class
    inner join {{ ref('int_table_sum_lines') }} as sums
        on terms.relation_id = sums.grid_id || ' sum ' || cast(sums.result_line as {{ dbt.type_string() }})
            and (sums.is_total or footing.least_result >= 10000)
    where footing.has_one_suspect and terms.kind in ('total', 'difference')
),

-- The mark of a note, "(2)", read as a part.
explained as (
    select distinct
        terms.relation_id,
        terms.slot
    from {{ ref('int_table_signed_terms') }} as terms
    inner join {{ ref('int_table_sum_gaps') }} as gaps on terms.relation_id = gaps.relation_id and terms.slot = gaps.slot
    where terms.role <> 'result' and terms.value < 0 and terms.value > -10 * terms.printed_width and gaps.gap = terms.value
),

judged as (
    select
        *,
        {{ is_simple('abs(computed_low + computed_high - stated_low - stated_high) * 0.5', '(computed_high - computed_low + stated_high - stated_low) * 0.5') }}
            as is_simple
    from slots
),

supported as (
    select
        *,
        count(case when holds then 1 end) over (partition by relation_id) as slots_held,
        count(case when not holds then 1 end) over (partition by relation_id) as slots_failed,
        count(*) over (partition by relation_id) as slots_tried
    from judged
),

final as (
    select
        supported.*,
        kinds.kind,
        kinds.score,
        kinds.document_id,
        kinds.table_id,
        case when holds then 'soft' else 'hard' end as severity
    from supported
    inner join kinds on supported.relation_id = kinds.relation_id
    left join footed on supported.relation_id = footed.relation_id
    left join {{ ref('int_table_proven_slots') }} as proven
        on supported.relation_id = proven.relation_id and supported.slot = proven.slot
    left join explained on supported.relation_id = explained.relation_id and supported.slot = explained.slot
    where proven.slot is null
        and (
            (
                not holds
                and (
                    (slots_failed <= 2 and slots_held >= 2 * slots_failed)
                    or slots_held >= 10 * slots_failed
                    or (((slots_held >= 1 and slots_failed = 1) or slots_tried = 1) and is_simple)
                )
            )
            or (
                holds and not holds_otherwise and slots_tried >= 2 and explained.slot is null
                and ((gap >= 2 * unit and footed.is_exact_to_two) or (gap >= unit and footed.is_exact_to_one))
            )
        )
)

select * from final
