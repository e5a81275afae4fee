{{ config(materialized="view") }}
-- One row per rule: how descriptions name its relations and the value that they give, what must hold, how and why two places clash and what
-- would reconcile them, and where the rule comes from. Read from _relations.yml.
with final as (
    {% for rule in var('relation_rules') %}
    {% set model = graph.nodes.get('model.' ~ project_name ~ '.rule_' ~ rule) if execute else {'config': {'meta': {}}} %}
    select
        '{{ rule }}' as origin,
        {{ dbt.string_literal(dbt.escape_single_quotes(model.config.meta.get('phrase', ''))) }} as phrase,
        nullif({{ dbt.string_literal(model.config.meta.get('gives', '')) }}, '') as gives,
        {{ dbt.string_literal(dbt.escape_single_quotes(model.config.meta.get('because', 'the report says otherwise'))) }} as because,
        nullif({{ dbt.string_literal(dbt.escape_single_quotes(model.config.meta.get('clash', ''))) }}, '') as clash,
        nullif({{ dbt.string_literal(dbt.escape_single_quotes(model.config.meta.get('title', ''))) }}, '') as title,
        nullif({{ dbt.string_literal(dbt.escape_single_quotes(model.config.meta.get('reconciled_by', ''))) }}, '') as reconciled_by,
        {{ dbt.string_literal(dbt.escape_single_quotes(model.get('description', '').partition('. ')[2])) }} as statement,
        {{ dbt.string_literal(dbt.escape_single_quotes(model.config.meta.get('source', ''))) }} as source
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from final
