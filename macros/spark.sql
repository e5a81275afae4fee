{#- What Apache Spark needs beside the models: the types that seeds and contracts declare, and a seed loader
    that keeps NULL and quotes. -#}

{#- Type of a declared column on Spark. -#}
{% macro spark_type(declared) -%}
{%- set types = {'varchar': 'string', 'varchar[]': 'array<string>', 'integer[]': 'array<int>'} -%}
{{ return(types.get(declared, declared)) }}
{%- endmacro %}

{#- Schema that a contract declares. -#}
{% macro spark__get_empty_schema_sql(columns) %}
select {% for column in columns.values() %}cast(null as {{ spark_type(column['data_type']) }}) as {{ column['name'] }}{{ ', ' if not loop.last }}{% endfor %}
{% endmacro %}

{#- A cell as a literal. -#}
{% macro spark_literal(cell) -%}
{%- if cell is none -%}null{%- else -%}'{{ (cell | string).replace('\\', '\\\\').replace("'", "\\'") }}'{%- endif -%}
{%- endmacro %}

{#- All cells of a seed are text; dbt-spark itself would write an empty cell as the text None. -#}
{% macro spark__create_csv_table(model, agate_table) %}
{% set sql %}
create table {{ this }} ({% for name in agate_table.column_names %}{{ name }} string{{ ', ' if not loop.last }}{% endfor %})
{% endset %}
{% call statement('create_seed') %}{{ sql }}{% endcall %}
{{ return(sql) }}
{% endmacro %}

{#- dbt guesses the types of the cells it reads unless `column_types` names their columns, so the seed is read once more. -#}
{% macro spark__load_csv_rows(model, agate_table) %}
{% do config.model.config.column_types.update(dict.fromkeys(agate_table.column_names, 'varchar')) %}
{% set sql %}
insert into {{ this }}
{% if load_agate_table().rows | length == 0 -%}
select * from {{ this }} where 1 = 0
{%- else -%}
values
{% for row in load_agate_table().rows %}
({% for cell in row %}{{ spark_literal(cell) }}{{ ', ' if not loop.last }}{% endfor %}){{ ',' if not loop.last }}
{% endfor %}
{%- endif %}
{% endset %}
{% call statement('load_seed') %}{{ sql }}{% endcall %}
{{ return(sql) }}
{% endmacro %}
