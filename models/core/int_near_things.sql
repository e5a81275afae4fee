-- One row per pair of things that differ in one respect alone (scope, period or currency) and are printed by different reports: comparable, but
-- not the same. What one report prints next to each other it tells apart itself. Each thing is shown by one
-- report, and the two by two publishers.
with figures as (
    select * from {{ ref('int_reported_figures') }}
    where is_main and not is_contradicted
),

editions as (
    select report_id, publisher from {{ ref('int_report_editions') }}
    where withdrawn_on is null
),

near_figures as (
    select near_marks.differs_in, figures.*, editions.publisher
    from figures
    inner join {{ ref('int_near_marks') }} as near_marks
        on figures.mark = near_marks.mark
        and figures.thing_subject = near_marks.thing_subject
        and figures.thing_metric = near_marks.thing_metric
    inner join editions on figures.report_id = editions.report_id
),

near_things as (
    select
        differs_in,
        {{ thing_columns() | join(', ') }},
        outlook,
        min(publisher) as publisher,
        max(publisher) as last_publisher,
        min_by(report_id, publisher || '|' || report_id) as report_id,
        max_by(report_id, publisher || '|' || report_id) as last_report_id
    from near_figures
    group by differs_in, {{ thing_columns() | join(', ') }}, outlook
),

{%- for respect, column in respects_of_things().items() %}

{{ respect }}_told_apart as (
    select distinct
        {% for other in thing_columns() | reject('equalto', column) %}one.{{ other }}, {% endfor %}one.{{ column }}, other.{{ column }} as other_value
    from near_figures as one
    inner join near_figures as other
        on one.report_id = other.report_id
        and one.differs_in = other.differs_in
        and {{ same_thing('one', 'other', [column]) }}
    where one.differs_in = '{{ respect }}' and one.{{ column }} <> other.{{ column }}
),
{%- endfor %}

final as (
    {%- for respect, column in respects_of_things().items() %}
    select
        '{{ respect }}' as differs_in,
        one.outlook,
        case when one.publisher = other.publisher and one.publisher = other.last_publisher then one.last_report_id else one.report_id end as report_id,
        case when one.publisher = other.publisher then other.last_report_id else other.report_id end as other_report_id,
        {{ thing_id('one') }} as thing_id,
        {{ thing_id('other') }} as other_thing_id
    from near_things as one
    inner join near_things as other
        on {{ same_thing('one', 'other', [column]) }}
        and one.differs_in = other.differs_in
        and one.outlook = other.outlook
        and one.{{ column }} < other.{{ column }}
    left join {{ respect }}_told_apart as apart
        on {{ same_thing('one', 'apart') }}
        and other.{{ column }} = apart.other_value
    where one.differs_in = '{{ respect }}' and apart.thing_subject is null and (one.publisher <> other.last_publisher or one.last_publisher <> other.publisher)
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select * from final
