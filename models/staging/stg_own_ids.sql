-- One row per report and id that it defines in a register of its own, with the days that it gives to a period. `is_shared`: the shared
-- register has the id too, with days that differ by eight at most: years of whole weeks end on other days.
{%- set registers = {'subjects': 'subject_id', 'metrics': 'metric_id', 'scopes': 'scope_id', 'geographies': 'geography_id', 'periods': 'period_id', 'units': 'unit'} %}
{%- set own = registers.keys() | select('in', var('bulk')) | list %}
with final as (
    {% for register in own -%}
    {%- set id = registers[register] %}
    {%- set is_period = register == 'periods' %}
    select distinct
        own.report_id,
        '{{ register }}' as register,
        own.{{ id }} as id,
        {% for day in ['period_start', 'period_end'] %}cast({{ 'own.' ~ day if is_period else 'null' }} as date) as {{ day }},
        {% endfor -%}
        shared.{{ id }} is not null
        {%- if is_period %}
        {%- for day in ['period_start', 'period_end'] %}
        and coalesce(abs({{ day_number('cast(own.' ~ day ~ ' as date)') }} - {{ day_number('cast(shared.' ~ day ~ ' as date)') }}) <= 8, true)
        {%- endfor %}
        {%- endif %} as is_shared
    from {{ own_units() if register == 'units' else own_rows(register) }} as own
    {%- if register == 'units' %}
    -- a unit that differs from the shared one of its name is another unit
    left join (select unit from {{ ref('units') }} where 1 = 0) as shared on own.unit = shared.unit
    {%- else %}
    left join {{ ref(register) }} as shared on own.{{ id }} = shared.{{ id }}
    {%- endif %}
    {{ 'union all' if not loop.last }}
    {% else -%}
    select
        cast(null as {{ dbt.type_string() }}) as report_id,
        cast(null as {{ dbt.type_string() }}) as register,
        cast(null as {{ dbt.type_string() }}) as id,
        cast(null as date) as period_start,
        cast(null as date) as period_end,
        cast(null as boolean) as is_shared
    where 1 = 0
    {% endfor -%}
)

select * from final
