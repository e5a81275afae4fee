-- One row per figure in the text and cell that it may restate: the sentence holds half of the words of the cell's row, and the figures agree
-- within rounding or differ as by one wrong digit. A table without scale may be in thousands or millions; changes are of rounded figures.
with figures as (
    select * from {{ ref('int_text_figures') }}
),

labels as (
    select * from {{ ref('int_text_labels') }}
    where share >= 0.5
),

shifts as (
    {% for shift in (0, 3, 6) %}select {{ shift }} as shift {{ 'union all ' if not loop.last }}{% endfor %}
),

cells as (
    select
        *,
        case when kind = 'percent' then 'percent' else 'amount' end as class,
        {{ says_change('column_label') }} as is_change,
        coalesce(
            {% for label in ('column_label', 'row_label', 'row_group') %}
                nullif(regexp_extract({{ label }}, '(19|20)[0-9][0-9]', 0), ''),
            {% endfor %}
            substr(cast(period_end as {{ dbt.type_string() }}), 1, 4)
        ) as year
    from {{ ref('cells') }}
    where low = high and not is_nil
    qualify count(*) over (partition by document_id, table_id) <= 3000
),

scaled as (
    select
        cells.document_id,
        cells.table_id,
        cells.row_number,
        cells.column_number,
        cells.class,
        cells.is_change,
        cells.year,
        cells.unit,
        shifts.shift,
        abs(cells.low) * {{ power_of_ten('shifts.shift') }} as value,
        (cells.bound_high - cells.bound_low) * {{ power_of_ten('shifts.shift') }} as width
    from cells
    inner join shifts on shifts.shift = 0 or (cells.unit_mult = 0 and cells.class = 'amount')
),

paired as (
    select
        figures.document_id,
        figures.mention_id,
        figures.sentence_number,
        figures.digits,
        scaled.table_id,
        scaled.row_number,
        scaled.column_number,
        scaled.shift,
        labels.share,
        labels.label_words,
        figures.value as stated,
        scaled.value as computed,
        (figures.width + scaled.width) * 0.5 + case when figures.is_change then figures.width else 0 end as tolerance,
        greatest(figures.width, scaled.width) as unit,
        figures.is_change as figure_is_change,
        scaled.is_change as cell_is_change,
        scaled.is_change or scaled.year is null or scaled.year = figures.year or figures.sentence like '%' || scaled.year || '%'
        or figures.sentence like '%FY' || right(scaled.year, 2) || '%' as names_year,
        scaled.is_change or scaled.year is not null as has_year,
        figures.is_other_basis,
        figures.is_part
    from figures
    inner join labels on figures.document_id = labels.document_id and figures.sentence_number = labels.sentence_number
    inner join
        scaled
        on labels.document_id = scaled.document_id
            and labels.table_id = scaled.table_id
            and labels.row_number = scaled.row_number
            and figures.class = scaled.class
            and (figures.unit = scaled.unit or figures.unit is null or scaled.unit is null or scaled.class = 'percent')
),

judged as (
    select
        *,
        abs(stated - computed) <= tolerance as holds,
        cast({{ whole_below('cast(stated as double) / nullif(cast(unit as double), 0) + 0.5e0') }} as {{ dbt.type_string() }})
            as stated_digits,
        cast({{ whole_below('cast(computed as double) / nullif(cast(unit as double), 0) + 0.5e0') }} as {{ dbt.type_string() }})
            as computed_digits
    from paired
    where unit > 0
),

scales as (
    select
        document_id,
        table_id,
        shift
    from judged
    where holds
    group by document_id, table_id, shift
    qualify row_number() over (partition by document_id, table_id order by sum(digits) desc, shift) = 1
),

final as (
    select judged.*
    from judged
    left join scales on judged.document_id = scales.document_id and judged.table_id = scales.table_id
    where
        (
            holds or (
                figure_is_change = cell_is_change and length(stated_digits) >= 3 and {{ one_digit_apart('stated_digits', 'computed_digits') }}
            )
        )
        and judged.shift = coalesce(scales.shift, judged.shift)
)

select * from final
