{#- Reads a seed from its very path: dbt-duckdb takes brackets in a path for a pattern, and a quote for its end. -#}
{% macro duckdb__load_csv_rows(model, agate_table) -%}
{%- set exact = adapter.get_seed_file_path(model) | replace('[', '[[]') | replace('*', '[*]') | replace('?', '[?]') | replace("'", "''") -%}
{%- set sql = "copy " ~ this ~ " from '" ~ exact ~ "' (format csv, header true, delimiter ',')" -%}
{%- do adapter.add_query(sql, abridge_sql_log=True) -%}
{{ return(sql) }}
{%- endmacro %}
