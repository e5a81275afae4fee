{#- Things across reports: what the marts over reports show of each, and how two figures of one thing compare. -#}

{#- Ids of a figure as its report prints them, with their names and the days of its period, for rows that bear the ids of registers.
    `joined_names` joins what this reads. -#}
{% macro names_of(rows) -%}
{{ public_id(rows ~ '.subject_id') }} as subject_id,
        subjects.name as subject_name,
        {{ public_id(rows ~ '.metric_id') }} as metric_id,
        metrics.name as metric_name,
        {{ public_id(rows ~ '.scope_id') }} as scope_id,
        scopes.name as scope_name,
        {{ public_id(rows ~ '.geography_id') }} as geography_id,
        geographies.name as geography_name,
        {{ public_id(rows ~ '.period_id') }} as period_id,
        periods.name as period_name,
        periods.period_start,
        periods.period_end,
        {{ year_of_period('periods') }} as year,
        {{ public_id(rows ~ '.unit') }} as unit
{%- endmacro %}
{% macro joined_names(rows) -%}
left join {{ ref('int_subjects') }} as subjects on {{ rows }}.subject_id = subjects.subject_id
    left join {{ ref('stg_metrics') }} as metrics on {{ rows }}.metric_id = metrics.metric_id
    left join {{ ref('stg_scopes') }} as scopes on {{ rows }}.scope_id = scopes.scope_id
    left join {{ ref('stg_geographies') }} as geographies on {{ rows }}.geography_id = geographies.geography_id
    left join {{ ref('stg_periods') }} as periods on {{ rows }}.period_id = periods.period_id
{%- endmacro %}

{#- The year in which a period ends, or that of a calendar year. -#}
{% macro year_of_period(periods) -%}
coalesce({{ periods }}.year, cast(extract(year from {{ periods }}.period_end) as integer))
{%- endmacro %}

{#- The key of a thing as one text. -#}
{% macro thing_id(rows) -%}
{%- for column in thing_columns() %}{{ rows }}.{{ column }}{{ " || '|' || " if not loop.last }}{% endfor -%}
{%- endmacro %}
{% macro same_thing(one, other, but=[]) -%}
{%- for column in thing_columns() | reject('in', but) %}{{ one }}.{{ column }} = {{ other }}.{{ column }}{{ ' and ' if not loop.last }}{% endfor -%}
{%- endmacro %}

{#- Respects in which two things can differ alone and be compared, with the columns of things. -#}
{% macro respects_of_things() %}{{ return({'scope': 'thing_scope', 'period': 'thing_period', 'currency': 'thing_unit'}) }}{% endmacro %}

{#- Whether the rows of a group differ in one of these columns. -#}
{% macro differ(columns) -%}
coalesce({% for column in columns %}min({{ column }}) <> max({{ column }}) or count({{ column }}) between 1 and count(*) - 1{{ ' or ' if not loop.last }}{% endfor %}, false)
{%- endmacro %}

{#- What a later interval is to an earlier one. -#}
{% macro revision(low, high, earlier_low, earlier_high) -%}
case
    when {{ same_end(low, earlier_low) }} and {{ same_end(high, earlier_high) }} then 'unchanged'
    when {{ low }} > {{ earlier_high }} then 'up'
    when {{ high }} < {{ earlier_low }} then 'down'
    when {{ encloses(earlier_low, earlier_high, low, high) }} then 'narrowed'
    when {{ encloses(low, high, earlier_low, earlier_high) }} then 'widened'
    else 'undecided'
end
{%- endmacro %}
{% macro same_end(one, other) -%}
({{ one }} = {{ other }} or ({{ one }} is null and {{ other }} is null))
{%- endmacro %}

{#- Whether an interval holds another one whole. -#}
{% macro encloses(low, high, inner_low, inner_high) -%}
(coalesce({{ low }} <= {{ inner_low }}, {{ low }} is null) and coalesce({{ high }} >= {{ inner_high }}, {{ high }} is null))
{%- endmacro %}

{#- How far an interval lies from another one; nothing where they meet. -#}
{% macro distance(one, other) -%}
case when {{ other }}.report_id is not null then greatest(coalesce({{ one }}.low - {{ other }}.high, 0), coalesce({{ other }}.low - {{ one }}.high, 0), 0) end
{%- endmacro %}

{#- Where a figure is printed, in words. -#}
{% macro quoted_place(place, report, word='line') -%}
'{{ word }} ' || cast({{ place }}.line as {{ dbt.type_string() }}) || ' of ' || {{ report }}.title || ' prints “' || {{ place }}.printed || '”'
{%- endmacro %}
