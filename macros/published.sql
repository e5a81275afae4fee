{#- The last step of a mart: its rows, with ids and units as they are printed, and what follows from them for readers alone. That is each
    column that the yml of the mart marks as `derived`, by its name:
      row_key                        key of the row, as in `lineage`
      X_name                         name of X_id in its register; the id in words where it stands in none
      period_start, period_end       days of period_id, or of the year of a mart by years
      year                           year in which the period ends
      mid, X_mid                     middle of low and high, or of X_low and X_high
    An id of a report that has registers of its own says so, until it is printed, as those that come of other marts are. -#}
{% macro published(rows) -%}
{#- named in any case, as dbt knows no columns yet when it looks for what a model reads; a unit test compares what the model itself gives -#}
{%- set registers = {} if model is defined and model.resource_type == 'unit_test' else {'subject': ref('int_subjects'), 'metric': ref('stg_metrics'), 'scope': ref('stg_scopes'), 'geography': ref('stg_geographies'), 'period': ref('stg_periods')} -%}
{%- set derived = derived_columns() if model is defined else [] -%}
{%- set are_printed = own_registers() and reads_marts() -%}
{%- set joined, key = [], [] -%}
{%- for column in (primary_key(model.alias) if derived else []) if column != 'report_id' or primary_key(model.alias) == ['report_id'] %}{% do key.append(as_printed(column, alias=false)) %}{% endfor -%}
{%- for name in derived if name.endswith('_name') %}{% do joined.append(name[:-5]) %}{% endfor -%}
{%- if 'period' not in joined and derived | select('in', ['period_start', 'period_end', 'year']) | list and 'period_id' in model.columns %}{% do joined.append('period') %}{% endif -%}
{%- if not derived and not own_registers() -%}
select * from {{ rows }}
{%- else -%}
select
    {%- for name in model.columns %}
    {% if name not in derived %}{{ as_printed(name) }}
    {%- elif name == 'row_key' %}{{ row_key(key) }} as row_key
    {%- elif name.endswith('_name') %}coalesce({{ registered(name[:-5], 'name', are_printed) }}, replace({{ as_printed(name[:-5] ~ '_id', alias=false) }}, '_', ' ')) as {{ name }}
    {%- elif name == 'year' and 'period_id' not in model.columns %}rows.to_year as year
    {%- elif name == 'year' %}cast(year({{ registered('period', 'period_end', are_printed) }}) as integer) as year
    {%- elif name in ('period_start', 'period_end') and 'period_id' in model.columns %}{{ registered('period', name, are_printed) }} as {{ name }}
    {%- elif name in ('period_start', 'period_end') %}cast(cast(rows.{{ {'period_start': 'from_year', 'period_end': 'to_year'}[name] if 'to_year' in model.columns else 'year' }} as {{ dbt.type_string() }}) || '{{ {'period_start': '-01-01', 'period_end': '-12-31'}[name] }}' as date) as {{ name }}
    {%- else %}cast({{ middle('rows.' ~ name[:-3] ~ 'low', 'rows.' ~ name[:-3] ~ 'high') }} as {{ model.columns[name].data_type }}) as {{ name }}
    {%- endif %}{{ ',' if not loop.last }}
    {%- endfor %}
from {{ rows }} as rows
    {%- for name in joined %}
    {%- for register in registers_named(name) %}
left join {{ registers[register] }} as {{ name }}_{{ register }} on rows.{{ name }}_id = {{ name }}_{{ register }}.{{ register }}_id
    {%- if are_printed %}
left join {{ registers[register] }} as own_{{ name }}_{{ register }} on rows.{{ name }}_id || '@' || rows.report_id = own_{{ name }}_{{ register }}.{{ register }}_id
    {%- endif %}
    {%- endfor %}
    {%- endfor %}
{%- endif -%}
{%- endmacro %}

{#- Columns that the yml of the mart marks as derived; none in a unit test, which compares what the model itself gives. -#}
{% macro derived_columns() -%}
{%- set found = [] -%}
{%- for name, column in model.columns.items() if execute and model.resource_type == 'model' and column.get('config', {}).get('meta', {}).get('derived') %}{% do found.append(name) %}{% endfor -%}
{{ return(found) }}
{%- endmacro %}

{#- An id or unit without the report whose register it stands in; any other column as it is. -#}
{% macro as_printed(name, alias=true) -%}
{%- if own_registers() and name != 'report_id' and 'report_id' in model.columns and (name.endswith('_id') or name == 'unit') -%}
{{ printed_ids('rows.' ~ name, 'rows.report_id') }}{{ ' as ' ~ name if alias }}
{%- else -%}
rows.{{ name }}
{%- endif -%}
{%- endmacro %}

{#- Registers in which `X_id` may stand, the first before the next: a market is a scope, or a segment, which is a subject. -#}
{% macro registers_named(name) -%}
{%- set kind = name.split('_')[-1] -%}
{{ return([kind] if kind in ('metric', 'scope', 'geography', 'period') else ['scope', 'subject'] if kind in ('market', 'whole') else ['subject', 'scope']) }}
{%- endmacro %}

{#- A column of the register of `X_id`: of an id that is printed, that of the report itself before the shared one. -#}
{% macro registered(name, column, are_printed) -%}
{%- set found = [] -%}
{%- for register in registers_named(name) -%}
{%- if are_printed %}{% do found.append('own_' ~ name ~ '_' ~ register ~ '.' ~ column) %}{% endif -%}
{%- do found.append(name ~ '_' ~ register ~ '.' ~ column) -%}
{%- endfor -%}
{{ found[0] if found | length == 1 else 'coalesce(' ~ found | join(', ') ~ ')' }}
{%- endmacro %}

{#- Whether the model reads another mart; not known while dbt parses. -#}
{% macro reads_marts() -%}
{%- set found = [] -%}
{%- for name in (graph.nodes[model.unique_id].depends_on.nodes if execute and model.resource_type == 'model' else []) -%}
{%- if name in graph.nodes and graph.nodes[name].fqn[1] == 'marts' %}{% do found.append(name) %}{% endif -%}
{%- endfor -%}
{{ return(found | length > 0) }}
{%- endmacro %}
