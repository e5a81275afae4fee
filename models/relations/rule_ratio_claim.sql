-- One row per term of a relation. A stated multiple or fraction, compared with the two levels that it compares: those of two subjects,
-- or of one subject now and at the latest earlier period of the same length.
with ratio_levels as (
    select * from {{ ref('stg_ratio_levels') }}
),

scopes as (
    select * from {{ ref('stg_scopes') }}
),

levels as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead and metric_id in (select level_metric_id from ratio_levels)
),

claims as (
    select
        observations.*,
        ratio_levels.level_metric_id,
        scopes.compared_subject_id
    from {{ ref('int_lead_observations') }} as observations
    inner join ratio_levels on observations.metric_id = ratio_levels.ratio_metric_id
    left join scopes on observations.scope_id = scopes.scope_id
    where observations.is_lead
),

against_subject as (
    select
        claims.*,
        numerator.observation_id as numerator_id,
        denominator.observation_id as denominator_id,
        row_number() over (partition by claims.observation_id, claims.level_metric_id order by numerator.observation_id nulls last, denominator.observation_id nulls last) as choice
    from claims
    left join levels as numerator
        on claims.report_id = numerator.report_id
        and claims.subject_id = numerator.subject_id
        and claims.level_metric_id = numerator.metric_id
        and claims.period_id = numerator.period_id
    left join levels as denominator
        on claims.report_id = denominator.report_id
        and claims.compared_subject_id = denominator.subject_id
        and claims.level_metric_id = denominator.metric_id
        and claims.period_id = denominator.period_id
        and numerator.unit = denominator.unit
        and numerator.scope_id = denominator.scope_id
        and numerator.geography_id = denominator.geography_id
    where claims.compared_subject_id is not null
),

against_earlier as (
    select
        claims.*,
        numerator.observation_id as numerator_id,
        denominator.observation_id as denominator_id,
        row_number() over (partition by claims.observation_id, claims.level_metric_id order by denominator.period_end desc nulls last, numerator.observation_id nulls last, denominator.observation_id nulls last) as choice
    from claims
    left join levels as numerator
        on claims.report_id = numerator.report_id
        and claims.subject_id = numerator.subject_id
        and claims.level_metric_id = numerator.metric_id
        and claims.period_id = numerator.period_id
    left join levels as denominator
        on claims.report_id = denominator.report_id
        and claims.subject_id = denominator.subject_id
        and claims.level_metric_id = denominator.metric_id
        and numerator.unit = denominator.unit
        and numerator.scope_id = denominator.scope_id
        and numerator.geography_id = denominator.geography_id
        and numerator.period_type = denominator.period_type
        and denominator.period_end < numerator.period_start
    where claims.compared_subject_id is null
        and claims.period_id <> ''
),

relations as (
    select 'ratio_claim-' || observation_id || '-' || level_metric_id as relation_id, report_id, subject_id, metric_id, period_id, observation_id as claim_id, numerator_id, denominator_id
    from (
        select * from against_subject
        union all
        select * from against_earlier
    ) as both_ways
    where choice = 1
),

final as (
    {{ relation('relations', 'ratio_claim', 'ratio', {'numerator': 'numerator_id', 'denominator': 'denominator_id', 'stated': 'claim_id'}) }}
)

select * from final
