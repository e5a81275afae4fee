-- One row per observation, a number that a report prints: the seeds of all families and the further reports, cells cast, nothing derived.
-- `claimhouse check` names bad cells before anything is loaded; a cast of one raises an error.
{%- set any_family = var('observation_families')[0] ~ '_observations' %}
{%- set names = seed_columns(any_family) | map(attribute='name') | list %}
{%- set places = var('locators').values() | map(attribute='name') | list %}
{%- set columns = ['family'] + names + places %}
with cells_of_seeds as {{ read_once() }} (
    {% for family in var('observation_families') -%}
    select
        '{{ family }}' as family,
        {{ names | join(', ') }},
        {% for name in places %}cast(null as {{ dbt.type_string() }}) as {{ name }}{{ ', ' if not loop.last }}{% endfor %}
    from {{ ref(family ~ '_observations') }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

-- further reports are as many as a batch takes: to copy them takes longer than to plan what follows twice
cells as (
    select * from cells_of_seeds
    {%- if var('bulk').get('observations') %}
    union all
    {%- set named = {} %}
    {%- for column, place in var('locators').items() %}{% do named.update({column: place.name}) %}{% endfor %}
    {{ of_registers(file_rows(var('bulk')['observations'], ['family'] + names + named.keys() | list, named), columns) }}
    {%- endif %}
),

final as (
    select
        family,
        {{ typed_columns(any_family, renamed={'low': 'mantissa_low', 'high': 'mantissa_high'}) }},
        {% for place in var('locators').values() %}cast({{ place.name }} as {{ place.type }}) as {{ place.name }}{{ ', ' if not loop.last }}{% endfor %}{{ join_keys(['scope', 'geography', 'period']) }}
    from cells
)

select * from final
