-- One row per believed sum and slot: what its parts add up to, what is printed, and whether they can be the same.
with lines as (
    select * from {{ ref('int_table_sum_lines') }}
),

figures as (
    select * from {{ ref('int_table_cells') }}
),

final as (
    select
        lines.grid_id,
        lines.result_line,
        figures.slot,
        min(lines.score) as score,
        sum(lines.sign * figures.value) as computed,
        sum(abs(lines.sign) * figures.width) / 2 as computed_half,
        max(case when lines.sign = 0 then figures.value end) as stated,
        max(case when lines.sign = 0 then figures.width end) / 2 as stated_half,
        count(case when lines.sign <> 0 and figures.value <> 0 then 1 end) as parts
    from lines
    inner join figures on lines.grid_id = figures.grid_id and lines.line = figures.line
    group by lines.grid_id, lines.result_line, figures.slot
    having count(case when lines.sign = 0 then 1 end) > 0 and count(case when lines.sign <> 0 and figures.value <> 0 then 1 end) > 0
)

select * from final
