{#- Lists of texts. Aggregates give NULL for a group without values, on every engine. -#}

{#- Values of a group, sorted; each stands in one row of the group. -#}
{% macro listed(x) %}{{ return(adapter.dispatch('listed')(x)) }}{% endmacro %}
{% macro default__listed(x) %}list_sort(list({{ x }}) filter (where {{ x }} is not null)){% endmacro %}
{% macro spark__listed(x) %}case when count({{ x }}) > 0 then sort_array(collect_list({{ x }})) end{% endmacro %}

{#- Items of the lists of a group, sorted, each once. -#}
{% macro united(x) %}{{ return(adapter.dispatch('united')(x)) }}{% endmacro %}
{% macro default__united(x) %}list_sort(list_distinct(flatten(list({{ x }}) filter (where {{ x }} is not null)))){% endmacro %}
{% macro spark__united(x) %}case when count({{ x }}) > 0 then sort_array(array_distinct(flatten(collect_list({{ x }})))) end{% endmacro %}

{#- Items of two lists, sorted, each once; a NULL list has none. -#}
{% macro merged(a, b) -%}
case
    when {{ a }} is null then {{ b }}
    when {{ b }} is null then {{ a }}
    else {{ both_lists(a, b) }}
end
{%- endmacro %}
{% macro both_lists(a, b) %}{{ return(adapter.dispatch('both_lists')(a, b)) }}{% endmacro %}
{% macro default__both_lists(a, b) %}list_sort(list_distinct(list_concat({{ a }}, {{ b }}))){% endmacro %}
{% macro spark__both_lists(a, b) %}sort_array(array_distinct(concat({{ a }}, {{ b }}))){% endmacro %}

{#- Items of a list as one text. -#}
{% macro joined(items, by="', '") %}{{ return(adapter.dispatch('joined')(items, by)) }}{% endmacro %}
{% macro default__joined(items, by) %}array_to_string({{ items }}, {{ by }}){% endmacro %}
{% macro spark__joined(items, by) %}array_join({{ items }}, {{ by }}){% endmacro %}

{#- Whether a list has an item. -#}
{% macro has_item(items, item) %}{{ return(adapter.dispatch('has_item')(items, item)) }}{% endmacro %}
{% macro default__has_item(items, item) %}list_contains({{ items }}, {{ item }}){% endmacro %}
{% macro spark__has_item(items, item) %}array_contains({{ items }}, {{ item }}){% endmacro %}

{#- A list without one item, or as it is where the item is NULL. -#}
{% macro without_item(items, item) %}{{ return(adapter.dispatch('without_item')(items, item)) }}{% endmacro %}
{% macro default__without_item(items, item) %}list_filter({{ items }}, lambda one: {{ item }} is null or one <> {{ item }}){% endmacro %}
{% macro spark__without_item(items, item) %}filter({{ items }}, one -> {{ item }} is null or one <> {{ item }}){% endmacro %}

{#- Type of a list of texts. -#}
{% macro list_type() %}{{ return(adapter.dispatch('list_type')()) }}{% endmacro %}
{% macro default__list_type() %}varchar[]{% endmacro %}
{% macro spark__list_type() %}array<string>{% endmacro %}

{#- A list of these items. -#}
{% macro list_of(items) %}{{ return(adapter.dispatch('list_of')(items)) }}{% endmacro %}
{% macro default__list_of(items) %}[{{ items | join(', ') }}]{% endmacro %}
{% macro spark__list_of(items) %}array({{ items | join(', ') }}){% endmacro %}
