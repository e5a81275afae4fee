-- One row per term of a relation. Two metrics that split a whole, such as training and inference, add up to 100 %.
with shares as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead and complement_metric_id is not null
),

observations as (
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
    from shares as one
    inner join observations as other
        on one.report_id = other.report_id
        and one.subject_id = other.subject_id
        and one.complement_metric_id = other.metric_id
        and one.scope_id = other.scope_id
        and one.geography_id = other.geography_id
        and one.period_id = other.period_id
),

final as (
    {{ relation('pairs', 'complement', 'sum', {'add': ['one_id', 'other_id']}, constants={'stated': 100}) }}
)

select * from final
