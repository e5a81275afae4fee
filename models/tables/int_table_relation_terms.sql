-- One row per figure of a believed relation, in each slot, with its role.
with placed as (
    select * from {{ ref('int_table_relation_places') }}
),

figures as (
    select * from {{ ref('int_table_cells') }}
),

final as (
    select
        placed.relation_id,
        placed.kind,
        placed.score,
        placed.role,
        placed.slot,
        figures.document_id,
        figures.table_id,
        figures.table_class,
        figures.row_number,
        figures.column_number,
        figures.value,
        figures.width,
        figures.printed_width,
        figures.bound_low,
        figures.bound_high,
        figures.is_nil,
        figures.is_change
    from placed
    inner join figures
        on placed.document_id = figures.document_id
            and placed.table_id = figures.table_id
            and placed.row_number = figures.row_number
            and placed.column_number = figures.column_number
    where figures.direction = 'down'
)

select * from final
