-- One row per thing, outlook and interval that the latest reports of publishers print of it, where there are several or one is of a primary
-- source. It bears the name of the report that printed it first. What a later report has replaced, or its publisher withdrawn, does not count.
{%- set interval = 'low, high, is_above, is_below' %}
{%- set thing = thing_columns() | join(', ') %}
with figures as (
    select *, cast(last_day as {{ dbt.type_string() }}) || report_id as first_printed from {{ ref('int_shared_figures') }}
    where has_readings and is_main and last_day is not null and withdrawn_on is null and not is_contradicted
),

replaced as (
    select report_id, {{ thing }} from {{ ref('int_vintages') }}
    where next_day is not null
),

current_figures as (
    select figures.*
    from figures
    left join replaced
        on figures.report_id = replaced.report_id
        and {{ same_thing('figures', 'replaced') }}
    where replaced.report_id is null
),

readings as (
    select
        {{ thing }},
        outlook,
        {{ interval }},
        {% for column in ['report_id', 'subject_id', 'metric_id', 'scope_id', 'geography_id', 'period_id', 'unit', 'publisher', 'last_day', 'obs_status', 'observation_ids'] -%}
        min_by({{ column }}, first_printed) as {{ column }},
        {% endfor -%}
        {{ sorted_list('report_id') }} as report_ids,
        min(publisher) as first_publisher,
        max(publisher) as last_publisher,
        max(case when is_primary then 1 else 0 end) = 1 as is_primary
    from current_figures
    group by {{ thing }}, outlook, {{ interval }}
),

-- of most things all reports print one interval
compared as (
    select
        *,
        count(*) over (partition by {{ thing }}, outlook) > 1
        or max(case when is_primary then 1 else 0 end) over (partition by {{ thing }}, outlook) = 1 as is_compared
    from readings
),

final as (
    select {{ thing }}, outlook, {{ interval }}, report_id, subject_id, metric_id, scope_id, geography_id, period_id, unit, publisher, last_day, obs_status, observation_ids, report_ids, first_publisher, last_publisher, is_primary
    from compared
    where is_compared
)

select * from final
