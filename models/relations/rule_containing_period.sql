-- One row per term of a relation. A level (a run rate, a number of users) is stated for a period and for the day or month at its end: the
-- intervals have a value in common. Averages, shares, growth rates, prices, amounts per share and multiples of a year differ from those of its
-- parts, and a level of one quarter from that of the year.
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead and not adds_over_time and not is_average and period_start is not null
        and (quantity_kind in ('count', 'size') or (quantity_kind = 'money' and is_additive))
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
        and whole.period_end = inner_part.period_end
    where whole.period_id <> inner_part.period_id and inner_part.period_type in ('day', 'month')
),

final as (
    {{ relation('relations', 'containing_period', 'equal', {'left': 'inner_id', 'stated': 'whole_id'}) }}
)

select * from final
