-- One row per sum that is believed: the best of each line, and of each set of lines.
with sums as (
    {% for level in (1, 2, 3) %}
    select sums.*, lines.lines, lines.table_axis
    from {{ ref('int_table_sums_' ~ level) }} as sums
    inner join (
        select sums.grid_id, sums.line, min(split_part(sums.grid_id, ' ', 1)) as document_id, string_agg(cast(abs(lines.line) as varchar), ' ' order by abs(lines.line)) as lines,
        min(case when lines.direction in ('down', 'up') then 'rows' else 'columns' end) as table_axis
        from {{ ref('int_table_sums_' ~ level) }} as sums
        inner join {{ ref('int_table_lines' ~ ('_' ~ level if level > 1 else '')) }} as lines
            on sums.grid_id = lines.grid_id and lines.line between sums.start_line and sums.line
        group by sums.grid_id, sums.line
    ) as lines on sums.grid_id = lines.grid_id and sums.line = lines.line
    where sums.is_believed
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

best as (
    select * from sums
    qualify row_number() over (partition by grid_id, line order by score desc, level) = 1
),

final as (
    select * from best
    qualify row_number() over (partition by regexp_replace(grid_id, ' \w+$', ''), table_axis, lines order by score desc, grid_id) = 1
)

select * from final
