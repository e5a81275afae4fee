{{ config(materialized="view") }}
-- One row per printed growth, or change of a rate: the period that it compares with. Of levels of days it is the earlier day that the report prints, the end
-- of the month, quarter or year before; else it follows from the periods alone. NULL where there is none.
with growths as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead and growth_of_metric_id is not null
),

days as (
    select * from {{ ref('int_day_predecessors') }}
),

predecessors as (
    select * from {{ ref('int_period_predecessors') }}
),

final as (
    select growths.*, coalesce(days.earlier_id, predecessors.earlier_id) as earlier_period_id
    from growths
    left join days
        on growths.report_id = days.report_id
        and growths.subject_id = days.subject_id
        and growths.growth_of_metric_id = days.metric_id
        and growths.scope_id = days.scope_id
        and growths.geography_id = days.geography_id
        and growths.period_id = days.period_id
        and growths.growth_over = days.basis
    left join predecessors
        on growths.period_id = predecessors.period_id
        and growths.growth_over = predecessors.basis
)

select * from final
