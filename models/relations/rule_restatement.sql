-- Same subject, metric, scope, geography, period and unit at two places: the intervals meet.
with observations as (
    select * from {{ ref('int_lead_observations') }}
),

relations as (
    select *, 'restatement-' || observation_id as relation_id
    from observations
    where not is_lead
),

final as (
    {{ unfold_terms('relations', 'restatement', 'equal', [('left', 'observation_id'), ('stated', 'lead_observation_id')]) }}
)

select * from final
