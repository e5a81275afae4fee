-- One row per term of a relation. The same subject, metric, scope, geography, period and unit at two places: the intervals have a
-- value in common. Each is compared with the most precise one; one that meets it but not a firmer other is compared with that. Two forecasts of
-- which the text does not say whose they are may be of two parties.
with observations as (
    select * from {{ ref('int_restated_observations') }}
),

leads as (
    select * from {{ ref('int_lead_observations') }}
),

places as (
    select
        observations.*,
        leads.report_id,
        leads.subject_id,
        leads.metric_id,
        leads.period_id
    from observations
    inner join leads on observations.observation_id = leads.observation_id
),

printed as (
    select * from {{ ref('fct_observation') }}
),

-- few figures have places that do not meet
conflicting as (
    select places.*, printed.bound_low, printed.bound_high, printed.is_strict
    from places
    inner join printed on places.observation_id = printed.observation_id
    where places.may_conflict
),

conflicts as (
    select
        later.observation_id,
        earlier.observation_id as firmer_id,
        row_number() over (partition by later.observation_id order by earlier.place nulls last) as choice
    from conflicting as later
    inner join conflicting as earlier on later.lead_id = earlier.lead_id and later.place > earlier.place
    where {{ apart('earlier.bound_low', 'later.bound_high', 'earlier.is_strict or later.is_strict') }}
        or {{ apart('later.bound_low', 'earlier.bound_high', 'earlier.is_strict or later.is_strict') }}
),

relations as (
    select
        'restatement-' || places.observation_id as relation_id,
        places.report_id,
        places.subject_id,
        places.metric_id,
        places.period_id,
        places.observation_id as other_id,
        coalesce(conflicts.firmer_id, places.lead_id) as firmer_id,
        case when places.is_of_nobody then 'soft' else 'hard' end as severity
    from places
    left join conflicts on places.observation_id = conflicts.observation_id and conflicts.choice = 1
    where places.place > 1
),

final as (
    {{ relation('relations', 'restatement', 'equal', {'left': 'other_id', 'stated': 'firmer_id'}, severity=none) }}
)

select * from final
