-- One row per relation and slot that fails where its siblings hold.
with slots as (
    select * from {{ ref('int_table_sum_slots') }}
),

judged as (
    select
        *,
        abs(computed - stated) <= computed_half + stated_half as holds,
        {{ is_simple('abs(computed - stated)', '(computed_half + stated_half)') }} as is_simple
    from slots
),

supported as (
    select
        *,
        count(case when holds then 1 end) over (partition by grid_id, result_line) as slots_held,
        count(case when not holds then 1 end) over (partition by grid_id, result_line) as slots_failed,
        count(*) over (partition by grid_id, result_line) as slots_tried
    from judged
),

final as (
    select * from supported
    where not holds and (slots_held >= 2 * slots_failed or (slots_held >= slots_failed and is_simple))
)

select * from final
