-- One row per observation, a number that a report prints: the seeds of all families and the further reports, cells cast, nothing derived.
-- `claimhouse check` names bad cells before anything is loaded; a cast of one raises an error.
{%- set any_family = var('observation_families')[0] ~ '_observations' %}
{%- set names = seed_columns(any_family) | map(attribute='name') | list %}
with cells as (
    {% for family in var('observation_families') -%}
    select '{{ family }}' as family, {{ names | join(', ') }} from {{ ref(family ~ '_observations') }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
    {%- if var('bulk').get('observations') %}
    union all
    {{ of_registers('select ' ~ text_cells(['family'] + names) ~ ' from ' ~ files(var('bulk')['observations']), ['family'] + names) }}
    {%- endif %}
),

final as (
    select
        family,
        {{ typed_columns(any_family, renamed={'low': 'mantissa_low', 'high': 'mantissa_high'}) }}{{ join_keys(['scope', 'geography', 'period']) }}
    from cells
)

select * from final
