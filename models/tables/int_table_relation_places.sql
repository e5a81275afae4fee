-- One row per role in a believed relation and slot: the cell that has it.
with sums as (
    select * from {{ ref('int_table_sum_lines') }}
),

ratios as (
    select * from {{ ref('int_table_ratios') }}
),

shares as (
    select * from {{ ref('int_table_shares') }}
),

twins as (
    select * from {{ ref('int_table_twins') }}
),

carries as (
    select * from {{ ref('int_table_carries') }}
),

figures as (
    select * from {{ ref('int_table_cells') }}
),

lines as (
    select
        grid_id || ' sum ' || cast(result_line as {{ dbt.type_string() }}) as relation_id,
        case when form = 'plus' then 'total' else 'difference' end as kind,
        case when is_result then 'result' when sign > 0 then 'add' else 'subtract' end as role,
        grid_id, cast(null as {{ dbt.type_string() }}) as table_direction, line, score
    from sums
    {% for kind, relations, roles in [
        ('form', 'ratios', {'result': 'line', 'first': 'first_line', 'second': 'second_line'}),
        ("'share'", 'shares', {'share': 'line', 'part': 'part_line'}),
    ] %}
        {% for role, line in roles.items() %}
            union all
            select
                table_direction || ' {{ relations }} ' || cast(line as {{ dbt.type_string() }}),
                {{ kind }},
                '{{ role }}',
                null,
                table_direction,
                {{ line }},
                score
            from {{ relations }}
        {% endfor %}
    {% endfor %}
),

final as (
    -- sums name a grid and its line; ratios and shares name the rows or columns of a table
    {% for place, of_kind in [
        ('grid_id', 'not figures.is_change_slot'),
        ('table_direction', "not figures.is_change_slot and (figures.class = 'percent') = (lines.role in ('result', 'share')) and not figures.is_points"),
    ] %}
        select
            lines.relation_id,
            lines.kind,
            lines.role,
            lines.score,
            figures.slot,
            figures.document_id,
            figures.table_id,
            figures.row_number,
            figures.column_number
        from lines
        inner join figures on lines.{{ place }} = figures.{{ place }} and lines.line = figures.line
        where {{ of_kind }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
    {% for role, other in [('stated', ''), ('other', 'other_')] %}
        union all
        select
            relation_id,
            'restatement',
            '{{ role }}',
            0,
            column_number as slot,
            document_id,
            {{ other }}table_id,
            {{ other }}row_number,
            {{ other }}column_number
        from twins
        union all
        select
            relation_id,
            'carried',
            '{{ role }}',
            0,
            column_number as slot,
            document_id,
            table_id,
            {{ other }}row_number,
            {{ other }}column_number
        from carries
    {% endfor %}
)

select * from final
