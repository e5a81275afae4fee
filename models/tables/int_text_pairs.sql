-- One row per figure in the text and cell that it may restate: the sentence holds half of the words of the cell's row, and the figures agree
-- within rounding or differ as by one wrong digit. A table without scale may be in thousands or millions; changes are of rounded figures.
with figures as (
    select * from {{ ref('int_text_figures') }}
),

cells as (
    select * from {{ ref('int_text_cells') }}
),

near as (
    select * from {{ ref('int_text_tries') }}
),

paired as (
    select
        near.document_id,
        near.mention_id,
        near.sentence_number,
        figures.digits,
        near.table_id,
        near.row_number,
        near.column_number,
        near.shift,
        cells.has_no_scale,
        abs(figures.paragraph - cells.paragraph) as distance,
        near.share,
        near.label_words,
        figures.value as stated,
        cells.value * {{ power_of_ten('near.shift') }} as computed,
        figures.width as stated_width,
        cells.width * {{ power_of_ten('near.shift') }} as computed_width,
        figures.is_change as figure_is_change,
        cells.is_change as cell_is_change,
        cells.is_change or cells.year is null or cells.year = figures.year or figures.sentence like '%' || cells.year || '%'
        or figures.sentence like '%FY' || right(cells.year, 2) || '%' or (figures.year is null and cells.is_latest) as names_year,
        cells.is_change or cells.year is not null as has_year,
        {{ says_other_basis('figures.wording', 'cells.wording') }} as is_other_basis,
        (figures.cause <> '' and position(cells.label in figures.cause) = 0)  -- the figure is one of the cause
        or coalesce(figures.sentence not like '%' || {{ year_of('cells.label') }} || '%', false)  -- notes due in another year
        or (figures.noun <> '' and {{ words_shared(words_of('cells.wording'), words_of('figures.noun')) }} = 0) as is_aside,  -- an amount of another noun
        figures.sentence like '%; %' as is_listed,
        {{ words_shared(words_of('cells.label'), words_of('figures.clause')) }}
        >= near.label_words as is_near,
        figures.is_part and not {{ follows('cells.label', 'figures.text_after') }} as is_part,
        figures.is_first and cells.label like '% %' and {{ announces('cells.label', 'figures.text_before') }} as is_announced,
        (figures.is_first and {{ is_named('cells.label', 'figures.text_before') }}) or {{ follows('cells.label', 'figures.text_after') }} as is_named
    from near
    inner join figures on near.document_id = figures.document_id and near.mention_id = figures.mention_id
    inner join
        cells
        on near.document_id = cells.document_id
            and near.table_id = cells.table_id
            and near.row_number = cells.row_number
            and near.column_number = cells.column_number
    where coalesce(figures.year_behind = cells.year, true) or coalesce(figures.sentence like '%' || {{ year_of('cells.label') }} || '%', false)
),

sized as (
    select
        *,
        (stated_width + computed_width) * 0.5 + case when figure_is_change then stated_width else 0 end as tolerance,
        greatest(stated_width, computed_width) as unit
    from paired
),

judged as (
    select
        *,
        stated = computed or case when stated_width = computed_width and not figure_is_change then abs(stated - computed) < tolerance else abs(stated - computed) <= tolerance end as holds,
        cast({{ whole_below('cast(stated as double) / nullif(cast(unit as double), 0) + 0.5e0') }} as {{ dbt.type_string() }})
            as stated_digits,
        cast({{ whole_below('cast(computed as double) / nullif(cast(unit as double), 0) + 0.5e0') }} as {{ dbt.type_string() }})
            as computed_digits
    from sized
    where unit > 0
),

matched as (
    select
        *,
        length(stated_digits) = 3 and left(stated_digits, 2) = left(computed_digits, 2) as is_last_digit,
        length(stated_digits) = 3 and abs(cast(stated_digits as decimal(38, 0)) - cast(computed_digits as decimal(38, 0))) <= 1 as is_last_unit
    from judged
    where holds
        or (figure_is_change = cell_is_change and length(stated_digits) >= 3 and {{ one_digit_apart('stated_digits', 'computed_digits') }})
),

scales as (
    select
        document_id,
        table_id,
        shift
    from matched
    where holds and has_no_scale
    group by document_id, table_id, shift
    qualify row_number() over (partition by document_id, table_id order by sum(digits) desc, shift nulls last) = 1
),

final as (
    select matched.*
    from matched
    left join scales on matched.document_id = scales.document_id and matched.table_id = scales.table_id
    where scales.shift is null or matched.shift = scales.shift or not matched.has_no_scale
)

select * from final
