-- Two metrics that split a whole (training and inference) add up to 100 %.
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead
),

pairs as (
    select
        'complement-' || one.observation_id as relation_id,
        one.report_id,
        one.subject_id,
        one.metric_id,
        one.period_id,
        one.observation_id as one_id,
        other.observation_id as other_id
    from observations as one
    inner join observations as other
        on one.report_id = other.report_id
        and one.subject_id = other.subject_id
        and one.complement_metric_id = other.metric_id
        and one.scope_id = other.scope_id
        and one.geography_id = other.geography_id
        and one.period_id = other.period_id
),

terms as (
    select *, 'add' as role, one_id as observation_id, cast(null as {{ amount() }}) as constant from pairs
    union all
    select *, 'add' as role, other_id as observation_id, cast(null as {{ amount() }}) as constant from pairs
    union all
    select *, 'stated' as role, cast(null as {{ dbt.type_string() }}) as observation_id, cast(100 as {{ amount() }}) as constant from pairs
),

final as (
    select
        relation_id,
        report_id,
        'complement' as origin,
        'sum' as kind,
        'equal' as comparison,
        'hard' as severity,
        subject_id,
        metric_id,
        period_id,
        role,
        cast(1 as {{ amount() }}) as weight,
        observation_id,
        constant,
        cast(null as integer) as line
    from terms
)

select * from final
