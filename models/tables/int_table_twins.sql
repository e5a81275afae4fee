-- One row per two figures of different tables that are believed to be one thing: rows of one unit and of one label, which is there once in
-- each table, one period, and the same figures in all periods but one at most. Tables that differ in two rows are of two kinds, as a ratio
-- with and without preferred dividends. Figures of one or two digits tell nothing.
with cells as (
    select
        *,
        lower(trim(row_label)) as label,
        lower(trim(column_label)) || coalesce(cast(period_start as {{ dbt.type_string() }}), '') || coalesce(cast(period_end as {{ dbt.type_string() }}), '') as period
    from {{ ref('cells') }}
    where low = high and not is_nil and trim(row_label) <> '' and abs(low) >= 100 * (bound_high - bound_low)
),

named as (
    select * from cells
    qualify count(*) over (partition by document_id, table_id, label, period) = 1
),

paired as (
    select
        cells.document_id,
        cells.table_id,
        cells.row_number,
        cells.column_number,
        others.table_id as other_table_id,
        others.row_number as other_row_number,
        others.column_number as other_column_number,
        cells.bound_low <= others.bound_high and others.bound_low <= cells.bound_high as holds,
        {{ is_simple('abs(cells.low - others.low)', '(cells.bound_high - cells.bound_low + others.bound_high - others.bound_low) * 0.5') }}
            as is_simple
    from named as cells
    inner join named as others on cells.document_id = others.document_id and cells.label = others.label and cells.period = others.period
        and cells.kind = others.kind and cells.unit_mult = others.unit_mult and coalesce(cells.unit, '') = coalesce(others.unit, '') and cells.table_id < others.table_id
),

counted as (
    select
        *,
        count(case when holds then 1 end) over rows_compared as slots_held,
        count(case when not holds then 1 end) over rows_compared as slots_failed,
        bool_and(holds or is_simple) over rows_compared as are_simple,
        count(case when not holds then 1 end) over (partition by document_id, table_id, other_table_id) as tables_failed
    from paired
    window rows_compared as (partition by document_id, table_id, row_number, other_table_id, other_row_number)
),

final as (
    select
        counted.document_id || ' ' || counted.table_id || ' ' || cast(counted.row_number as {{ dbt.type_string() }})
        || ' ' || counted.other_table_id || ' ' || cast(counted.other_row_number as {{ dbt.type_string() }}) as relation_id,
        counted.*
    from counted
    where counted.slots_held >= 2 and counted.slots_failed <= 1 and counted.are_simple and counted.tables_failed <= 1
)

select * from final
