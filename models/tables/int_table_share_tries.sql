-- One row per amount with a percentage in its row: the whole that both imply.
with figures as (
    select * from {{ ref('int_table_cells') }}
    where direction = 'right' and table_figures <= 30000
),

final as (
    select
        stated.table_direction,
        stated.line,
        part.line as part_line,
        stated.slot,
        stated.bound_low as stated_low,
        stated.bound_high as stated_high,
        part.bound_low as part_low,
        part.bound_high as part_high,
        100 * cast(part.bound_low as double) / stated.bound_high * (1 - 1e-12) as whole_low,
        100 * cast(part.bound_high as double) / stated.bound_low * (1 + 1e-12) as whole_high,
        100 * cast(part.bound_low as double) / (stated.bound_high + stated.width * 0.5) * (1 - 1e-12) as widest_low,
        100 * cast(part.bound_high as double) / nullif(greatest(stated.bound_low - stated.width * 0.5, 0), 0) * (1 + 1e-12) as widest_high,
        row_number()
            over (
                partition by stated.table_direction, stated.line, part.line
                order by (stated.bound_high - stated.bound_low) / stated.value nulls last, stated.slot nulls last
            )
            as sharpness
    from figures as stated
    inner join figures as part on stated.table_direction = part.table_direction and stated.slot = part.slot
    where stated.class = 'percent'
        and abs(part.line - stated.line) <= 60
        and part.class = 'amount'
        and stated.bound_low > 0
        and part.bound_low > 0
)

select * from final
