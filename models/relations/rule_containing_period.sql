-- One row per term of a relation. A level that does not add up over time (a run rate, a number of users) is stated for a period and
-- for a part of it: the intervals have a value in common. Shares, growth rates and multiples of a year may differ from those of its
-- parts.
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead and not is_additive and quantity_kind in ('money', 'count', 'size') and period_start is not null
),

relations as (
    select
        'containing_period-' || inner_part.observation_id || '-in-' || whole.period_id as relation_id,
        whole.report_id,
        whole.subject_id,
        whole.metric_id,
        whole.period_id,
        whole.observation_id as whole_id,
        inner_part.observation_id as inner_id
    from observations as whole
    inner join observations as inner_part
        on whole.report_id = inner_part.report_id
        and whole.subject_id = inner_part.subject_id
        and whole.metric_id = inner_part.metric_id
        and whole.scope_id = inner_part.scope_id
        and whole.geography_id = inner_part.geography_id
        and whole.unit = inner_part.unit
        and whole.period_start <= inner_part.period_start
        and whole.period_end >= inner_part.period_end
    where whole.period_id <> inner_part.period_id
),

final as (
    {{ relation('relations', 'containing_period', 'equal', {'left': 'inner_id', 'stated': 'whole_id'}) }}
)

select * from final
