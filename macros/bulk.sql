{#- The body of a staging model: one row per row of a seed and of the same table of further reports, every cell in its declared
    type. For each of `keys` (scope, geography, period) the id is repeated as a join key, which is '' where the id is NULL. -#}
{% macro staged(seed, keys=[]) %}
with cells as (
    select * from {{ reported(seed) }}
),

final as (
    select
        {{ typed_columns(seed) }}{{ join_keys(keys) }}
    from cells
)

select * from final
{% endmacro %}

{#- The columns of a seed cast to the types of seeds/_seeds.yml, which dbt knows only when it runs. -#}
{% macro typed_columns(seed, renamed={}) -%}
{%- for column in seed_columns(seed) %}
{%- set name, type = column.name, column.data_type %}
{%- if not type %}{% do check_registration() %}{% endif %}
{%- if type == 'varchar' -%} {{ name }}
{%- elif type == 'varchar[]' -%} case when {{ name }} is not null then {{ split_list(name) }} end
{%- else -%} cast({{ name }} as {{ type }})
{%- endif %}
{%- if type != 'varchar' or name in renamed %} as {{ renamed.get(name, name) }}{% endif %}
{%- if not loop.last %},
        {% endif %}
{%- endfor %}
{%- endmacro %}

{#- Join keys that can be compared by `=`: the id, or '' where there is none. -#}
{% macro join_keys(names) -%}
{%- for name in names %},
        coalesce({{ name }}_id, '') as {{ name }}_key
{%- endfor %}
{%- endmacro %}

{#- Columns of a seed as seeds/_seeds.yml declares them; none while dbt parses. -#}
{% macro seed_columns(seed) -%}
{%- set columns = graph.nodes['seed.' ~ project_name ~ '.' ~ seed].columns.values() | list if execute else [] -%}
{%- if execute and not columns %}{% do check_registration() %}{% endif -%}
{{ return(columns) }}
{%- endmacro %}

{#- A seed and, below it, the same table of further reports, where the variable `bulk` names its files. Staging models alone read it. -#}
{% macro reported(seed) -%}
{%- set columns = seed_columns(seed) | map(attribute='name') | list -%}
{%- if seed in var('registers') and own_registers() -%}
({{ with_own_ids(register_rows(seed), columns) }})
{%- elif var('bulk').get(seed) -%}
({{ of_registers("select " ~ columns | join(", ") ~ " from " ~ ref(seed) ~ " union all select " ~ text_cells(columns) ~ " from " ~ files(var('bulk')[seed]), columns) }})
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

{#- Seeds load as text, whatever their declared types: a guessed type loses digits. -#}
{% macro duckdb__create_csv_table(model, agate_table) %}
{% set declared = seed_columns(model.name) | map(attribute='name') | list %}
{% for column in agate_table.column_names | list + declared if column not in declared or column not in agate_table.column_names %}
{% do exceptions.raise_compiler_error(model.original_file_path ~ ': ' ~ column ~ ': expected once in its header and once in seeds/_seeds.yml') %}
{% endfor %}
{% set sql %}
create table {{ this }} ({% for name in agate_table.column_names %}{{ name }} varchar{{ ', ' if not loop.last }}{% endfor %})
{% endset %}
{% call statement('create_seed') %}{{ sql }}{% endcall %}
{{ return(sql) }}
{% endmacro %}
