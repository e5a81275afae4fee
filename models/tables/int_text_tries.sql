-- One row per figure in the text and cell near it in size, whose row the sentence names by half of its words: about equal, or apart as by
-- one wrong digit. Computed in double precision and a little too wide; int_text_pairs judges. A table without scale may be in thousands or millions.
with figures as (
    select * from {{ ref('int_text_figures') }}
),

labels as (
    select * from {{ ref('int_text_labels') }}
    where share >= 0.5
),

cells as (
    select * from {{ ref('int_text_cells') }}
),

-- At most one scale brings two figures near to each other.
tried as (
    select
        figures.document_id,
        figures.mention_id,
        figures.sentence_number,
        figures.size,
        figures.spread,
        figures.is_change,
        cells.table_id,
        cells.row_number,
        cells.column_number,
        cells.size as cell_size,
        cells.spread as cell_spread,
        cells.is_change as cell_is_change,
        labels.share,
        labels.label_words,
        case
            when not cells.has_no_scale or figures.size < 32 * cells.size then 0
            when figures.size < 32e3 * cells.size then 3
            else 6
        end as shift
    from figures
    inner join labels on figures.document_id = labels.document_id and figures.sentence_number = labels.sentence_number
    inner join
        cells
        on labels.document_id = cells.document_id
            and labels.table_id = cells.table_id
            and labels.row_number = cells.row_number
            and figures.class = cells.class
            and (figures.unit = cells.unit or figures.unit is null or cells.unit is null or cells.class = 'percent')
),

final as (
    select *
    from tried
    where
        abs(size - cell_size * power(10e0, shift)) <= 1.5e0 * spread + 0.5e0 * cell_spread * power(10e0, shift) + 1e-9 * size
        or (
            is_change = cell_is_change
            and size between 0.1e0 * cell_size * power(10e0, shift) and 10 * cell_size * power(10e0, shift)
            and size >= 99 * greatest(spread, cell_spread * power(10e0, shift))
            and {{ is_simple('abs(size - cell_size * power(10e0, shift))', 'greatest(spread, cell_spread * power(10e0, shift))') }}
        )
)

select * from final
