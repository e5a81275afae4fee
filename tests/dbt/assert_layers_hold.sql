-- Fails with one row per model or test outside staging that reads a seed, and per seed that staging does not read.
{% set found = [] %}
{% if execute %}
{% set read = [] %}
{% for node in graph.nodes.values() if node.resource_type in ('model', 'test') %}
{% for seed in node.depends_on.nodes if seed.startswith('seed.') %}
{% if node.fqn[1] == 'staging' %}{% do read.append(seed) %}
{% else %}{% do found.append((node.original_file_path, 'reads ' ~ seed ~ ': expected its staging model')) %}{% endif %}
{% endfor %}
{% endfor %}
{% for node in graph.nodes.values() if node.resource_type == 'seed' and node.unique_id not in read %}
{% do found.append((node.original_file_path, 'expected a model of models/staging that reads it')) %}
{% endfor %}
{% endif %}
{% for file, problem in found %}
select '{{ file }}' as file, '{{ problem }}' as problem
union all
{% endfor %}
select cast(null as {{ dbt.type_string() }}) as file, cast(null as {{ dbt.type_string() }}) as problem
where 1 = 0
