{{ config(materialized="view") }}
-- One row per relation: what its sentence says of each side, and why the two are compared.
with terms as (
    select * from {{ ref('int_term_words') }}
),

-- the first six of many are named; where a side is one figure, that figure stands for it
final as (
    select
        report_id,
        relation_id,
        {%- for side in ['given', 'stated'] %}
        {%- set terms = "count(case when side = '" ~ side ~ "' then 1 end)" %}
        max(case when side = '{{ side }}' and place = 1 then words end)
        {%- for place in [2, 3, 4, 5, 6] %}
        || coalesce(max(case when side = '{{ side }}' and place = {{ place }} then words end), '')
        {%- endfor %}
        || case
            when {{ terms }} > 6
                then ' and ' || cast({{ terms }} - 6 as {{ dbt.type_string() }}) || ' more'
                    || coalesce(' on lines ' || cast(min(case when side = '{{ side }}' and place > 6 then line end) as {{ dbt.type_string() }})
                        || ' to ' || cast(max(case when side = '{{ side }}' and place > 6 then line end) as {{ dbt.type_string() }}), '')
            else ''
        end as {{ side }},
        {{ terms }} as {{ side }}_terms,
        max(case when side = '{{ side }}' and place = 1 then quoted end) as {{ side }}_quoted,
        max(case when side = '{{ side }}' and place = 1 then thing end) as {{ side }}_thing,
        max(case when side = '{{ side }}' and place = 1 then measure_alone end) as {{ side }}_measure,
        min(case when side = '{{ side }}' then open_words end) as {{ side }}_open,
        {%- endfor %}
        max(case when side = 'stated' and is_constant then 1 else 0 end) = 1 as is_stated_by_constant,
        max(case when side = 'why' then words end) as why
    from terms
    group by report_id, relation_id
)

select * from final
