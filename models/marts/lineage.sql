{{ config(materialized='view' if var('bulk') else 'table') }}
-- One row per mart cell and observation that it comes from. Which list of observations a cell comes from is `lineage` in the meta of the
-- mart's yml. `row_key` joins the primary key of the row, without report_id, by `|`.
{%- set marts = [
    'chip_shares', 'company_financials', 'company_growth', 'company_profile', 'comparable_figures', 'compute_mix', 'contradictions',
    'device_shipments', 'edition_changes', 'figure_vintages', 'forecast_outcomes', 'forecast_register', 'funding_rounds',
    'implied_values', 'market_concentration', 'market_growth', 'market_shares', 'market_size', 'model_specs', 'observations',
    'price_ratios', 'primary_answers', 'relation_audit', 'scope_reconciliation', 'source_disagreements', 'usage_metrics', 'valuation_multiples',
] %}
with inputs as (
    {% for mart in marts %}
    {%- set rows = ref(mart) %}
    {%- for source, cells in model_meta(mart).get('lineage', {}).items() %}
    {{- inputs_of(mart, rows, source, cells) }}
    union all
    {%- endfor %}
    {%- endfor %}
    select
        cast(null as {{ dbt.type_string() }}) as report_id,
        cast(null as {{ dbt.type_string() }}) as mart,
        cast(null as {{ dbt.type_string() }}) as row_key,
        cast(null as {{ dbt.type_string() }}) as column_names,
        cast(null as {{ dbt.type_string() }}) as observation_id
    where 1 = 0
),

observations as (
    select observation_id, line from {{ ref('fct_observation') }}
),

cells as (
    select distinct report_id, mart, row_key, {{ unnested(split_list('column_names', ', ')) }} as column_name, observation_id
    from inputs
),

final as (
    select
        cells.report_id,
        cells.mart,
        cells.row_key,
        cells.column_name,
        cells.observation_id,
        observations.line
    from cells
    left join observations on cells.observation_id = observations.observation_id
)

{{ published('final') }}
