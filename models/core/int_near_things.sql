-- One row per pair of things that differ in one respect alone (scope, period or currency) and are printed by different reports: comparable, but
-- not the same. What one report prints next to each other it tells apart itself. Each thing is shown by one
-- report, and the two by two publishers.
{%- set respects = {'scope': 'thing_scope', 'period': 'thing_period', 'currency': 'thing_unit'} %}
with figures as (
    select * from {{ ref('int_reported_figures') }}
    where is_main and not is_contradicted
),

editions as (
    select report_id, publisher from {{ ref('int_report_editions') }}
    where withdrawn_on is null
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

{%- for respect, column in respects.items() %}
{%- set others = thing_columns() | reject('equalto', column) | list %}

{{ respect }}_groups as (
    select {{ fingerprint(others) }} as group_mark
    from things
    {% if respect == 'currency' %}inner join currencies on things.thing_unit = currencies.unit{% endif %}
    group by {{ fingerprint(others) }}
    having min(first_report) <> max(last_report) and min({{ column }}) <> max({{ column }})
),

{{ respect }}_marks as (
    select distinct things.mark
    from things
    inner join {{ respect }}_groups on {{ fingerprint(others) }} = {{ respect }}_groups.group_mark
),

{{ respect }}_figures as (
    select figures.*, editions.publisher
    from figures
    inner join editions on figures.report_id = editions.report_id
    inner join {{ respect }}_marks on figures.mark = {{ respect }}_marks.mark
),

{{ respect }}_things as (
    select
        {{ thing_columns() | join(', ') }},
        outlook,
        min(publisher) as publisher,
        max(publisher) as last_publisher,
        min_by(report_id, publisher || '|' || report_id) as report_id,
        max_by(report_id, publisher || '|' || report_id) as last_report_id
    from {{ respect }}_figures
    group by {{ thing_columns() | join(', ') }}, outlook
),

{{ respect }}_told_apart as (
    select distinct
        {% for other in others %}one.{{ other }}, {% endfor %}one.{{ column }}, other.{{ column }} as other_value
    from {{ respect }}_figures as one
    inner join {{ respect }}_figures as other
        on one.report_id = other.report_id
        and {{ same_thing('one', 'other', [column]) }}
    where one.{{ column }} <> other.{{ column }}
),
{%- endfor %}

final as (
    {%- for respect, column in respects.items() %}
    select
        '{{ respect }}' as differs_in,
        one.outlook,
        case when one.publisher = other.publisher and one.publisher = other.last_publisher then one.last_report_id else one.report_id end as report_id,
        case when one.publisher = other.publisher then other.last_report_id else other.report_id end as other_report_id,
        {{ thing_id('one') }} as thing_id,
        {{ thing_id('other') }} as other_thing_id
    from {{ respect }}_things as one
    inner join {{ respect }}_things as other
        on {{ same_thing('one', 'other', [column]) }}
        and one.outlook = other.outlook
        and one.{{ column }} < other.{{ column }}
    left join {{ respect }}_told_apart as apart
        on {{ same_thing('one', 'apart') }}
        and other.{{ column }} = apart.other_value
    where apart.thing_subject is null and (one.publisher <> other.last_publisher or one.last_publisher <> other.publisher)
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select * from final
