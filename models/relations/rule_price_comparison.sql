-- One row per term of a relation. Prices of one unit over each other: output over input tokens of one model, and one kind of token
-- over two models. A comparison that the report states itself is a ratio claim.
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead and {{ public_id('metric_id') }} like 'price_%_tokens'
),

claims as (
    select claim.report_id, claim.subject_id, scopes.compared_subject_id
    from {{ ref('int_lead_observations') }} as claim
    inner join {{ ref('stg_scopes') }} as scopes on claim.scope_id = scopes.scope_id
    where {{ public_id('claim.metric_id') }} = 'price_ratio' and scopes.compared_subject_id is not null
),

pairs as (
    select numerator.*, denominator.observation_id as denominator_id
    from observations as numerator
    inner join observations as denominator
        on numerator.report_id = denominator.report_id
        and numerator.subject_id = denominator.subject_id
        and numerator.period_id = denominator.period_id
        and numerator.unit = denominator.unit
    where {{ public_id('numerator.metric_id') }} = 'price_output_tokens' and {{ public_id('denominator.metric_id') }} = 'price_input_tokens' and {{ ends_meet('numerator', 'denominator') }}
    union all
    select numerator.*, denominator.observation_id as denominator_id
    from observations as numerator
    inner join observations as denominator
        on numerator.report_id = denominator.report_id
        and numerator.metric_id = denominator.metric_id
        and numerator.period_id = denominator.period_id
        and numerator.unit = denominator.unit
        and numerator.subject_id < denominator.subject_id
    where {{ ends_meet('numerator', 'denominator') }} and not exists (
        select 1 from claims
        where claims.report_id = numerator.report_id
            and claims.subject_id in (numerator.subject_id, denominator.subject_id)
            and claims.compared_subject_id in (numerator.subject_id, denominator.subject_id)
    )
),

relations as (
    select
        'price_comparison-' || observation_id || '-over-' || denominator_id as relation_id,
        report_id,
        subject_id,
        metric_id,
        period_id,
        observation_id as numerator_id,
        denominator_id
    from pairs
),

final as (
    {{ relation('relations', 'price_comparison', 'ratio', {'numerator': 'numerator_id', 'denominator': 'denominator_id'}) }}
)

select * from final
