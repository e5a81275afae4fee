{#- Everything that is missing from one of the lists that must name it, one line per problem: file, what was expected, what to do.
    Read from dbt's graph, so only when a node is compiled. -#}
{% macro registration_problems() %}
{%- set models = graph.nodes.values() | selectattr('resource_type', 'equalto', 'model') | list -%}
{%- set seeds = graph.nodes.values() | selectattr('resource_type', 'equalto', 'seed') | list -%}
{{ return(undescribed_models(models) + unregistered_rules(models) + unregistered_marts(models) + unregistered_seeds(seeds)) }}
{% endmacro %}

{% macro undescribed_models(models) %}
{%- set problems = [] -%}
{%- for model in models -%}
{%- if not model.description or not model.columns -%}
{%- do problems.append(model.original_file_path ~ ': expected a description and columns of ' ~ model.name ~ ' in the yml beside it') -%}
{%- endif -%}
{%- for column in model.columns.values() if not column.description -%}
{%- do problems.append(model.original_file_path ~ ': expected a description of column ' ~ column.name ~ ' in the yml beside it') -%}
{%- endfor -%}
{%- endfor -%}
{{ return(problems) }}
{% endmacro %}

{% macro unregistered_rules(models) %}
{%- set problems = [] -%}
{%- for model in models if model.name.startswith('rule_') -%}
{%- set times = var('relation_rules').count(model.name | replace('rule_', '', 1)) -%}
{%- if times != 1 -%}
{%- do problems.append(model.original_file_path ~ ': expected once, not ' ~ times ~ ' times, in relation_rules of dbt_project.yml') -%}
{%- endif -%}
{%- for entry in ['phrase', 'source'] if not model.config.meta.get(entry) -%}
{%- do problems.append(model.original_file_path ~ ': expected a ' ~ entry ~ ' in config.meta of ' ~ model.name ~ ' in _relations.yml') -%}
{%- endfor -%}
{%- endfor -%}
{{ return(problems) }}
{% endmacro %}

{#- A mart needs a contract and a key, the exposures that read all marts must read it, and lineage must cover it: as one of its
    inputs, or as a mart whose rows its test looks up (with `bulk` that test is off). A mart of no figures says why in config.meta.no_lineage. -#}
{% macro unregistered_marts(models) %}
{%- set problems, exposed, traced = [], [], [] -%}
{%- for exposure in graph.exposures.values() if exposure.name == 'exports' -%}
{%- do exposed.extend(exposure.depends_on.nodes) -%}
{%- endfor -%}
{%- for node in graph.nodes.values() if node.name == 'lineage' or node.name.startswith('int_lineage') or node.name == 'assert_lineage_is_of_rows' -%}
{%- do traced.extend(node.depends_on.nodes) -%}
{%- endfor -%}
{%- for model in models if model.fqn[1] == 'marts' -%}
{%- for is_there, expected in [
    (model.config.contract.enforced, 'an enforced contract in _marts.yml'),
    (model.unique_id in exposed, 'ref(' ~ model.name ~ ') in the list &marts of _exposures.yml'),
    (var('bulk') or model.unique_id in traced or model.config.meta.get('no_lineage'), 'its cells in lineage, or config.meta.no_lineage with the reason'),
] if not is_there -%}
{%- do problems.append(model.original_file_path ~ ': expected ' ~ expected) -%}
{%- endfor -%}
{%- endfor -%}
{{ return(problems) }}
{% endmacro %}

{#- The columns of a seed are typed in dbt_project.yml and described in _seeds.yml. -#}
{% macro unregistered_seeds(seeds) %}
{%- set problems = [] -%}
{%- for seed in seeds -%}
{%- set typed, described = seed.config.column_types.keys() | list, seed.columns.keys() | list -%}
{%- for column in typed if column not in described -%}
{%- do problems.append(seed.original_file_path ~ ': expected a description of column ' ~ column ~ ' in _seeds.yml') -%}
{%- endfor -%}
{%- for column in described if column not in typed -%}
{%- do problems.append(seed.original_file_path ~ ': expected column ' ~ column ~ ' in column_types of dbt_project.yml') -%}
{%- endfor -%}
{%- if seed.fqn[1] == 'observations' and seed.name | replace('_observations', '') not in var('observation_families') -%}
{%- do problems.append(seed.original_file_path ~ ': expected its family in observation_families of dbt_project.yml') -%}
{%- endif -%}
{%- endfor -%}
{{ return(problems) }}
{% endmacro %}
