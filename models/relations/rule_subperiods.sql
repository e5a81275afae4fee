-- One row per term of a relation. Quarters, halves or months of a longer period add up to it where all of them are printed, else to at
-- most it in metrics that are never negative.
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead and adds_over_time
),

period_parts as (
    select * from {{ ref('int_period_parts') }}
),

parts as (
    select
        'subperiods-' || whole.observation_id || '-' || part.period_type as relation_id,
        whole.report_id,
        whole.subject_id,
        whole.metric_id,
        whole.period_id,
        whole.observation_id as whole_id,
        part.observation_id as part_id,
        case when count(*) over (partition by whole.observation_id, part.period_type) = period_parts.parts then 'equal' else 'at_most' end as comparison,
        max(case when part.is_signed or whole.bound_low < 0 or part.bound_low < 0 then 1 else 0 end) over (partition by whole.observation_id, part.period_type) = 1 as is_signed
    from observations as whole
    inner join period_parts on whole.period_id = period_parts.whole_period_id
    inner join observations as part
        on whole.report_id = part.report_id
        and whole.subject_id = part.subject_id
        and whole.metric_id = part.metric_id
        and whole.scope_id = part.scope_id
        and whole.geography_id = part.geography_id
        and period_parts.period_id = part.period_id
        and whole.unit = part.unit
),

compared as (
    select * from parts
    where comparison = 'equal' or not is_signed
),

terms as (
    select distinct relation_id, report_id, subject_id, metric_id, period_id, comparison, 'stated' as role, whole_id as observation_id from compared
    union all
    select relation_id, report_id, subject_id, metric_id, period_id, comparison, 'add' as role, part_id as observation_id from compared
),

final as (
    {{ relation('terms', 'subperiods', 'sum', comparison=none) }}
)

select * from final
