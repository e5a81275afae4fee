-- One row per row of a table and sentence that names it: the share of the words of the row's label that the sentence holds.
with figures as (
    select * from {{ ref('int_text_figures') }}
),

cells as (
    select * from {{ ref('cells') }}
),

sentences as (
    select distinct
        document_id,
        sentence_number,
        sentence
    from figures
),

sentence_words as (
    select
        document_id,
        sentence_number,
        {{ unnested(words_of('sentence')) }} as word
    from sentences
),

-- A row called only "Total" is named by its columns.
labels as (
    select
        document_id,
        table_id,
        row_number,
        1 as choice,
        min({{ without_remarks('row_label') }}) as label
    from cells
    group by document_id, table_id, row_number
    union all
    select distinct
        document_id,
        table_id,
        row_number,
        2 as choice,
        column_label as label
    from cells
),

label_words as (
    select distinct
        document_id,
        table_id,
        row_number,
        choice,
        {{ unnested(words_of('label')) }} as word
    from labels
),

naming as (
    select * from label_words
    where not ({{ is_stop_word('word') }})
    qualify dense_rank() over (partition by document_id, table_id, row_number order by choice nulls last) = 1
),

counted as (
    select
        document_id,
        table_id,
        row_number,
        count(*) as words
    from naming
    group by document_id, table_id, row_number
),

matched as (
    select
        naming.document_id,
        naming.table_id,
        naming.row_number,
        sentence_words.sentence_number,
        count(*) as words
    from naming
    inner join sentence_words on naming.document_id = sentence_words.document_id and naming.word = sentence_words.word
    group by naming.document_id, naming.table_id, naming.row_number, sentence_words.sentence_number
),

final as (
    select
        matched.document_id,
        matched.table_id,
        matched.row_number,
        matched.sentence_number,
        counted.words as label_words,
        cast(matched.words as double) / nullif(counted.words, 0) as share
    from matched
    inner join
        counted
        on matched.document_id = counted.document_id and matched.table_id = counted.table_id and matched.row_number = counted.row_number
)

select * from final
