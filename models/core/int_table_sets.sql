-- One row per remainder or total and table that it closes, with the members of the table as one text. `place` orders tables of one market
-- by how much they name; tables of the same members have one place.
{%- set market = 'report_id, scope_key, geography_key, closing_id' %}
with members as (
    select distinct {{ market }}, block, subject_id, subject_type from {{ ref('int_table_members') }}
),

lines as (
    select * from {{ ref('int_table_rows') }}
    where is_closing
),

blocks as (
    select
        {{ market }}, block,
        {{ joined(listed('subject_id'), "'|'") }} as members,
        count(*) as size,
        max(case when subject_type = 'remainder' then 1 else 0 end) as has_remainder
    from members
    group by {{ market }}, block
),

first_lines as (
    select {{ market }}, block, min(line) as line from lines
    group by {{ market }}, block
),

sized as (
    select
        blocks.*,
        min(first_lines.line) over (partition by {% for column in market.split(', ') %}blocks.{{ column }}, {% endfor %}blocks.members) as first_line
    from blocks
    inner join first_lines
        on blocks.block = first_lines.block
        {% for column in market.split(', ') %}and blocks.{{ column }} = first_lines.{{ column }}
        {% endfor %}
),

final as (
    select
        {{ market }}, block, members, first_line, has_remainder,
        dense_rank() over (partition by {{ market }} order by has_remainder desc, size desc, first_line nulls last, members nulls last) as place
    from sized
)

select * from final
