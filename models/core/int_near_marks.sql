-- One row per respect (scope, period or currency) and mark, subject and metric of things that several reports print and that differ in it
-- alone: by numbers, as most things are near to none.
with figures as (
    select * from {{ ref('int_reported_figures') }}
    where is_main and not is_contradicted
),

currencies as (
    select distinct {{ public_id('unit') }} as unit from {{ ref('stg_units') }}
    where kind = 'currency'
),

things as (
    select mark, {{ thing_columns() | join(', ') }}, min(report_id) as first_report, max(report_id) as last_report
    from figures
    group by mark, {{ thing_columns() | join(', ') }}
),

{%- for respect, column in respects_of_things().items() %}
{%- set others = thing_columns() | reject('equalto', column) | list %}

{{ respect }}_groups as (
    select {{ fingerprint(others) }} as group_mark
    from things
    {% if respect == 'currency' %}inner join currencies on things.thing_unit = currencies.unit{% endif %}
    group by {{ fingerprint(others) }}
    having min(first_report) <> max(last_report) and min({{ column }}) <> max({{ column }})
),
{%- endfor %}

final as (
    {%- for respect, column in respects_of_things().items() %}
    {%- set others = thing_columns() | reject('equalto', column) | list %}
    select distinct '{{ respect }}' as differs_in, things.mark, things.thing_subject, things.thing_metric
    from things
    inner join {{ respect }}_groups on {{ fingerprint(others) }} = {{ respect }}_groups.group_mark
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select * from final
