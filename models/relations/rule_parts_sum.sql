-- One row per term of a relation. Components of a scope, and members of a group, add up to the whole in additive metrics: exactly
-- where they are flagged complete and all printed, else to at most the whole, unless the metric can be negative. Shares of a scope whose components are complete add up
-- to 100.
with parts as (
    select * from {{ ref('int_sum_parts') }}
),

printed as (
    select
        *,
        case
            when is_complete and count(part_id) over (partition by report_id, relation_id) = count(*) over (partition by report_id, relation_id) then 'equal'
            else 'at_most'
        end as comparison
    from parts
),

compared as (
    select * from printed
    where part_id is not null and (comparison = 'equal' or not is_signed)
),

terms as (
    select distinct relation_id, report_id, comparison, subject_id, metric_id, period_id, 'stated' as role, whole_id as observation_id, whole_constant as constant from compared
    union all
    select relation_id, report_id, comparison, subject_id, metric_id, period_id, 'add' as role, part_id as observation_id, cast(null as {{ amount() }}) as constant from compared
),

final as (
    {{ relation('terms', 'parts_sum', 'sum', constant='constant', comparison=none) }}
)

select * from final
