-- One row per report that has rows of its own in a register (macros/registers.sql).
{%- set own = var('registers').keys() | select('in', var('bulk')) | list %}
with final as (
    {% for seed in own -%}
    select report_id from {{ own_rows(seed) }} as {{ seed }}
    {{ 'union' if not loop.last }}
    {% else -%}
    select cast(null as {{ dbt.type_string() }}) as report_id where 1 = 0
    {% endfor -%}
)

select * from final
