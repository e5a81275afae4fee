-- One row per slot of a sum that fails where its figures do not add up as those of its siblings do: its column (or row) is in no sum that
-- holds while others fail by other gaps, as a column of codes does; or it adds up to twice its total; or its figures may be cut off or translated, and miss by no more.
-- Sums that hold as often as they fail say whether a column adds up; not where their own parts leave a slot open.
with slots as (
    select
        slots.*,
        unproven.slot is null
        and count(case when holds then 1 end) over same_sum >= count(case when not holds and unproven.slot is null then 1 end) over same_sum as is_telling
    from {{ ref('int_table_sum_slots') }} as slots
    left join {{ ref('int_table_unproven_slots') }} as unproven on slots.relation_id = unproven.relation_id and slots.slot = unproven.slot
    where holds is not null and parts >= 2
    window same_sum as (partition by slots.relation_id)
),

cut_off as (
    select * from {{ ref('int_table_cut_off') }}
),

-- In a document with columns translated at one rate in two tables, another table may be so too.
rates as (
    select
        document_id,
        units
    from {{ ref('int_table_translations') }}
    group by document_id, units
    having count(distinct table_id) >= 2
),

translated as (
    select
        document_id,
        max(units) as units
    from rates
    group by document_id
),

-- One wrong figure leaves the same gap in all sums that it is in.
beside as (
    select
        *,
        is_telling
        and 2 * count(case when holds and is_telling then 1 end) over same_slot < count(case when not holds and is_telling then 1 end) over same_slot
        and max(case when not holds and is_telling then abs(gap) end) over same_slot - min(case when not holds and is_telling then abs(gap) end) over same_slot
        > 2 * max(tolerance) over same_slot as is_unsummed
    from slots
    window same_slot as (partition by table_class, joins, slot)
),

final as (
    select
        beside.relation_id,
        beside.slot
    from beside
    left join cut_off on beside.document_id = cut_off.document_id and beside.table_id = cut_off.table_id
    left join translated on beside.document_id = translated.document_id
    where not beside.holds
        and (
            beside.is_unsummed
            or abs(beside.gap - beside.result) <= beside.tolerance  -- what adds up to twice its total counts all of it twice
            or (cut_off.table_id is not null and abs(beside.gap) <= 2 * beside.tolerance)
            or abs(beside.gap) <= translated.units * beside.tolerance
        )
)

select * from final
