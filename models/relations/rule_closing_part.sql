-- One row per term of a relation. Where all parts of a whole but one are printed, or all but one with both ends, that one is what the whole
-- leaves to it. Whether an open part can close the sum is judged by parts_sum.
with observations as (
    select * from {{ ref('int_lead_observations') }}
),

parts as (
    select
        parts.*,
        part.bound_low as part_low,
        part.bound_low is null or part.bound_high is null as is_open
    from {{ ref('int_sum_parts') }} as parts
    left join observations as part on parts.part_id = part.observation_id
    where parts.is_complete
),

sets as (
    select
        parts.report_id,
        parts.relation_id,
        'closing_part-' || max(case when parts.is_open then parts.part_subject_id end) || '-in-' || substr(parts.relation_id, 11) as closing_id,
        max(case when parts.is_open then parts.part_subject_id end) as open_subject_id
    from parts
    inner join observations as whole on parts.whole_id = whole.observation_id
    group by parts.report_id, parts.relation_id
    having count(*) > 1 and sum(case when parts.is_open then 1 else 0 end) = 1
        -- no less than the others is left where nothing can be negative
        and (max(case when parts.is_signed then 1 else 0 end) = 1 or max(whole.bound_high) >= sum(case when not parts.is_open then parts.part_low end))
),

terms as (
    select distinct sets.closing_id as relation_id, sets.report_id, sets.open_subject_id as subject_id, parts.metric_id, parts.period_id, 'add' as role, parts.whole_id as observation_id
    from sets
    inner join parts on sets.report_id = parts.report_id and sets.relation_id = parts.relation_id
    union all
    select sets.closing_id as relation_id, sets.report_id, sets.open_subject_id as subject_id, parts.metric_id, parts.period_id, 'subtract' as role, parts.part_id as observation_id
    from sets
    inner join parts on sets.report_id = parts.report_id and sets.relation_id = parts.relation_id
    where not parts.is_open
),

final as (
    {{ relation('terms', 'closing_part', 'sum') }}
)

select * from final
