-- One row per thing, outlook and interval that the latest reports of publishers print of it. It bears the name of the report that printed it
-- first. What a later report has replaced, or its publisher withdrawn, does not count.
{%- set thing = thing_columns() | join(', ') %}
with vintages as (
    select *, cast(last_day as {{ dbt.type_string() }}) || report_id as first_printed from {{ ref('int_vintages') }}
    where next_day is null and withdrawn_on is null and not is_contradicted
),

final as (
    select
        {{ thing }},
        outlook,
        low,
        high,
        is_above,
        is_below,
        {% for column in ['report_id', 'subject_id', 'metric_id', 'scope_id', 'geography_id', 'period_id', 'unit', 'publisher', 'last_day', 'obs_status', 'observation_ids'] -%}
        min_by({{ column }}, first_printed) as {{ column }},
        {% endfor -%}
        {{ sorted_list('report_id') }} as report_ids,
        min(publisher) as first_publisher,
        max(publisher) as last_publisher,
        max(case when is_primary then 1 else 0 end) = 1 as is_primary
    from vintages
    group by {{ thing }}, outlook, low, high, is_above, is_below
)

select * from final
