-- One row per term of a relation. A release said to follow another after some months is not dated beyond the longest interval (31 days
-- a month).
with intervals as (
    select * from {{ ref('fct_observation') }}
    where {{ public_id('metric_id') }} = 'release_interval'
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
        {{ day_number('periods.period_end') }} as last_day,
        'which ends on ' || cast(periods.period_end as {{ dbt.type_string() }}) as last_words
    from intervals
    inner join precedences
        on intervals.report_id = precedences.report_id
        and intervals.subject_id = precedences.later_subject_id
        and {{ public_id('precedences.later_metric_id') }} = 'release_date'
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

final as (
    {{ relation('triads', 'release_interval', 'sum', {'add': ['earlier_id']}, comparison='at_least') }}
    union all
    {{ relation('triads', 'release_interval', 'sum', {'add': ['interval_id'], 'stated': 'later_id'}, constants={'stated': 'last_day'}, words={'stated': 'last_words'}, comparison='at_least', weight=31) }}
)

select * from final
