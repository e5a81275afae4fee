{{ config(materialized='view' if var('bulk') else 'table') }}
-- One input of one mart cell. `row_key` joins the key columns of the mart's row by `|`, in the order of its
-- declared key without report_id. Key: report_id, mart, row_key, column_name, observation_id.
with figure_cells as (
    select * from {{ ref('int_lineage_figures') }}
),

inputs as (
    select * from {{ ref('int_figure_inputs') }}
),

terms as (
    select * from {{ ref('int_lineage_terms') }}
),

implied_values as (
    select * from {{ ref('implied_values') }}
),

price_ratios as (
    select * from {{ ref('price_ratios') }}
),

audit as (
    select report_id, relation_id, verdict from {{ ref('relation_audit') }}
),

observations as (
    select * from {{ ref('fct_observation') }}
),

direct as (
    select inputs.report_id, figure_cells.mart, figure_cells.row_key, figure_cells.column_names, inputs.observation_id, inputs.line
    from figure_cells
    inner join inputs on figure_cells.figure_id = inputs.figure_id
    union all
    select report_id, 'relation_audit' as mart, relation_id as row_key, case when role = 'stated' then 'stated_low, stated_high, verdict' else 'computed_low, computed_high, verdict' end as column_names, observation_id, line
    from terms
    union all
    select terms.report_id, 'contradictions' as mart, terms.relation_id as row_key, 'kind, severity, relative_gap' as column_names, terms.observation_id, terms.line
    from terms
    inner join audit on terms.report_id = audit.report_id and terms.relation_id = audit.relation_id
    where audit.verdict in ('contradicted', 'strained')
    union all
    select
        terms.report_id,
        'price_ratios' as mart,
        price_ratios.subject_id || '|' || price_ratios.metric_id || '|' || price_ratios.period_id || '|' || price_ratios.basis || '|' || coalesce(price_ratios.compared_subject_id, '') as row_key,
        'low, high' as column_names,
        terms.observation_id,
        terms.line
    from price_ratios
    inner join terms on price_ratios.report_id = terms.report_id and price_ratios.relation_id = terms.relation_id
    where terms.role <> 'stated'
    union all
    select report_id, 'forecast_register' as mart, observation_id as row_key, 'low, high, judged_by' as column_names, observation_id, line
    from observations
    where obs_status in ('F', 'T')
    union all
    select report_id, 'observations' as mart, observation_id as row_key, 'value_low, value_high, bound_low, bound_high' as column_names, observation_id, line
    from observations
),

cells as (
    select * from direct
    union all
    select direct.report_id, 'implied_values' as mart, implied_values.implied_id as row_key, 'low, high' as column_names, direct.observation_id, direct.line
    from implied_values
    inner join direct
        on implied_values.report_id = direct.report_id
        and implied_values.source_mart = direct.mart
        and implied_values.source_key = direct.row_key
),

final as (
    select distinct
        cells.report_id,
        cells.mart,
        cells.row_key,
        {{ unnested("cells.column_names") }} as column_name,
        cells.observation_id,
        cells.line
    from cells
)

select * from final
