-- One row per term of a relation. Quarters, halves or months of one year add up to at most the year, and to it where all of them are
-- printed.
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead and adds_over_time
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
        case
            when count(*) over (partition by whole.observation_id, part.period_type) = case part.period_type when 'half' then 2 when 'quarter' then 4 when 'month' then 12 else 0 end then 'equal'
            else 'at_most'
        end as comparison
    from observations as whole
    inner join observations as part
        on whole.report_id = part.report_id
        and whole.subject_id = part.subject_id
        and whole.metric_id = part.metric_id
        and whole.scope_id = part.scope_id
        and whole.geography_id = part.geography_id
        and whole.period_id = part.part_of_period_id
        and whole.unit = part.unit
),

terms as (
    select distinct relation_id, report_id, subject_id, metric_id, period_id, comparison, 'stated' as role, whole_id as observation_id from parts
    union all
    select relation_id, report_id, subject_id, metric_id, period_id, comparison, 'add' as role, part_id as observation_id from parts
),

final as (
    {{ relation('terms', 'subperiods', 'sum', comparison=none) }}
)

select * from final
