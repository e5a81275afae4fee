-- Rows of marts that rest on a relation, each with the observations of it: what they give depends on whether they state or are compared.
with observations as (
    select report_id, observation_id, line from {{ ref('fct_observation') }}
),

implied_values as (
    select * from {{ ref('implied_values') }}
    where source_mart = 'relation_audit'
),

price_ratios as (
    select
        *,
        subject_id || '|' || metric_id || '|' || coalesce(period_id, '') || '|' || basis || '|' || coalesce(compared_subject_id, '')
        || '|' || coalesce(scope_id, '') || '|' || coalesce(geography_id, '') as row_key
    from {{ ref('price_ratios') }}
),

related as (
    select report_id, 'relation_audit' as mart, relation_id as row_key, 'computed_low, computed_high, verdict' as input_columns, 'stated_low, stated_high, verdict' as stated_columns, observation_ids, stated_observation_id
    from {{ ref('relation_audit') }}
    union all
    select audit.report_id, 'contradictions' as mart, audit.relation_id as row_key, 'kind, severity, relative_gap' as input_columns, 'kind, severity, relative_gap' as stated_columns, audit.observation_ids, audit.stated_observation_id
    from {{ ref('relation_audit') }} as audit
    where audit.verdict in ('contradicted', 'strained')
    union all
    select implied_values.report_id, 'implied_values' as mart, implied_values.implied_id as row_key, 'low, high' as input_columns, 'low, high' as stated_columns, audit.observation_ids, audit.stated_observation_id
    from implied_values
    inner join {{ ref('relation_audit') }} as audit on implied_values.report_id = audit.report_id and implied_values.source_key = audit.relation_id
    union all
    select price_ratios.report_id, 'price_ratios' as mart, price_ratios.row_key, 'low, high' as input_columns, cast(null as {{ dbt.type_string() }}) as stated_columns, audit.observation_ids, audit.stated_observation_id
    from price_ratios
    inner join {{ ref('relation_audit') }} as audit on price_ratios.report_id = audit.report_id and price_ratios.relation_id = audit.relation_id
),

items as (
    select report_id, mart, row_key, input_columns, stated_columns, stated_observation_id, {{ unnested('observation_ids') }} as observation_id
    from related
),

given as (
    select
        *,
        case when observation_id = stated_observation_id then stated_columns else input_columns end as column_names
    from items
),

final as (
    select
        given.report_id,
        given.mart,
        given.row_key,
        given.column_names,
        given.observation_id,
        observations.line
    from given
    inner join observations on given.report_id = observations.report_id and given.observation_id = observations.observation_id
    where given.column_names is not null
)

select * from final
