{#- What every rule returns: one row per term of a relation. A rule first makes one row per relation with a
    column per role (the id of the observation that plays it, NULL where it is missing); this unfolds them. -#}
{% macro unfold_terms(relations, origin, kind, roles, comparison='equal', severity='hard', weight=1) %}
{%- for role, column in roles %}
select
    relation_id,
    report_id,
    '{{ origin }}' as origin,
    '{{ kind }}' as kind,
    '{{ comparison }}' as comparison,
    '{{ severity }}' as severity,
    subject_id,
    metric_id,
    period_id,
    '{{ role }}' as role,
    cast({{ weight if role != 'stated' else 1 }} as {{ amount() }}) as weight,
    {{ column }} as observation_id,
    cast(null as {{ amount() }}) as constant,
    cast(null as integer) as line
from {{ relations }}
{% if not loop.last %}union all{% endif %}
{%- endfor %}
{% endmacro %}

{#- Days since 1970-01-01. -#}
{% macro day_number(day) %}{{ return(adapter.dispatch('day_number')(day)) }}{% endmacro %}
{% macro default__day_number(day) %}({{ day }} - cast('1970-01-01' as date)){% endmacro %}
{% macro spark__day_number(day) %}datediff({{ day }}, cast('1970-01-01' as date)){% endmacro %}

{#- Distinct values of a group as a sorted list. -#}
{% macro sorted_list(x) %}{{ return(adapter.dispatch('sorted_list')(x)) }}{% endmacro %}
{% macro default__sorted_list(x) %}coalesce(list_sort(list(distinct {{ x }}) filter (where {{ x }} is not null)), []){% endmacro %}
{% macro spark__sorted_list(x) %}sort_array(collect_set({{ x }})){% endmacro %}

{#- First and last item of a list, and a list from text parted by semicolons. -#}
{% macro first_item(items) %}{{ return(adapter.dispatch('first_item')(items)) }}{% endmacro %}
{% macro default__first_item(items) %}{{ items }}[1]{% endmacro %}
{% macro spark__first_item(items) %}get({{ items }}, 0){% endmacro %}
{% macro last_item(items) %}{{ return(adapter.dispatch('last_item')(items)) }}{% endmacro %}
{% macro default__last_item(items) %}{{ items }}[len({{ items }})]{% endmacro %}
{% macro spark__last_item(items) %}get({{ items }}, size({{ items }}) - 1){% endmacro %}
{% macro split_list(text) %}{{ return(adapter.dispatch('split_list')(text)) }}{% endmacro %}
{% macro default__split_list(text) %}string_split(coalesce({{ text }}, ''), ';'){% endmacro %}
{% macro spark__split_list(text) %}split(coalesce({{ text }}, ''), ';'){% endmacro %}

{#- One row per item of a text list parted by ", ". -#}
{% macro unnested(text) %}{{ return(adapter.dispatch('unnested')(text)) }}{% endmacro %}
{% macro default__unnested(text) %}unnest(string_split({{ text }}, ', ')){% endmacro %}
{% macro spark__unnested(text) %}explode(split({{ text }}, ', ')){% endmacro %}
