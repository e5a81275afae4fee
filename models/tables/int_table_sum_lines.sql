-- One row per line of a believed sum: the result has sign 0, its parts 1 or -1. Of sums that join the same lines of a table the best counts.
with sums as (
    select * from {{ ref('int_table_sums') }}
),

lines as (
    {% for level in (1, 2, 3) %}
    select grid_id, line, direction, {{ level }} as level from {{ ref('int_table_lines' ~ ('_' ~ level if level > 1 else '')) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

joined as (
    select
        sums.grid_id,
        sums.line as result_line,
        sums.form,
        sums.sign_1,
        sums.sign_2,
        sums.sign_3,
        sums.length,
        sums.score,
        lines.line,
        lines.direction,
        row_number() over (partition by sums.grid_id, sums.line order by lines.line) as place
    from sums
    inner join lines on sums.grid_id = lines.grid_id and sums.level = lines.level and lines.line between sums.start_line and sums.line
),

signed as (
    select
        grid_id,
        result_line,
        line,
        score,
        split_part(grid_id, ' ', 1) || ' ' || split_part(grid_id, ' ', 2) || ' ' || split_part(grid_id, ' ', 3) as table_id,
        direction in ('down', 'up') as is_rows,
        count(*) over whole as lines_joined,
        sum(abs(line)) over whole as sum_of_lines,
        sum(line * line) over whole as sum_of_squares,
        case
            when line = result_line then 0
            when form = 'plus' then 1
            when form = 'less' then case when place = 1 then 1 else -1 end
            when length = 2 then case when place = 1 then -1 else 1 end
            when place = 2 then sign_1
            when place = 3 then sign_2
            when place = 4 then sign_3
            else 1
        end as sign
    from joined
    window whole as (partition by grid_id, result_line)
),

final as (
    select *
    from signed
    qualify dense_rank() over (partition by table_id, is_rows, lines_joined, sum_of_lines, sum_of_squares order by score desc, grid_id, result_line) = 1
)

select * from final
