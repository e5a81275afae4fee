-- One row per single figure of a table that the text may restate, in tables of up to 3,000 figures.
with cells as (
    select
        *,
        case when kind = 'percent' then 'percent' else 'amount' end as class,
        {{ says_change('column_label') }} as is_change,
        coalesce(
            {% for label in ('column_label', 'row_label', 'row_group') %}
                {{ year_of(label) }},
            {% endfor %}
            substr(cast(period_end as {{ dbt.type_string() }}), 1, 4)
        ) as year,
        count(*) over (partition by document_id, table_id) as table_figures
    from {{ ref('cells') }}
    where low = high and not is_nil
),

final as (
    select
        document_id,
        table_id,
        row_number,
        column_number,
        paragraph,
        class,
        unit,
        {{ naming_phrase('row_label') }} as label,
        is_change,
        lower(row_label || ' ' || column_label || ' ' || coalesce(row_group, '')) as wording,
        title,
        period_start,
        period_end,
        year,
        coalesce(year = max(year) over (partition by document_id, table_id), false) as is_latest,
        abs(low) as value,
        bound_high - bound_low as width,
        cast(abs(low) as double) as size,
        cast(bound_high - bound_low as double) as spread,
        unit_mult = 0 and class = 'amount' and not {{ says_average('row_label') }} as has_no_scale
    from cells
    where table_figures <= 3000
)

select * from final
