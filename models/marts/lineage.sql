{{ config(materialized='view' if var('bulk') else 'table') }}
-- One input of one mart cell. `row_key` joins the key columns of the mart's row by `|`, in the order of its
-- declared key without report_id. Key: report_id, mart, row_key, column_name, observation_id.
with implied_values as (
    select * from {{ ref('implied_values') }}
    where source_mart <> 'relation_audit'
),

cells as (
    select report_id, mart, row_key, column_names, observation_id, line
    from {{ ref('int_lineage_shown') }}
    union all
    select report_id, mart, row_key, column_names, observation_id, line
    from {{ ref('int_lineage_combined') }}
    union all
    select report_id, mart, row_key, column_names, observation_id, line
    from {{ ref('int_lineage_concentration') }}
    union all
    select report_id, mart, row_key, column_names, observation_id, line
    from {{ ref('int_lineage_related') }}
    union all
    select combined.report_id, 'implied_values' as mart, implied_values.implied_id as row_key, 'low, high' as column_names, combined.observation_id, combined.line
    from implied_values
    inner join {{ ref('int_lineage_combined') }} as combined
        on implied_values.report_id = combined.report_id
        and implied_values.source_mart = combined.mart
        and implied_values.source_key = combined.row_key
    union all
    select report_id, 'forecast_register' as mart, observation_id as row_key, 'low, high, judged_by' as column_names, observation_id, line
    from {{ ref('fct_observation') }}
    where obs_status in ('F', 'T')
    union all
    select report_id, 'observations' as mart, observation_id as row_key, 'value_low, value_high, bound_low, bound_high' as column_names, observation_id, line
    from {{ ref('fct_observation') }}
),

final as (
    select distinct
        report_id,
        mart,
        row_key,
        {{ unnested(split_list('column_names', ', ')) }} as column_name,
        observation_id,
        line
    from cells
)

select * from final
