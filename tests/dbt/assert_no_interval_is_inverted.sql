-- An interval whose lower end lies above its upper end, in a mart of which each row belongs to one report.
{%- set marts = [
    'chip_shares', 'company_financials', 'company_growth', 'company_profile', 'compute_mix', 'device_shipments',
    'funding_rounds', 'implied_values', 'market_concentration', 'market_growth', 'market_shares', 'market_size', 'model_specs',
    'observations', 'price_ratios', 'relation_audit', 'scope_reconciliation', 'usage_metrics', 'valuation_multiples'
] %}
{{ inverted_intervals(marts, over_reports=false) }}
