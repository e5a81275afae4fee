-- One row per line of a believed sum: the result, and its parts with sign 1 or -1. Of sums that join the same lines one
-- counts: what fails least, then what gives a line labelled as a result. Lines that a total right after them sums without a failure are not
-- the parts of one before them that fails.
with sums as (
    select * from {{ ref('int_table_sums') }}
),

lines as (
    {% for level in (1, 2, 3) %}
        select
            grid_id,
            line,
            direction,
            table_class,
            is_used,
            {{ level }} as level
        from {{ ref('int_table_lines' ~ ('_' ~ level if level > 1 else '')) }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

joined as (
    select
        sums.*,
        lines.line as joined_line,
        lines.direction,
        lines.table_class,
        row_number() over (partition by sums.grid_id, sums.line order by lines.line nulls last) as place
    from sums
    inner join lines on sums.grid_id = lines.grid_id and sums.level = lines.level and lines.line between sums.start_line and sums.line
        and (not lines.is_used or sums.line = lines.line)
),

signed as (
    select
        grid_id,
        line as result_line,
        joined_line as line,
        joined_line = line as is_result,
        case
            when joined_line = line then 0
            when form = 'plus' then 1
            when form = 'less' and place > 1 then -1
            when place = 1 then sign_0
            when place = 2 then sign_1
            when place = 3 then sign_2
            else sign_3
        end as sign,
        form,
        score,
        slots_failed,
        table_class,
        direction in ('down', 'up') as is_rows,
        is_total,
        is_total and direction in ('down', 'right') as is_forward
    from joined
),

fingerprints as (
    select
        *,
        count(*) over whole as lines_joined,
        sum(abs(line)) over whole as sum_of_lines,
        sum(line * line) over whole as sum_of_squares,
        sum(case when is_result then 0 else abs(line) end) over whole as sum_of_parts,
        sum(case when is_result then 0 else line * line end) over whole as squares_of_parts
    from signed
    where is_result or sign <> 0
    window whole as (partition by grid_id, result_line)
),

-- What a total adds to the parts of another sum, and its result as well, is no sum: the lines agree by chance.
nested as (
    select
        sums.grid_id,
        sums.result_line
    from fingerprints as sums
    inner join fingerprints as whole
        on sums.table_class = whole.table_class and sums.is_rows = whole.is_rows
            and abs(sums.line) = abs(whole.line)
            and whole.is_total
            and not whole.is_result
    where not sums.is_total
    group by sums.grid_id, sums.result_line, whole.grid_id, whole.result_line
    having count(*) = max(sums.lines_joined)
),

kept as (
    select
        fingerprints.*,
        coalesce(
            min(case when is_forward then slots_failed end)
                over (partition by table_class, is_rows, lines_joined, sum_of_parts, squares_of_parts)
            < slots_failed,
            false
        ) as is_summed_forward
    from fingerprints
    left join (select distinct * from nested) as inside
        on fingerprints.grid_id = inside.grid_id and fingerprints.result_line = inside.result_line
    where inside.grid_id is null
),

final as (
    select * from kept
    where is_forward or not is_summed_forward
    qualify dense_rank()
            over (
                partition by table_class, is_rows, lines_joined, sum_of_lines, sum_of_squares
                order by slots_failed asc nulls last, is_forward desc, is_total desc, score desc, grid_id asc nulls last, result_line asc nulls last
            )
        = 1
)

select * from final
