-- One row per mart and column of its primary key, as its yml declares it: what exports and `row_key` call the key of a row.
{%- set keys = [] %}
{%- for node in graph.nodes.values() if node.resource_type == 'model' and node.fqn[1] == 'marts' %}
{%- for column in primary_key(node.alias) %}{% do keys.append((node.alias, loop.index, column)) %}{% endfor %}
{%- endfor %}
{% for mart, position, column in keys | sort %}
select cast('{{ mart }}' as {{ dbt.type_string() }}) as mart, {{ position }} as position, cast('{{ column }}' as {{ dbt.type_string() }}) as column_name
{{ 'union all' if not loop.last }}
{%- endfor %}
