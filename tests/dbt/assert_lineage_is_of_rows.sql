{{ config(enabled=not var('bulk')) }}
-- A cell in `lineage` of a row that its mart does not have. The key of a mart is that of its data test `unique_key`.
{% set marts = {
    'chip_shares': ref('chip_shares'), 'company_financials': ref('company_financials'), 'company_growth': ref('company_growth'),
    'compute_mix': ref('compute_mix'), 'contradictions': ref('contradictions'), 'device_shipments': ref('device_shipments'),
    'forecast_register': ref('forecast_register'), 'funding_rounds': ref('funding_rounds'), 'implied_values': ref('implied_values'),
    'market_concentration': ref('market_concentration'), 'market_growth': ref('market_growth'), 'market_size': ref('market_size'),
    'model_specs': ref('model_specs'), 'observations': ref('observations'), 'price_ratios': ref('price_ratios'),
    'relation_audit': ref('relation_audit'), 'scope_reconciliation': ref('scope_reconciliation'),
    'usage_metrics': ref('usage_metrics'), 'valuation_multiples': ref('valuation_multiples'),
} %}
select report_id, mart, row_key from {{ ref('lineage') }}
{% for test in graph.nodes.values() | selectattr('test_metadata') if test.test_metadata.name == 'unique_key' and test.file_key_name.split('.')[1] in marts %}
{% set mart = test.file_key_name.split('.')[1] %}
except
select report_id, '{{ mart }}' as mart, {% for column in test.test_metadata.kwargs.columns if column != 'report_id' %}coalesce(cast({{ column }} as {{ dbt.type_string() }}), ''){{ " || '|' || " if not loop.last }}{% endfor %} as row_key
from {{ marts[mart] }}
{% endfor %}
