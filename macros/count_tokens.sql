{#- Number of numeric tokens ([0-9][0-9,.]*) in a text. -#}
{% macro count_tokens(text) %}{{ return(adapter.dispatch('count_tokens')(text)) }}{% endmacro %}
{% macro default__count_tokens(text) %}len(regexp_extract_all({{ text }}, '[0-9][0-9,.]*')){% endmacro %}
{% macro spark__count_tokens(text) %}size(regexp_extract_all({{ text }}, '[0-9][0-9,.]*', 0)){% endmacro %}
