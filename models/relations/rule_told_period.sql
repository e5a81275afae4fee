-- An event that the text tells under a period ("changes in 2025") lies in that period.
with told as (
    select * from {{ ref('stg_told_periods') }}
),

observations as (
    select * from {{ ref('fct_observation') }}
),

periods as (
    select * from {{ ref('stg_periods') }}
),

dated as (
    select
        'told_period-' || observations.observation_id as relation_id,
        told.report_id,
        observations.observation_id,
        observations.subject_id,
        observations.metric_id,
        observations.period_id,
        told.line as told_line,
        {{ day_number('own.period_start') }} as own_start,
        {{ day_number('own.period_end') }} as own_end,
        {{ day_number('heading.period_start') }} as told_start,
        {{ day_number('heading.period_end') }} as told_end
    from told
    inner join observations on told.report_id = observations.report_id and told.observation_id = observations.observation_id
    inner join periods as own on observations.period_id = own.period_id
    inner join periods as heading on told.period_id = heading.period_id
    where coalesce(own.period_start, own.period_end) is not null
),

-- the days in common: the later start is not after the earlier end
final as (
    {{ compared('dated', 'told_period', 'day', first='observation_id', first_constant='greatest(own_start, told_start)', stated_constant='least(own_end, told_end)', stated_line='told_line', comparison='at_most', severity='soft') }}
)

select * from final
