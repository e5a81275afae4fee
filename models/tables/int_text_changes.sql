-- One row per change printed in the text and row of a table that the sentence names, where two cells of the row differ by it: by an
-- amount, or by a percentage of the one before.
with figures as (
    select * from {{ ref('int_text_figures') }}
    where is_change
),

labels as (
    select * from {{ ref('int_text_labels') }}
    where share >= 0.5
),

cells as (
    select * from {{ ref('int_text_cells') }}
    where class = 'amount' and not is_change
),

scales as (
    select 0 as shift
    union all
    select 3 as shift
    union all
    select 6 as shift
),

compared as (
    select
        figures.document_id,
        figures.mention_id,
        figures.sentence_number,
        later.table_id,
        later.row_number,
        figures.size,
        figures.spread,
        case figures.class
            when 'amount' then abs(later.size - earlier.size) * power(10e0, scales.shift)
            else abs(later.size / earlier.size - 1) * 100
        end as change,
        case figures.class
            when 'amount' then (later.spread + earlier.spread) * power(10e0, scales.shift)
            else (later.spread + earlier.spread * later.size / earlier.size) / earlier.size * 100
        end as change_spread
    from figures
    inner join labels on figures.document_id = labels.document_id and figures.sentence_number = labels.sentence_number
    inner join cells as later
        on labels.document_id = later.document_id and labels.table_id = later.table_id and labels.row_number = later.row_number
    inner join cells as earlier
        on later.document_id = earlier.document_id
            and later.table_id = earlier.table_id
            and later.row_number = earlier.row_number
            and later.column_number <> earlier.column_number
            and abs(later.column_number - earlier.column_number) <= 8
            and earlier.size > 0
    inner join scales on scales.shift = 0 or (later.has_no_scale and figures.class = 'amount')
),

final as (
    select distinct
        document_id,
        mention_id,
        sentence_number,
        table_id,
        row_number
    from compared
    where abs(size - change) <= (spread + change_spread) * 0.5e0 + 1e-9 * size
)

select * from final
