-- One row per percentage, two amounts of its row (or column) and form that they may have: growth from one to the other, or share of one
-- in the other. Rows are read for growth only from side to side, for shares both ways.
with figures as (
    select
        *,
        dense_rank() over (partition by table_direction order by line nulls last) as position
    from {{ ref('int_table_cells') }}
    where direction in ('down', 'right') and not is_change_slot and table_figures <= case direction when 'down' then 3000 else 30000 end
),

-- Support is counted over all slots later; 40 are enough to find a relation.
slots as (
    select
        table_direction,
        slot
    from figures
    group by table_direction, slot
    qualify row_number() over (partition by table_direction order by count(*) desc, slot nulls last) <= 40
),

amounts as (
    select * from figures
    where class <> 'percent' and (direction = 'down' or not is_change)
),

percentages as (
    select * from figures
    where class = 'percent' and not is_nil and not is_other_basis and not is_points
),

forms as (
    select 'growth' as form
    union all
    select 'share' as form
),

tried as (
    select
        stated.table_direction,
        stated.slot,
        forms.form,
        stated.line,
        first.line as first_line,
        second.line as second_line,
        stated.bound_low as stated_low,
        stated.bound_high as stated_high,
        cast(first.bound_low as double) / case when first.bound_low < 0 then second.bound_low else second.bound_high end * 100
        - case when forms.form = 'growth' then 100 else 0 end as low,
        cast(first.bound_high as double) / case when first.bound_high < 0 then second.bound_high else second.bound_low end * 100
        - case when forms.form = 'growth' then 100 else 0 end as high
    from percentages as stated
    inner join slots on stated.table_direction = slots.table_direction and stated.slot = slots.slot
    inner join amounts as first on stated.table_direction = first.table_direction and stated.slot = first.slot
    inner join
        amounts
            as second
        on first.grid_id = second.grid_id and first.slot = second.slot and first.position <> second.position
            and abs(first.position - stated.position) <= 8
            and abs(second.position - stated.position) <= case stated.direction when 'down' then 60 else 8 end
    inner join
        forms
        on case forms.form when 'growth' then stated.direction = 'right' else stated.direction = 'down' or not stated.is_change end
    where second.bound_low > 0 and first.value <> 0
),

final as (
    select
        table_direction,
        slot,
        form,
        line,
        first_line,
        second_line,
        stated_low,
        stated_high,
        low - abs(low) * 1e-12 as computed_low,
        high + abs(high) * 1e-12 as computed_high,
        stated_low <= high + abs(high) * 1e-12 and low - abs(low) * 1e-12 <= stated_high as holds,
        {{ is_simple('abs((low + high) * 0.5e0 - cast(stated_low + stated_high as double) * 0.5e0)', '((high - low + cast(stated_high - stated_low as double)) * 0.5e0)') }}
            as is_simple,
        case when form = 'share' and (stated_low <= 0 and 0 <= stated_high or stated_low <= 100 and 100 <= stated_high) then 0 else 1 end  -- any small part is 0 %, all of it 100
        * -log10(least(1e0, greatest(1e-5, (high - low + cast(stated_high - stated_low as double)) / greatest(20, abs(low + high)))))
            as surprise
    from tried
)

select * from final
