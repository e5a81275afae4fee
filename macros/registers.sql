{#- Registers of a report. A report with rows of its own in a register (the variable `registers` names these seeds) reads a copy of all
    registers that its own rows amend. The ids of the copy, and those of the report's rows, end in `@` and the report from staging to
    the marts, so nothing that one report says of an id can meet another report; marts publish the ids as they are printed.
    Where no report has rows of its own, nothing of this stands in the SQL. -#}

{#- Whether the variable `bulk` names files of a register. -#}
{% macro own_registers() -%}
{{ return(var('bulk').keys() | select('in', var('registers')) | list | length > 0) }}
{%- endmacro %}

{#- An id as it is printed. Rules that name a metric compare this. -#}
{% macro public_id(id) -%}
{% if own_registers() %}split_part({{ id }}, '@', 1){% else %}{{ id }}{% endif %}
{%- endmacro %}

{#- The same for a text that holds several ids of one report, such as the id of a relation. -#}
{% macro printed_ids(text, report) -%}
{% if own_registers() %}replace({{ text }}, '@' || {{ report }}, ''){% else %}{{ text }}{% endif %}
{%- endmacro %}

{#- The report whose register an id stands in, '' for the shared one: rows of two registers never belong together. -#}
{% macro register_of(id) -%}
{% if own_registers() %}split_part({{ id }}, '@', 2){% else %}''{% endif %}
{%- endmacro %}

{#- The id of what a remainder or total is in another table of its report: with the first line that prints it there. -#}
{% macro own_subject(id, line) -%}
{{ public_id(id) }} || '-l' || cast({{ line }} as {{ dbt.type_string() }}){% if own_registers() %} || case when {{ register_of(id) }} = '' then '' else '@' || {{ register_of(id) }} end{% endif %}
{%- endmacro %}

{#- Rows of a register for all reports: the shared ones, for each report with rows of its own a copy of them, and its own rows, which take the
    place of the copies that equal them in the columns that the variable `registers` gives. `register_id` is the report of a copy. Units
    are not copied, as rules name them: one that a report defines otherwise is another unit. -#}
{% macro register_rows(seed) -%}
{%- set columns = seed_columns(seed) | map(attribute='name') | list -%}
{%- set own = var('bulk').get(seed) -%}
select cast(null as {{ dbt.type_string() }}) as register_id, {{ columns | join(', ') }} from {{ ref(seed) }}
{%- if seed == 'units' %}
union all
select report_id as register_id, {{ columns | join(', ') }} from {{ own_units() }}
{%- else %}
union all
select readers.report_id as register_id, shared.{{ columns | join(', shared.') }}
from {{ ref(seed) }} as shared
cross join {{ ref('stg_own_registers') }} as readers
{%- if own %}
{%- set key = var('registers')[seed] %}
left join (select distinct report_id, {{ row_key(key) }} as amended from {{ own_rows(seed) }}) as own
    on readers.report_id = own.report_id and {{ row_key(key) }} = own.amended
where own.report_id is null
union all
select report_id as register_id, {{ columns | join(', ') }} from {{ own_rows(seed) }}
{%- endif %}
{%- endif %}
{%- endmacro %}

{#- Rows that reports have of their own in a register, and those among the units that differ from the shared ones. -#}
{% macro own_rows(seed) -%}
{%- set columns = ['report_id'] + seed_columns(seed) | map(attribute='name') | list -%}
({{ file_rows(var('bulk')[seed], columns) }})
{%- endmacro %}
{% macro own_units() -%}
{%- set columns = seed_columns('units') | map(attribute='name') | list -%}
{%- if var('bulk').get('units') -%}
(
    select own.* from {{ own_rows('units') }} as own
    left join (select {{ row_key(columns) }} as row_text from {{ ref('units') }}) as shared on {{ row_key(columns) }} = shared.row_text
    where shared.row_text is null
)
{%- else -%}
(select cast(null as {{ dbt.type_string() }}) as report_id, {{ columns | join(', ') }} from {{ ref('units') }} where 1 = 0)
{%- endif -%}
{%- endmacro %}

{#- Rows with `register_id`, in which ids of registers carry the report whose register they stand in. -#}
{% macro with_own_ids(rows, columns) %}
{%- set units = own_units() -%}  {#- here, as dbt knows no columns yet when it looks for what a model reads #}
select
    {%- for name in columns %}
    {% if is_unit(name) %}rows.{{ name }} || coalesce('@' || own_{{ name }}.report_id, '') as {{ name }}
    {%- elif is_register_id(name) %}rows.{{ name }} || coalesce('@' || rows.register_id, '') as {{ name }}
    {%- else %}rows.{{ name }}{% endif %}{{ ',' if not loop.last }}
    {%- endfor %}
from ({{ rows }}) as rows
{%- for name in columns if is_unit(name) %}
left join {{ units }} as own_{{ name }} on rows.register_id = own_{{ name }}.report_id and rows.{{ name }} = own_{{ name }}.unit
{%- endfor %}
{% endmacro %}

{#- Rows of tables of reports, whose ids are those of the registers that each report reads. -#}
{% macro of_registers(rows, columns) -%}
{%- set readers = ref('stg_own_registers') if own_registers() -%}
{%- if readers and ('report_id' in columns or not execute) -%}
{{ with_own_ids('select cells.*, readers.report_id as register_id from (' ~ rows ~ ') as cells left join ' ~ readers
    ~ ' as readers on cells.report_id = readers.report_id', columns) }}
{%- else -%}
{{ rows }}
{%- endif -%}
{%- endmacro %}

{#- Ids that a register defines, and those of things that belong to one report in any case. -#}
{% macro is_register_id(name) -%}
{%- set kind = name.split('_')[-2:] | join('_') -%}
{{ return(name.endswith('_id') and kind not in ['report_id', 'observation_id', 'relation_id', 'contradiction_id', 'section_id', 'source_id', 'table_id']) }}
{%- endmacro %}
{% macro is_unit(name) %}{{ return(name == 'unit' or name.endswith('_unit')) }}{% endmacro %}
