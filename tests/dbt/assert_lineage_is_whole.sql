{{ config(enabled=not var('bulk')) }}
-- Fails with one row per number of a mart that `lineage` in its yml does not name, and per column that is named and does not exist.
{% set found = [] %}
{% if execute %}
{% for node in graph.nodes.values() if node.resource_type == 'model' and node.fqn[1] == 'marts' and node.name != 'lineage' %}
{% set sources = node.config.meta.get('lineage', {}) %}
{% set named = [] %}
{% for cells in sources.values() %}{% do named.extend(cells.cells if cells is mapping else cells) %}{% endfor %}
{% for column in node.columns.values() if column.name not in named and column.data_type.startswith('decimal') %}
{% do found.append((node.name, column.name, 'expected in the lineage of the yml of the mart')) %}
{% endfor %}
{% for column in sources.keys() | list + named if column not in node.columns %}
{% do found.append((node.name, column, 'named in the lineage of the yml, is no column of the mart')) %}
{% endfor %}
{% endfor %}
{% endif %}
{% for mart, column, problem in found %}
select '{{ mart }}' as mart, '{{ column }}' as column_name, '{{ problem }}' as problem
union all
{% endfor %}
-- an observation without a line would be lost where the lines are looked up
select 'lineage' as mart, cells.column_name, 'expected an observation: ' || cells.row_key as problem
from {{ ref('lineage') }} as cells
where cells.line is null
