-- One row per sum and slot in which it can be tried: its parts and its gap, whether that is rounding, and what may be left of an explained gap.
with gaps as (
    select * from {{ ref('int_table_sum_gaps') }}
),

slots as (
    select * from {{ ref('int_table_relation_slots') }}
),

-- What explains a gap leaves no more than 1.5 units, as rounding adds up to all of its tolerance seldom; nothing where the sum is exact elsewhere.
final as (
    select
        gaps.*,
        least(
            tolerance,
            widest * case when max(case when slots.holds and gaps.parts >= 2 then abs(gaps.gap) end) over (partition by gaps.relation_id) = 0 then 0.5 else 1.5 end
        ) as slack,
        slots.holds
    from gaps
    left join slots on gaps.relation_id = slots.relation_id and gaps.slot = slots.slot
)

select * from final
