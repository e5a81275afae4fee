{{ config(materialized="view") }}
-- One row per term of a relation. The same subject, metric, scope, geography, period and unit at two places: the intervals have a
-- value in common.
with others as (
    select * from {{ ref('int_lead_observations') }}
    where not is_lead
),

leads as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead
),

relations as (
    select
        'restatement-' || others.observation_id as relation_id,
        others.report_id,
        others.subject_id,
        others.metric_id,
        others.period_id,
        others.observation_id as other_id,
        leads.observation_id as lead_id
    from others
    inner join leads
        on others.report_id = leads.report_id
        and others.subject_id = leads.subject_id
        and others.metric_id = leads.metric_id
        and others.scope_id = leads.scope_id
        and others.geography_id = leads.geography_id
        and others.period_id = leads.period_id
        and others.unit = leads.unit
),

final as (
    {{ relation('relations', 'restatement', 'equal', {'left': 'other_id', 'stated': 'lead_id'}) }}
)

select * from final
