-- Same subject, metric, scope, geography, period and unit at two places: the intervals meet.
with observations as (
    select * from {{ ref('int_lead_observations') }}
),

relations as (
    select
        'restatement-' || other.observation_id as relation_id,
        other.report_id,
        other.subject_id,
        other.metric_id,
        other.period_id,
        other.observation_id as other_id,
        first_place.observation_id as first_id
    from observations as other
    inner join observations as first_place
        on other.report_id = first_place.report_id
        and other.subject_id = first_place.subject_id
        and other.metric_id = first_place.metric_id
        and other.scope_id = first_place.scope_id
        and other.geography_id = first_place.geography_id
        and other.period_id = first_place.period_id
        and other.unit = first_place.unit
    where first_place.is_lead and not other.is_lead
),

final as (
    {{ unfold_terms('relations', 'restatement', 'equal', [('left', 'other_id'), ('stated', 'first_id')]) }}
)

select * from final
