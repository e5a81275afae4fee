-- Fails with one row per entry in the column `marts` of the register of metrics that no model asks for by `metrics_of` or `figures_of`.
{% set asked = ["''"] %}
{% if execute %}
{% for node in graph.nodes.values() if node.resource_type == 'model' %}
{% for mart, role in modules.re.findall("(?:metrics|figures)_of[(]'([a-z_]+)'(?:, '([a-z_]+)')?[)]", node.raw_code) %}
{% do asked.append("'" ~ mart ~ ('.' ~ role if role else '') ~ "'") %}
{% endfor %}
{% endfor %}
{% endif %}
with entries as (
    select metric_id, {{ unnested('marts') }} as mart
    from {{ ref('stg_metrics') }}
)

select metric_id, mart from entries
where mart not in ({{ asked | unique | sort | join(', ') }})
