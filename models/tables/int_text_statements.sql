-- One row per figure in the text and cell whose place says all that the words around the figure say, subject, metric and period: "Sales in
-- Norway reached SEK 325 million" under "Norway", in the latest year of a table of sales. The row's label is its subject; the metric stands in
-- the other labels or the title. A table without scale may be in thousands or millions.
with figures as (
    select * from {{ ref('int_text_figures') }}
    where not is_change and not is_part and qualifier = 'exact' and length(said) <= 160
),

cells as (
    select * from {{ ref('int_text_cells') }}
    where not is_change
),

labels as (
    select * from {{ ref('int_text_labels') }}
    where share >= 1
),

worded as (
    select
        *,
        {{ words_of(without_linking_words('said')) }} as words
    from figures
),

placed as (
    select
        figures.document_id,
        figures.mention_id,
        figures.paragraph,
        figures.period_end is not null as names_period,
        figures.value as stated,
        figures.width as stated_width,
        figures.words,
        cells.table_id,
        cells.row_number,
        cells.column_number,
        cells.value as printed,
        cells.width as printed_width,
        {{ words_of('cells.label') }} as label_words,
        {{ words_of("cells.wording || ' ' || cells.title") }} as place_words,
        case
            when not cells.has_no_scale or figures.size < 32 * cells.size then 0
            when figures.size < 32e3 * cells.size then 3
            else 6
        end as shift
    from worded as figures
    inner join labels on figures.document_id = labels.document_id and figures.sentence_number = labels.sentence_number
    inner join cells
        on labels.document_id = cells.document_id and labels.table_id = cells.table_id and labels.row_number = cells.row_number
            and figures.class = cells.class
            and (figures.unit = cells.unit or figures.unit is null or cells.unit is null or cells.class = 'percent')
            and (
                (figures.period_start = cells.period_start and figures.period_end = cells.period_end)
                or (figures.period_end is null and cells.is_latest)
            )
            and not ({{ says_other_basis('figures.wording', 'cells.wording') }})
),

-- The label is said in full, and a metric with it; nothing else is.
named as (
    select *
    from placed
    where {{ words_shared('words', 'label_words') }} = {{ words_shared('label_words', 'label_words') }}
        and {{ words_shared('words', 'place_words') }} = {{ words_shared('words', 'words') }}
        and {{ words_shared('words', 'words') }} > {{ words_shared('label_words', 'label_words') }}
),

sized as (
    select
        *,
        printed * {{ power_of_ten('shift') }} as computed,
        (stated_width + printed_width * {{ power_of_ten('shift') }}) * 0.5 as tolerance
    from named
),

judged as (
    select
        document_id,
        mention_id,
        paragraph,
        names_period,
        table_id,
        row_number,
        column_number,
        shift,
        stated,
        computed,
        abs(stated - computed) <= tolerance as holds
    from sized
    where stated between 0.5 * computed and 2 * computed
),

-- Other figures that so agree with the column speak of the same quantity: of the same paragraph where no period is named.
final as (
    select
        judged.*,
        case
            when names_period then count(case when holds and names_period then 1 end) over (partition by document_id, table_id, column_number)
            else count(case when holds then 1 end) over (partition by document_id, table_id, column_number, paragraph)
        end as support,
        bool_or(holds) over (partition by document_id, mention_id) as is_tied
    from judged
)

select * from final
