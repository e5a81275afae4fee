-- A release said to follow another after some months is not dated beyond the longest interval (31 days a month).
with intervals as (
    select * from {{ ref('fct_observation') }}
    where metric_id = 'release_interval'
),

precedences as (
    select * from {{ ref('stg_precedences') }}
),

events as (
    select * from {{ ref('int_lead_events') }}
    where is_lead
),

periods as (
    select * from {{ ref('stg_periods') }}
),

triads as (
    select
        'release_interval-' || intervals.observation_id || '-after-' || earlier.observation_id as relation_id,
        intervals.report_id,
        intervals.subject_id,
        intervals.metric_id,
        later.period_id,
        intervals.observation_id as interval_id,
        earlier.observation_id as earlier_id,
        later.observation_id as later_id,
        {{ day_number('periods.period_end') }} as last_day
    from intervals
    inner join precedences
        on intervals.report_id = precedences.report_id
        and intervals.subject_id = precedences.later_subject_id
        and precedences.later_metric_id = 'release_date'
    inner join events as earlier
        on intervals.report_id = earlier.report_id
        and precedences.earlier_subject_id = earlier.subject_id
        and precedences.earlier_metric_id = earlier.metric_id
    inner join events as later
        on intervals.report_id = later.report_id
        and intervals.subject_id = later.subject_id
        and precedences.later_metric_id = later.metric_id
    inner join periods on later.period_id = periods.period_id
),

terms as (
    select *, 'add' as role, 1 as weight, earlier_id as observation_id, cast(null as {{ amount() }}) as constant from triads
    union all
    select *, 'add' as role, 31 as weight, interval_id as observation_id, cast(null as {{ amount() }}) as constant from triads
    union all
    select *, 'stated' as role, 1 as weight, later_id as observation_id, cast(last_day as {{ amount() }}) as constant from triads
),

final as (
    select
        relation_id,
        report_id,
        'release_interval' as origin,
        'sum' as kind,
        'at_least' as comparison,
        'hard' as severity,
        subject_id,
        metric_id,
        period_id,
        role,
        cast(weight as {{ amount() }}) as weight,
        observation_id,
        constant
    from terms
)

select * from final
