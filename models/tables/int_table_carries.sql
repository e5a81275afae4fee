-- One row per table, row of closing figures and row of opening ones before it, and two columns that differ by one year alone: what
-- closes a year opens the next one.
with cells as (
    select
        *,
        ' ' || lower(row_label) || ' ' as label,
        coalesce(row_group, '') as line_group,
        {{ year_of('column_label') }} as year
    from {{ ref('cells') }}
    where low = high and not is_nil and abs(low) >= 100 * (bound_high - bound_low)
),

dated as (
    select
        *,
        replace(column_label, year, '') as column_name,
        cast(year as integer) as year_number
    from cells
    where year is not null and not {{ says('column_label', [' months', ' quarter', ' half', ' weeks', '季度', '个月']) }}  -- parts of a year open elsewhere
),

openings as (
    select * from dated
    where {{ says_opening('label') }}
),

closings as (
    select * from dated
    where {{ says_closing('label') }} and not {{ says_opening('label') }}
),

paired as (
    select
        closings.document_id,
        closings.table_id,
        closings.row_number,
        closings.column_number,
        openings.row_number as other_row_number,
        openings.column_number as other_column_number,
        closings.bound_low <= openings.bound_high and openings.bound_low <= closings.bound_high as holds,
        row_number()
            over (
                partition by closings.document_id, closings.table_id, closings.row_number, closings.column_number
                order by openings.row_number desc, openings.column_number nulls last
            )
            as nearness
    from closings
    inner join openings
        on closings.document_id = openings.document_id
            and closings.table_id = openings.table_id
            and closings.line_group = openings.line_group
            and closings.kind = openings.kind
            and openings.row_number < closings.row_number
            and closings.column_name = openings.column_name
            and closings.year_number + 1 = openings.year_number
),

counted as (
    select
        *,
        count(case when holds then 1 end) over rows_compared as slots_held,
        count(case when not holds then 1 end) over rows_compared as slots_failed
    from paired
    where nearness = 1
    window rows_compared as (partition by document_id, table_id, row_number, other_row_number)
),

final as (
    select
        document_id || ' ' || table_id || ' carried ' || cast(row_number as {{ dbt.type_string() }})
        || ' ' || cast(other_row_number as {{ dbt.type_string() }}) as relation_id,
        counted.*
    from counted
    where slots_held >= 1 and slots_held >= slots_failed
)

select * from final
