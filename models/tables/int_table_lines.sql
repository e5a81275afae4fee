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
        is_total_label or trim(row_label) = '' as is_total_row,
        {{ says_result('column_label') }} as is_total_column
    from cells
),

lines as (
    select
        grid_id,
        line,
        min(direction) as direction,
        min(case when direction in ('down', 'up') then row_label else column_label end) as label,
        min(case when direction in ('down', 'up') then coalesce(row_group, '') else '' end) as line_group,
        bool_or(case when direction in ('down', 'up') then is_total_row else is_total_column end) as is_total
    from figures
    inner join labels using (document_id, table_id, row_number, column_number)
    group by grid_id, line
),

final as (
    select
        grid_id,
        line,
        direction,
        label,
        line_group,
        is_total,
        coalesce(lag(line_group) over (partition by grid_id order by line) <> line_group, true)
            or lag(is_total) over (partition by grid_id order by line) as is_first
    from lines
)

select * from final
