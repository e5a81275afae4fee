-- One row per term of a relation. Components of a scope, and members of a group, add up to the whole in additive metrics: exactly
-- where they are flagged complete and all printed, else to at most the whole, unless the metric can be negative. Shares of a scope whose components are complete add up
-- to 100. What a line lists as the content of a scope adds up to it too, where all of it is printed; so do the rows above a total.
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

listed as (
    select
        *,
        count(*) over (partition by report_id, relation_id) as parts,
        count(part_id) over (partition by report_id, relation_id) as printed
    from {{ ref('int_listed_parts') }}
),

-- a line may list its parts as examples
listings as (
    select * from listed
    where parts = printed and parts > 1
),

columns as (
    select
        *,
        'parts_sum-' || total_id || '-by-' || axis || '-l' || cast(total_line as {{ dbt.type_string() }}) as relation_id,
        total_subject_id as subject_id,
        case when is_complete then 'equal' else 'at_most' end as comparison
    from {{ ref('int_column_parts') }}
    where is_complete or not is_signed
),

terms as (
    select distinct relation_id, report_id, comparison, 'hard' as severity, subject_id, metric_id, period_id, 'stated' as role, whole_id as observation_id, whole_constant as constant, cast(null as integer) as line from compared
    union all
    select relation_id, report_id, comparison, 'hard' as severity, subject_id, metric_id, period_id, 'add' as role, part_id as observation_id, cast(null as {{ amount() }}) as constant, cast(null as integer) as line from compared
    union all
    select distinct relation_id, report_id, comparison, severity, subject_id, metric_id, period_id, 'stated' as role, total_id as observation_id, cast(null as {{ amount() }}) as constant, cast(null as integer) as line from columns
    union all
    select relation_id, report_id, comparison, severity, subject_id, metric_id, period_id, 'add' as role, part_id as observation_id, cast(null as {{ amount() }}) as constant, cast(null as integer) as line from columns
    union all
    select distinct relation_id, report_id, 'equal' as comparison, 'soft' as severity, subject_id, metric_id, period_id, 'stated' as role, whole_id as observation_id, cast(null as {{ amount() }}) as constant, cast(null as integer) as line from listings
    union all
    select relation_id, report_id, 'equal' as comparison, 'soft' as severity, subject_id, metric_id, period_id, 'add' as role, part_id as observation_id, cast(null as {{ amount() }}) as constant, cast(null as integer) as line from listings
    union all
    -- the line of the list is named and part of no arithmetic
    select distinct relation_id, report_id, 'equal' as comparison, 'soft' as severity, subject_id, metric_id, period_id, 'reference' as role, cast(null as {{ dbt.type_string() }}) as observation_id, cast(0 as {{ amount() }}) as constant, listing_line as line from listings
),

final as (
    {{ relation('terms', 'parts_sum', 'sum', constant='constant', comparison=none, severity=none, line='line') }}
)

select * from final
