-- Relations that no rule can see, as declared in the seeds.
with relations as (
    select * from {{ ref('stg_declared_relations') }}
),

terms as (
    select * from {{ ref('stg_declared_terms') }}
),

final as (
    select
        relations.relation_id,
        relations.report_id,
        'declared' as origin,
        relations.kind,
        relations.comparison,
        relations.severity,
        coalesce(relations.subject_id, '') as subject_id,
        coalesce(relations.metric_id, '') as metric_id,
        coalesce(relations.period_id, '') as period_id,
        terms.role,
        terms.weight,
        terms.observation_id,
        terms.constant
    from relations
    inner join terms on relations.relation_id = terms.relation_id
)

select * from final
