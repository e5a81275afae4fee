-- One row per line of a grid: what its label says of it and whether a block of parts may start there.
with figures as (
    select * from {{ ref('int_table_cells') }}
),

cells as (
    select * from {{ ref('cells') }}
),

labels as (
    select
        document_id,
        table_id,
        row_number,
        column_number,
        row_label,
        column_label,
        row_group,
        is_total_label or {{ says_outcome('row_label') }} or {{ says_closing('row_label') }} as is_total_row,
        {{ says_result('column_label') }} as is_total_column,
        {{ says_change('column_label') }} as is_change_column
    from cells
),

lines as (
    select
        grid_id,
        line,
        min(direction) as direction,
        min(table_class) as table_class,
        min(case when direction in ('down', 'up') then row_label else column_label end) as label,
        min(case when direction in ('down', 'up') then coalesce(row_group, '') else '' end) as line_group,
        bool_or(case when direction in ('down', 'up') then is_total_row else is_total_column and not (class = 'percent' and is_change_column) end) as says_total
    from figures
    inner join
        labels
        on figures.document_id = labels.document_id
            and figures.table_id = labels.table_id
            and figures.row_number = labels.row_number
            and figures.column_number = labels.column_number
    group by grid_id, line
),

-- Among lines with labels, one without is a total.
labelled as (
    select
        *,
        says_total
        or (
            direction in ('down', 'up') and trim(label) = ''
            and 2 * count(case when trim(label) <> '' then 1 end) over (partition by grid_id) >= count(*) over (partition by grid_id)
        ) as is_total
    from lines
),

-- What follows a line "Less: ..." is what is left.
named as (
    select
        grid_id,
        line,
        direction,
        table_class,
        label,
        line_group,
        not {{ says('label', [' less: ', ' add: ', ' plus: ']) }}
        and (
            is_total or direction = 'down' and lower(label) not like 'less%'
            and coalesce(lower(lag(label) over (partition by grid_id order by line nulls last)) like 'less%', false)
        ) as is_total
    from labelled
),

starts as (
    select
        *,
        coalesce(lag(line_group) over (partition by grid_id order by line nulls last) <> line_group, true) as starts_group,
        coalesce(lag(is_total) over (partition by grid_id order by line nulls last), true) as follows_total
    from named
),

final as (
    select
        grid_id,
        line,
        table_class,
        direction,
        label,
        is_total,
        starts_group or follows_total as is_first,
        sum(case when starts_group then 1 else 0 end) over (partition by grid_id order by line nulls last) as group_number,
        false as is_used
    from starts
)

select * from final
