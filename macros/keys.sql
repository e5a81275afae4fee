{#- What the yml of a model says of it under `meta`; nothing while dbt parses. Only a model with an alias is looked for among all, as
    dbt makes a dictionary of each node that is looked at. -#}
{% macro model_meta(name) -%}
{%- set named = graph.nodes.get('model.' ~ project_name ~ '.' ~ name) if execute -%}
{%- set all = graph.nodes.values() if execute and (not named or named.alias != name) else [named] -%}
{%- set node = all | selectattr('resource_type', 'equalto', 'model') | selectattr('alias', 'equalto', name) | first if execute -%}
{{ return(node.config.meta if node else {}) }}
{%- endmacro %}

{#- Columns that name one row of a model: `primary_key` in its yml. -#}
{% macro primary_key(name) -%}
{%- set key = model_meta(name).get('primary_key', []) -%}
{%- if execute and not key %}{% do check_registration() %}{{ exceptions.raise_compiler_error(name ~ ": expected `primary_key` in the meta of its yml") }}{% endif -%}
{{ return(key) }}
{%- endmacro %}

{#- Columns as one text, joined by `|`; an empty column is an empty text. -#}
{% macro row_key(columns) -%}
{%- for column in columns %}coalesce(cast({{ column }} as {{ dbt.type_string() }}), ''){{ " || '|' || " if not loop.last }}{% endfor -%}
{%- endmacro %}

{#- One row per row of a mart and observation in its column `source` (an id or a list of ids), with the columns that come from it.
    `cells` is a list of columns, or {cells: columns, without: a column with an id that these do not come from}. -#}
{% macro inputs_of(mart, rows, source, cells) %}
{%- set columns = with_middles(mart, cells.cells if cells is mapping else cells) %}
    select
        report_id,
        '{{ mart }}' as mart,
        row_key,
        '{{ columns | join(", ") }}' as column_names,
        {% if not source.endswith('_ids') %}{{ source }}{% elif cells is mapping %}{{ unnested(without_item(source, cells.without)) }}{% else %}{{ unnested(source) }}{% endif %} as observation_id
    from {{ rows }}
    {%- if not source.endswith('_ids') %}
    where {{ source }} is not null
    {%- endif %}
{%- endmacro %}

{#- Columns of a mart with the middles of the ends among them, which come from what the ends come from. -#}
{% macro with_middles(mart, columns) -%}
{%- set all_columns = columns | list -%}
{%- set known = graph.nodes.get('model.' ~ project_name ~ '.' ~ mart).columns if execute else [] -%}
{%- for column in columns if column.endswith('low') and column[:-3] ~ 'mid' in known and column[:-3] ~ 'mid' not in columns %}{% do all_columns.append(column[:-3] ~ 'mid') %}{% endfor -%}
{{ return(all_columns) }}
{%- endmacro %}

{#- The columns that make one figure of a report, and those that make one thing, as they are called across reports, in the same order. -#}
{% macro figure_columns() %}{{ return(['report_id', 'subject_id', 'metric_id', 'scope_key', 'geography_key', 'period_key', 'unit']) }}{% endmacro %}
{% macro thing_columns() %}{{ return(['thing_subject', 'thing_metric', 'thing_scope', 'thing_geography', 'thing_period', 'thing_unit']) }}{% endmacro %}

{#- A number for some columns, alike where they are. Columns that differ may share one: whoever joins on it only selects rows. -#}
{% macro fingerprint(columns) %}{{ return(adapter.dispatch('fingerprint')(columns)) }}{% endmacro %}
{% macro default__fingerprint(columns) %}cast(hash({{ columns | join(', ') }}) >> 1 as bigint){% endmacro %}
{% macro spark__fingerprint(columns) %}xxhash64({{ columns | join(', ') }}){% endmacro %}

{#- For a CTE that is read more than once and is cheap to read again: DuckDB would first copy all of its rows. -#}
{% macro read_in_place() %}{{ return(adapter.dispatch('read_in_place')()) }}{% endmacro %}
{% macro default__read_in_place() %}not materialized{% endmacro %}
{% macro spark__read_in_place() %}{% endmacro %}

{#- For a CTE of many parts, before much else: DuckDB would do all that follows once for each part. -#}
{% macro read_once() %}{{ return(adapter.dispatch('read_once')()) }}{% endmacro %}
{% macro default__read_once() %}materialized{% endmacro %}
{% macro spark__read_once() %}{% endmacro %}
