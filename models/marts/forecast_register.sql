-- One row per forecast or target, with the day by which it can be judged. The outcome is the actual figure for the same thing that its own
-- report prints, where the period is over by then, else a later one; it is unknown until such a report is loaded.
with observations as {{ read_in_place() }} (
    select * from {{ ref('fct_observation') }}
),

periods as (
    select * from {{ ref('stg_periods') }}
),

reports as (
    select * from {{ ref('stg_reports') }}
),

forecasts as (
    select observations.*, reports.as_of
    from observations
    inner join reports on observations.report_id = reports.report_id
    where observations.obs_status in {{ vocabulary('obs_statuses', 'obs_status', 'is_forecast') }}
),

-- over reports ids are compared as they are printed
forecast_things as (
    select
        {{ public_id('subject_id') }} as subject_id,
        {{ public_id('metric_id') }} as metric_id,
        {{ public_id('period_id') }} as period_id,
        {{ public_id('unit') }} as unit,
        min(as_of) as first_as_of
    from forecasts
    group by {{ public_id('subject_id') }}, {{ public_id('metric_id') }}, {{ public_id('period_id') }}, {{ public_id('unit') }}
),

-- of the reports of one date the first counts, so that many reports do not meet many forecasts one by one
outcomes as (
    select
        observations.*,
        reports.as_of,
        row_number() over (
            partition by forecast_things.subject_id, forecast_things.metric_id, {{ public_id('observations.scope_id') }}, {{ public_id('observations.geography_id') }}, forecast_things.period_id, forecast_things.unit, reports.as_of
            order by observations.line nulls last, observations.observation_id nulls last
        ) as place
    from observations
    inner join reports on observations.report_id = reports.report_id
    inner join forecast_things
        on {{ public_id('observations.subject_id') }} = forecast_things.subject_id
        and {{ public_id('observations.metric_id') }} = forecast_things.metric_id
        and {{ public_id('observations.period_id') }} = forecast_things.period_id
        and {{ public_id('observations.unit') }} = forecast_things.unit
    where observations.obs_status = 'A' and reports.as_of > forecast_things.first_as_of
),

-- in its own report a forecast is that of a period that is over
own_outcomes as (
    select forecasts.observation_id as forecast_id, outcomes.*
    from forecasts
    inner join periods on forecasts.period_id = periods.period_id
    inner join observations as outcomes
        on forecasts.report_id = outcomes.report_id
        and forecasts.subject_id = outcomes.subject_id
        and forecasts.metric_id = outcomes.metric_id
        and forecasts.scope_key = outcomes.scope_key
        and forecasts.geography_key = outcomes.geography_key
        and forecasts.period_id = outcomes.period_id
        and forecasts.unit = outcomes.unit
    where outcomes.obs_status = 'A' and periods.period_end < cast(forecasts.as_of || '-01' as date)
),

matched as (
    select
        forecast_id as observation_id, report_id as outcome_report_id, observation_id as outcome_observation_id, bound_low as outcome_low, bound_high as outcome_high,
        row_number() over (partition by forecast_id order by line nulls last, observation_id nulls last) as choice
    from own_outcomes
    union all
    select
        forecasts.observation_id,
        outcomes.report_id as outcome_report_id,
        outcomes.observation_id as outcome_observation_id,
        outcomes.bound_low as outcome_low,
        outcomes.bound_high as outcome_high,
        row_number() over (partition by forecasts.observation_id order by outcomes.as_of nulls last) as choice
    from forecasts
    inner join outcomes
        on {{ public_id('forecasts.subject_id') }} = {{ public_id('outcomes.subject_id') }}
        and {{ public_id('forecasts.metric_id') }} = {{ public_id('outcomes.metric_id') }}
        and {{ public_id('forecasts.scope_key') }} = {{ public_id('outcomes.scope_key') }}
        and {{ public_id('forecasts.geography_key') }} = {{ public_id('outcomes.geography_key') }}
        and {{ public_id('forecasts.period_id') }} = {{ public_id('outcomes.period_id') }}
        and {{ public_id('forecasts.unit') }} = {{ public_id('outcomes.unit') }}
        and forecasts.as_of < outcomes.as_of
    where outcomes.place = 1 and forecasts.observation_id not in (select forecast_id from own_outcomes)
),

final as (
    select
        forecasts.report_id,
        forecasts.observation_id,
        forecasts.line,
        forecasts.subject_id,
        forecasts.metric_id,
        forecasts.period_id,
        forecasts.obs_status,
        forecasts.bound_low as low,
        forecasts.bound_high as high,
        forecasts.unit,
        periods.period_end as judged_by,
        matched.outcome_report_id,
        matched.outcome_observation_id,
        matched.outcome_low,
        matched.outcome_high,
        case
            when matched.outcome_report_id is null then 'open'
            else {{ verdict('forecasts.bound_low', 'forecasts.bound_high', 'matched.outcome_low', 'matched.outcome_high') }}
        end as outcome
    from forecasts
    left join periods on forecasts.period_id = periods.period_id
    left join matched on forecasts.observation_id = matched.observation_id and matched.choice = 1
)

{{ published('final') }}
