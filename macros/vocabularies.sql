{#- The ids of a vocabulary for which `flag` says yes: usage_warnings, obs_statuses or qualifiers. -#}
{% macro vocabulary(seed, id, flag) -%}
(select {{ id }} from {{ ref('stg_' ~ seed) }} where {{ flag }} = 'yes')
{%- endmacro %}

{#- Whether a figure carries no warning, or only one for which `flag` says yes. -#}
{% macro warning_allows(warning, flag) -%}
({{ warning }} is null or {{ warning }} in {{ vocabulary('usage_warnings', 'usage_warning', flag) }})
{%- endmacro %}
