-- One row per figure of a table and direction in which relations are sought: the rows downwards and upwards, the columns to the right
-- and to the left. A relation joins lines; it is tried in every slot, that is, in every column (or row) that crosses them.
-- Amounts, percentages, figures per unit, and means, which add up with none, are four grids; from side to side, numbers of shares are one more.
-- Tables of more than 100,000 figures are left out.
with cells as (
    select * from {{ ref('cells') }}
),

figures as (
    select
        document_id,
        table_id,
        row_number,
        column_number,
        case
            when kind = 'percent' then 'percent'
            when {{ says_mean('row_label') }} or {{ says_mean('column_label') }} then 'mean'
            when {{ says_average('row_label') }} or {{ says_average('column_label') }} or {{ says_average("coalesce(row_group, '')") }} then 'rate'
            when {{ heads_rates('column_label') }} then 'rate'
            else 'amount'
        end as class,
        low as value,
        bound_low,
        bound_high,
        case when is_nil then 0 else bound_high - bound_low end as printed_width,  -- a dash adds nothing
        {{ says_change('column_label') }} or {{ says('column_label', [' growth ', 'inc/ (dec', 'inc / (dec']) }} as is_change,
        {{ says_other_basis('lower(column_label)', "''") }} or {{ says('column_label', ['constant', 'organic', 'normali', 'like-for-like', 'underlying', 'operation', 'currency', ' fx ', ' hedging ']) }}
            as is_other_basis,
        coalesce(unit = 'percentage points', false) as is_points,
        is_nil,
        trim(column_label) <> '' as has_heading,
        {{ counts_shares('column_label') }} and not bool_and({{ counts_shares('column_label') }}) over (partition by document_id, table_id) as is_share_count,
        count(*) over (partition by document_id, table_id) as table_figures
    from cells
    where low = high
    qualify count(*) over (partition by document_id, table_id) <= 100000
),

-- Figures of a column that end in 0, nine of ten, are rounded to tens; those that are translated, as what they are translated from.
rounded as (
    select
        figures.*,
        printed_width
        * case
            when translations.column_number is not null and not is_nil then translations.units
            when
                count(*) over same_column >= 10
                and 10 * count(case when printed_width > 0 and mod(value, 10 * printed_width) = 0 then 1 end) over same_column >= 9 * count(*) over same_column
                then 10
            else 1
        end as width
    from figures
    left join {{ ref('int_table_translations') }} as translations
        on figures.document_id = translations.document_id and figures.table_id = translations.table_id
            and figures.column_number = translations.column_number and figures.class <> 'percent'
    window same_column as (partition by figures.document_id, figures.table_id, figures.column_number, class)
),

final as (
    {% for direction, line, slot in [
        ('down', 'row_number', 'column_number'), ('up', '-row_number', 'column_number'),
        ('right', 'column_number', 'row_number'), ('left', '-column_number', 'row_number'),
    ] %}
        {%- set grid_class = 'class' if slot == 'column_number' else "case when is_share_count then 'shares' else class end" %}
        select
            document_id || ' ' || table_id || ' ' || {{ grid_class }} || ' {{ direction }}' as grid_id,
            document_id || ' ' || table_id || ' {{ direction }}' as table_direction,
            document_id || ' ' || table_id || ' ' || {{ grid_class }} as table_class,
            '{{ direction }}' as direction,
            {{ line }} as line,
            {{ slot }} as slot,
            {{ 'is_change' if slot == 'column_number' else 'false' }} as is_change_slot,
            rounded.*
        from rounded
                {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from final
