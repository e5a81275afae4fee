-- One row per figure in the text that no cell agrees with, although one digit away from a cell of a row and year that its sentence
-- names, while another figure of the sentence agrees with that row or column.
with pairs as (
    select * from {{ ref('int_text_pairs') }}
),

-- What agrees with a cell, or with the change between two cells of a row.
ties as (
    select
        document_id,
        mention_id,
        sentence_number,
        table_id,
        row_number
    from pairs
    where holds
    union all
    select
        document_id,
        mention_id,
        sentence_number,
        table_id,
        row_number
    from {{ ref('int_text_changes') }}
),

tied_figures as (
    select distinct document_id, mention_id
    from ties
),

tied_cells as (
    select distinct
        document_id,
        sentence_number,
        table_id,
        row_number,
        column_number
    from pairs
    where holds
),

tied_rows as (
    select
        document_id,
        sentence_number,
        table_id,
        row_number,
        count(distinct mention_id) as support
    from ties
    group by document_id, sentence_number, table_id, row_number
),

tied_columns as (
    select
        document_id,
        sentence_number,
        table_id,
        column_number,
        count(distinct mention_id) as support
    from pairs
    where holds
    group by document_id, sentence_number, table_id, column_number
),

suspects as (
    select
        pairs.*,
        coalesce(tied_rows.support, 0) as row_support,
        coalesce(tied_columns.support, 0) as column_support,
        coalesce(tied_rows.support, 0) + coalesce(tied_columns.support, 0) as support
    from pairs
    left join tied_columns
        on pairs.document_id = tied_columns.document_id and pairs.sentence_number = tied_columns.sentence_number
            and pairs.table_id = tied_columns.table_id and pairs.column_number = tied_columns.column_number
    left join tied_figures on pairs.document_id = tied_figures.document_id and pairs.mention_id = tied_figures.mention_id
    left join tied_cells
        on pairs.document_id = tied_cells.document_id and pairs.sentence_number = tied_cells.sentence_number
            and pairs.table_id = tied_cells.table_id and pairs.row_number = tied_cells.row_number and pairs.column_number = tied_cells.column_number
    left join tied_rows
        on pairs.document_id = tied_rows.document_id and pairs.sentence_number = tied_rows.sentence_number
            and pairs.table_id = tied_rows.table_id and pairs.row_number = tied_rows.row_number
    where tied_figures.mention_id is null and tied_cells.row_number is null and not pairs.holds and pairs.digits >= 3
),

-- Tables far from the text need more support. Believed are long figures with support; figures whose row and year are named nearly, with
-- support; and named fully, without.
believed as (
    select * from suspects
    where (not is_other_basis or row_support >= 1) and not is_aside and (is_near or not is_listed)
        and (distance <= 10 or row_support >= 2)
        and (
            (support >= 1 and digits >= 4)
            or (row_support >= 1 and is_near and label_words >= 3 and not is_last_unit)
            or (
                not is_part
                and (
                    (row_support >= 1 and share >= 0.6 and names_year and (has_year or not is_last_unit))
                    or (column_support >= 1 and is_near and names_year and not is_last_unit)
                    or (row_support >= 1 and share >= 1 and not is_last_unit)
                    or (column_support >= 2 and share >= 0.6)
                    or (share >= 1 and names_year and has_year and (digits >= 4 or (not is_last_digit and (is_named or is_announced))))
                )
            )
        )
    qualify row_number()
            over (
                partition by document_id, mention_id
                order by support desc, share desc, table_id asc nulls last, row_number asc nulls last, column_number asc nulls last
            )
        = 1
),

-- Two figures of a sentence do not restate one cell: it is another quantity.
final as (
    select * from believed
    qualify count(*) over (partition by document_id, sentence_number, table_id, row_number, column_number) = 1
)

select * from final
