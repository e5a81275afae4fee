-- A row of same_as that names neither an id of the shared register nor a report with an id that it defines itself.
{%- set registers = {'subjects': 'subject_id', 'metrics': 'metric_id', 'scopes': 'scope_id', 'geographies': 'geography_id', 'periods': 'period_id'} %}
with known as (
    {% for register, id in registers.items() -%}
    select '{{ register }}' as register, {{ id }} as thing_id from {{ ref('stg_' ~ register) }}
    union all
    {% endfor -%}
    select own.register, editions.first_edition_id || '.' || own.id as thing_id
    from {{ ref('stg_own_ids') }} as own
    inner join {{ ref('int_report_editions') }} as editions on own.report_id = editions.report_id
),

same_as as (
    select * from {{ ref('stg_same_as') }}
)

select same_as.report_id, same_as.register, same_as.id, same_as.same_as
from same_as
left join known on same_as.register = known.register and same_as.same_as = known.thing_id
where known.thing_id is null
