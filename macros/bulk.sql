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
{%- set columns = graph.nodes.get('seed.' ~ project_name ~ '.' ~ seed).columns.values() | list if execute else [] -%}
{%- if execute and not columns %}{% do check_registration() %}{% endif -%}
{{ return(columns) }}
{%- endmacro %}

{#- A seed and, below it, the same table of further reports, where the variable `bulk` names its files. Staging models alone read it. -#}
{% macro reported(seed) -%}
{%- set columns = seed_columns(seed) | map(attribute='name') | list -%}
{%- if seed in var('registers') and own_registers() -%}
({{ with_own_ids(register_rows(seed), columns) }})
{%- elif var('bulk').get(seed) -%}
({{ of_registers("select " ~ columns | join(", ") ~ " from " ~ ref(seed) ~ " union all " ~ file_rows(var('bulk')[seed], columns), columns) }})
{%- else -%}
{{ ref(seed) }}
{%- endif -%}
{%- endmacro %}

{#- Rows of files, every cell as text, whatever type the files give it; an empty cell is NULL as in a seed, and so is every cell of a column
    that a file lacks, but `report_id` is the folder of the file, which holds one report. `path` is a CSV or Parquet file, read in place, or a
    pattern of them; anything else names a table or view with all columns. `renamed` gives columns
    another name. -#}
{% macro file_rows(path, columns, renamed={}) -%}
{%- set relations = adapter.dispatch('file_relations')(path) if execute else [] -%}
{%- for relation, names, folder in relations %}
select
    {%- for column in columns %}
    {% if names is none or column in names -%}
    nullif(cast({{ adapter.quote(column) }} as {{ dbt.type_string() }}), '')
    {%- else -%}
    cast({{ "'" ~ folder ~ "'" if column == 'report_id' else 'null' }} as {{ dbt.type_string() }})
    {%- endif %} as {{ renamed.get(column, column) }}{{ ',' if not loop.last }}
    {%- endfor %}
from {{ relation }}
{{ 'union all' if not loop.last }}
{%- endfor -%}
{%- endmacro %}

{#- Triples of a relation, the columns that it has, or none where it has all, and the folder of its file. -#}
{% macro default__file_relations(path) -%}
{%- if not path.endswith(('.csv', '.parquet')) %}{{ return([(path, none, none)]) }}{% endif -%}
{%- set relations = [] -%}
{%- for file in run_query("select file from glob('" ~ path ~ "') order by file").columns[0].values() -%}
{%- if path.endswith('.csv') -%}
{%- set names = csv_header(file) -%}
{%- set types = names | map('replace', "'", "''") | join("': 'varchar', '") -%}
{%- do relations.append((csv_relation(file, "header = true, delim = ',', quote = '\"', escape = '\"', strict_mode = true", types), names, file.split('/')[-2])) -%}
{%- else -%}
{%- do relations.append(("read_parquet('" ~ file ~ "')", columns_of("read_parquet('" ~ file ~ "')"), file.split('/')[-2])) -%}
{%- endif -%}
{%- endfor -%}
{%- if not relations %}{% do exceptions.raise_compiler_error(path ~ ': expected at least one file, which the variable bulk names') %}{% endif -%}
{{ return(relations) }}
{%- endmacro %}
{% macro spark__file_relations(path) -%}
{{ return([('parquet.`' ~ path ~ '`', columns_of('parquet.`' ~ path ~ '`'), none)]) }}
{%- endmacro %}
{% macro columns_of(relation) -%}
{{ return(run_query('select * from ' ~ relation ~ ' limit 0').column_names | list) }}
{%- endmacro %}

{#- A CSV file as DuckDB reads it without looking what its rows are like, and the names in its first line. -#}
{% macro csv_relation(file, options, types) -%}
{{ return("read_csv('" ~ file ~ "', auto_detect = false, " ~ options ~ ", columns = {'" ~ types ~ "': 'varchar'})") }}
{%- endmacro %}
{% macro csv_header(file) -%}
{%- set first = run_query("select line from " ~ csv_relation(file, "header = false, delim = '\x01', quote = '', escape = ''", 'line') ~ " limit 1") -%}
{{ return(first.columns[0][0].lstrip('\ufeff').rstrip('\r').replace('"', '').split(',')) }}
{%- endmacro %}

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
