-- One row per term of a relation that no rule can infer, as declared in the seeds.
with relations as (
    select * from {{ ref('stg_declared_relations') }}
),

declared_terms as (
    select * from {{ ref('stg_declared_terms') }}
),

terms as (
    select
        relations.relation_id,
        relations.report_id,
        relations.kind,
        relations.comparison,
        {{ severity_of('relations.differs_in') }} as severity,
        coalesce(relations.subject_id, '') as subject_id,
        coalesce(relations.metric_id, '') as metric_id,
        coalesce(relations.period_id, '') as period_id,
        declared_terms.role,
        declared_terms.weight,
        declared_terms.observation_id,
        declared_terms.constant
    from relations
    inner join declared_terms on relations.relation_id = declared_terms.relation_id
),

final as (
    {{ relation('terms', 'declared', none, constant='constant', weight='weight', comparison=none, severity=none) }}
)

select * from final
