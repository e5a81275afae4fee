-- One row per price ratio: as stated, and as the two printed prices give it.
with stated as (
    select * from {{ ref('int_current_figures') }}
    where metric_id in {{ metrics_of('price_ratios') }} and is_main
),

relations as (
    select * from {{ ref('relation_audit') }}
    where origin = 'ratio_claim' and verdict <> 'unknown'
),

claims as (
    select * from {{ ref('fct_observation') }}
    where {{ public_id('metric_id') }} = 'price_ratio'
),

scopes as (
    select * from {{ ref('stg_scopes') }}
),

figures as (
    select
        stated.report_id,
        stated.subject_id,
        scopes.compared_subject_id,
        stated.metric_id,
        stated.period_id,
        'stated' as basis,
        cast(null as {{ dbt.type_string() }}) as relation_id,
        stated.low,
        stated.high,
        stated.scope_id,
        stated.geography_id,
        stated.observation_ids
    from stated
    left join scopes on stated.scope_id = scopes.scope_id
    union all
    select
        relations.report_id,
        relations.subject_id,
        scopes.compared_subject_id,
        relations.metric_id,
        claims.period_id,
        replace(replace(relations.relation_id, 'ratio_claim-' || claims.observation_id || '-', ''), 'price_', '') as basis,
        relations.relation_id,
        relations.computed_low as low,
        relations.computed_high as high,
        claims.scope_id,
        claims.geography_id,
        {{ without_item('relations.observation_ids', 'relations.stated_observation_id') }} as observation_ids
    from relations
    inner join claims on relations.stated_observation_id = claims.observation_id
    inner join scopes on claims.scope_id = scopes.scope_id
    where claims.metric_id in {{ metrics_of('price_ratios') }}
),

final as (
    select
        report_id,
        subject_id,
        compared_subject_id,
        metric_id,
        period_id,
        basis,
        relation_id,
        low,
        high,
        scope_id,
        geography_id,
        observation_ids
    from figures
)

{{ published('final') }}
