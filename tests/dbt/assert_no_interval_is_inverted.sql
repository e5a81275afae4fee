-- An interval whose lower end lies above its upper end, in a mart that shows intervals.
{%- set marts = [
    'chip_shares', 'company_financials', 'company_growth', 'company_profile', 'comparable_figures', 'compute_mix', 'contradictions', 'device_shipments',
    'edition_changes', 'figure_vintages', 'forecast_outcomes', 'forecast_register', 'forecast_scores', 'funding_rounds',
    'implied_values', 'market_concentration', 'market_growth', 'market_shares', 'market_size', 'model_specs', 'observations',
    'price_ratios', 'relation_audit', 'scope_reconciliation', 'source_disagreements', 'usage_metrics', 'valuation_multiples'] %}
{%- for node in graph.nodes.values() if node.resource_type == 'model' and node.fqn[1] == 'marts' and node.name not in marts and (node.columns.keys() | join(' ') ~ ' ').count('low ') %}
{{ exceptions.raise_compiler_error(node.name ~ ': expected in the list of tests/dbt/assert_no_interval_is_inverted.sql, for it shows intervals') }}
{%- endfor %}
with intervals as (
    {% for mart in marts %}
    {%- set columns = graph.nodes['model.' ~ project_name ~ '.' ~ mart].columns.keys() | list if execute else [] %}
    {%- set above = [] %}
    {%- for column in columns if column.endswith('low') and column[:-3] ~ 'high' in columns %}{% do above.append(column ~ ' > ' ~ column[:-3] ~ 'high') %}{% endfor %}
    select '{{ mart }}' as mart, count(*) as times from {{ ref(mart) }}
    where {{ above | join(' or ') or 'false' }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from intervals
where times > 0
