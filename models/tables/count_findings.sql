-- One row per count and share that do not fit, although the others of its column fit the same whole and those of its row fit theirs. A
-- share that is too large by little is left open, as of those who answered, and any that is too large without others in its row.
with tries as (
    select * from {{ ref('int_table_count_tries') }}
),

columns_tried as (
    select
        document_id,
        table_id,
        column_number,
        stated_whole,
        count(case when holds and value > 0 then 1 end) as cells_held,
        count(case when not holds then 1 end) as cells_failed,
        count(*) as cells_tried
    from tries
    group by document_id, table_id, column_number, stated_whole
),

believed as (
    select * from columns_tried
    where cells_held >= 3 and cells_held >= 3 * cells_failed
    qualify row_number() over (partition by document_id, table_id, column_number order by cells_held desc, stated_whole nulls last) = 1
),

judged as (
    select
        tries.*,
        believed.cells_held,
        believed.cells_tried,
        count(*) over row_cells as row_tried,
        count(case when not tries.holds then 1 end) over row_cells as row_failed
    from tries
    inner join
        believed
        on tries.document_id = believed.document_id
            and tries.table_id = believed.table_id
            and tries.column_number = believed.column_number
            and tries.stated_whole = believed.stated_whole
    window row_cells as (partition by tries.document_id, tries.table_id, tries.row_number)
),

final as (
    select * from judged
    where not holds and row_failed = 1 and (computed_low > share_high or (row_tried > 1 and share_low > 1.12 * computed_high))
)

select * from final
