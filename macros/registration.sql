{#- Stops the compilation with everything that is missing from one of the lists that must name it: per line the file and what was
    expected. dbt has its graph only when it compiles a node, not yet when it parses. -#}
{% macro check_registration() %}
{%- set models = graph.nodes.values() | selectattr('resource_type', 'equalto', 'model') | list -%}
{%- set seeds = graph.nodes.values() | selectattr('resource_type', 'equalto', 'seed') | list -%}
{%- set problems = undescribed_models(models) + unregistered_rules(models) + unregistered_marts(models) + ungrown_tables(models) + unregistered_seeds(seeds) + crossed_layers(seeds) -%}
{%- if problems %}{% do exceptions.raise_compiler_error('\n'.join(problems)) %}{% endif -%}
{% endmacro %}

{#- A staging model has the columns of its seed. -#}
{% macro undescribed_models(models) %}
{%- set problems = [] -%}
{%- for model in models -%}
{%- if not model.description or not (model.columns or model.fqn[1] == 'staging') -%}
{%- do problems.append(model.original_file_path ~ ': expected a description and columns of ' ~ model.name ~ ' in the yml of its folder') -%}
{%- endif -%}
{%- for column in model.columns.values() if not column.description -%}
{%- do problems.append(model.original_file_path ~ ': expected a description of column ' ~ column.name ~ ' in the yml of its folder') -%}
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

{#- A mart needs a contract, and the exposures that read all marts must read it. `lineage` must read it too, by the columns that
    config.meta.lineage names; a mart that shows no figure says why in config.meta.no_lineage. -#}
{% macro unregistered_marts(models) %}
{%- set problems, exposed = [], [] -%}
{%- for exposure in graph.exposures.values() if exposure.name == 'exports' -%}
{%- do exposed.extend(exposure.depends_on.nodes) -%}
{%- endfor -%}
{%- set traced = graph.nodes.get('model.' ~ project_name ~ '.lineage').depends_on.nodes -%}
{%- for model in models if model.fqn[1] == 'marts' -%}
{%- set meta = model.config.meta -%}
{%- for is_there, expected in [
    (model.config.contract.enforced, 'an enforced contract in _marts.yml'),
    (meta.get('primary_key'), 'a primary_key in config.meta of _marts.yml'),
    (model.unique_id in exposed, 'ref(' ~ model.name ~ ') in the list &marts of _exposures.yml'),
    (meta.get('lineage') or meta.get('no_lineage'), 'config.meta.lineage in _marts.yml, or config.meta.no_lineage with the reason'),
    (model.unique_id in traced or not meta.get('lineage'), 'its name in the list of models/marts/lineage.sql'),
] if not is_there -%}
{%- do problems.append(model.original_file_path ~ ': expected ' ~ expected) -%}
{%- endfor -%}
{%- if meta.get('lineage') %}{% do problems.extend(untraced_columns(model)) %}{% endif -%}
{%- endfor -%}
{{ return(problems) }}
{% endmacro %}

{#- What a table over all reports follows in a build that grows (src/claimhouse/loading/over.py): `grows_by` in its config.meta. -#}
{% macro ungrown_tables(models) %}
{%- set problems = [] -%}
{%- for model in models -%}
{%- set meta = model.config.meta -%}
{%- set key = meta.get('primary_key', []) -%}
{%- set of_pair = 'thing_id' in key or ('thing_subject' in key and 'thing_metric' in key) -%}
{%- for is_there, expected in [
    (not meta.get('grows_by') or meta.get('over_reports') == 'all', 'over_reports: all'),
    (not of_pair or meta.get('grows_by') == 'pair', 'grows_by: pair'),
    (of_pair or not meta.get('grows_by') or (meta.grows_by == 'report' and 'report_id' in key), 'grows_by: report, or none,'),
] if not is_there -%}
{%- do problems.append(model.original_file_path ~ ': expected ' ~ expected ~ ' in config.meta') -%}
{%- endfor -%}
{%- endfor -%}
{{ return(problems) }}
{% endmacro %}

{#- Every number of a mart stands in its config.meta.lineage, and what stands there is a column of the mart. -#}
{% macro untraced_columns(model) %}
{%- set problems, traced = [], [] -%}
{%- for cells in model.config.meta.lineage.values() %}{% do traced.extend(cells.cells if cells is mapping else cells) %}{% endfor -%}
{%- for column in model.columns.values() if column.name not in traced and column.data_type and column.data_type.startswith('decimal') and not column.config.meta.get('derived') -%}
{%- do problems.append(model.original_file_path ~ ': expected column ' ~ column.name ~ ' in config.meta.lineage of _marts.yml') -%}
{%- endfor -%}
{%- for name in model.config.meta.lineage.keys() | list + traced if name not in model.columns -%}
{%- do problems.append(model.original_file_path ~ ': expected a column ' ~ name ~ ', which config.meta.lineage of _marts.yml names') -%}
{%- endfor -%}
{{ return(problems) }}
{% endmacro %}

{#- Staging alone reads seeds, and it reads them all. -#}
{% macro crossed_layers(seeds) %}
{%- set problems, read = [], [] -%}
{%- for node in graph.nodes.values() if node.resource_type in ('model', 'test') -%}
{%- for name in node.depends_on.nodes if name.startswith('seed.') -%}
{%- if node.fqn[1] == 'staging' or node.original_file_path.startswith('seeds') %}{% do read.append(name) %}
{%- else %}{% do problems.append(node.original_file_path ~ ': expected the staging model of seed ' ~ name.split('.')[-1]) %}{% endif -%}
{%- endfor -%}
{%- endfor -%}
{%- for seed in seeds if seed.unique_id not in read -%}
{%- do problems.append(seed.original_file_path ~ ': expected a model of models/staging that reads it') -%}
{%- endfor -%}
{{ return(problems) }}
{% endmacro %}

{#- The columns of a seed are typed and described in _seeds.yml; its family is listed in dbt_project.yml. -#}
{% macro unregistered_seeds(seeds) %}
{%- set problems = [] -%}
{%- for seed in seeds -%}
{%- if not seed.description or not seed.columns -%}
{%- do problems.append(seed.original_file_path ~ ': expected a description and columns in _seeds.yml') -%}
{%- endif -%}
{%- for column in seed.columns.values() -%}
{%- for entry in ['data_type', 'description'] if not column[entry] -%}
{%- do problems.append(seed.original_file_path ~ ': expected a ' ~ entry ~ ' of column ' ~ column.name ~ ' in _seeds.yml') -%}
{%- endfor -%}
{%- endfor -%}
{%- if seed.fqn[1] == 'observations' and seed.name | replace('_observations', '') not in var('observation_families') -%}
{%- do problems.append(seed.original_file_path ~ ': expected its family in observation_families of dbt_project.yml') -%}
{%- endif -%}
{%- endfor -%}
{{ return(problems) }}
{% endmacro %}

{#- The body of a test: marts with an interval whose lower end lies above its upper end. The list must hold every mart with intervals that is
    built over all reports, or every other one: the first are tested when all reports are there. -#}
{% macro inverted_intervals(marts, over_reports) %}
{%- for node in (graph.nodes.values() if execute else []) if node.resource_type == 'model' and node.fqn[1] == 'marts' and node.name not in marts and 'low ' in node.columns.keys() | join(' ') ~ ' ' and (node.config.meta.get('over_reports') == 'all') == over_reports %}
{{ exceptions.raise_compiler_error(node.name ~ ': expected in the list of ' ~ model.original_file_path ~ ', for it shows intervals') }}
{%- endfor %}
with intervals as (
    {% for mart in marts %}
    {%- set columns = graph.nodes.get('model.' ~ project_name ~ '.' ~ mart).columns.keys() | list if execute else [] %}
    {%- set above = [] %}
    {%- for column in columns if column.endswith('low') and column[:-3] ~ 'high' in columns %}{% do above.append(column ~ ' > ' ~ column[:-3] ~ 'high') %}{% endfor %}
    select '{{ mart }}' as mart, count(*) as times from {{ ref(mart) }}
    where {{ above | join(' or ') or 'false' }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from intervals
where times > 0
{% endmacro %}
