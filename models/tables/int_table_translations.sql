-- One row per column of amounts that another column of its table gives when multiplied by one number, as where amounts are translated at
-- the rate of a day: its figures are as rounded as those that they are translated from. The number is that of the row with most digits;
-- the others must agree with it, one of ten excepted, so closely that chance is ruled out.
with cells as (
    select * from {{ ref('cells') }}
),

figures as (
    select
        document_id,
        table_id,
        row_number,
        column_number,
        cast(abs(low) as double) as value,
        cast(bound_high - bound_low as double) as width
    from cells
    where low = high and low <> 0 and not is_nil and kind <> 'percent' and bound_high > bound_low
    qualify count(*) over (partition by document_id, table_id) <= 3000
),

-- A balance that stays the same says nothing twice.
distinct_pairs as (
    select
        own.document_id,
        own.table_id,
        own.column_number,
        source.column_number as source_column,
        own.value,
        own.width,
        source.value as source_value,
        source.width as source_width,
        min(own.row_number) as row_number
    from figures as own
    inner join figures as source
        on own.document_id = source.document_id and own.table_id = source.table_id and own.row_number = source.row_number
            and own.column_number <> source.column_number and abs(own.column_number - source.column_number) <= 8
    group by own.document_id, own.table_id, own.column_number, source.column_number, own.value, own.width, source.value, source.width
),

pairs as (
    select
        *,
        row_number() over same_columns as place,
        first_value(value / source_value) over same_columns as rate
    from distinct_pairs
    window same_columns as (
        partition by document_id, table_id, column_number, source_column
        order by source_value / source_width desc, row_number asc nulls last
    )
),

fitted as (
    select
        *,
        rate * source_width as translated_width,
        0.5e0 * width + rate * source_width as tolerance,
        abs(value - rate * source_value) <= 0.5e0 * width + rate * source_width as fits
    from pairs
),

scored as (
    select
        document_id,
        table_id,
        column_number,
        max(translated_width) as translated_width,
        max(width) as width,
        count(*) as rows_tried,
        count(case when fits then 1 end) as rows_fitted,
        sum(case when place = 1 then 0 when fits then least(5e0, -log10(least(1e0, 2 * tolerance / value))) else -2 end) as evidence
    from fitted
    group by document_id, table_id, column_number, source_column
),

final as (
    select
        document_id,
        table_id,
        column_number,
        cast(max(ceil(translated_width / width)) as integer) as units
    from scored
    where translated_width between 1.5 * width and 100 * width and evidence >= 4 and rows_fitted >= 4 and 10 * rows_fitted >= 9 * rows_tried
    group by document_id, table_id, column_number
)

select * from final
