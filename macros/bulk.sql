{#- A seed and, below it, the same table of further reports, where the variable `bulk` names its files. -#}
{% macro reported(seed) -%}
{%- if var('bulk').get(seed) -%}
{%- set columns = graph.nodes['seed.' ~ project_name ~ '.' ~ seed].config.column_types.keys() | list if execute else ['*'] -%}
(select {{ columns | join(', ') }} from {{ ref(seed) }} union all select {{ text_cells(columns) }} from {{ files(var('bulk')[seed]) }})
{%- else -%}
{{ ref(seed) }}
{%- endif -%}
{%- endmacro %}

{#- Columns of files as text, whatever type the files give them; an empty cell is NULL as in a seed. -#}
{% macro text_cells(columns) -%}
{%- for column in columns %}nullif(cast({{ column }} as {{ dbt.type_string() }}), '') as {{ column }}{{ ', ' if not loop.last }}{% endfor -%}
{%- endmacro %}

{#- CSV or Parquet files, read in place; the path may be a pattern. Anything else names a table or view. -#}
{% macro files(path) %}{{ return(adapter.dispatch('files')(path)) }}{% endmacro %}
{% macro default__files(path) -%}
{%- if path.endswith('.parquet') -%}
read_parquet('{{ path }}')
{%- elif path.endswith('.csv') -%}
read_csv('{{ path }}', header = true, delim = ',', quote = '"', all_varchar = true)
{%- else -%}
{{ path }}
{%- endif -%}
{%- endmacro %}
{% macro spark__files(path) %}parquet.`{{ path }}`{% endmacro %}
