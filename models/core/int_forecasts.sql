-- One row per forecast or target, with the actual figure for the same thing that its own report prints where the period is over by then.
with observations as {{ read_in_place() }} (
    select * from {{ ref('fct_observation') }}
),

forecasts as (
    select observations.*, reports.as_of, periods.period_end
    from observations
    inner join {{ ref('stg_reports') }} as reports on observations.report_id = reports.report_id
    left join {{ ref('stg_periods') }} as periods on observations.period_id = periods.period_id
    where observations.obs_status in {{ vocabulary('obs_statuses', 'obs_status', 'is_forecast') }}
),

own_outcomes as (
    select
        forecasts.observation_id as forecast_id,
        outcomes.*,
        row_number() over (
            partition by forecasts.observation_id order by outcomes.line nulls last, outcomes.observation_id nulls last
        ) as choice
    from forecasts
    inner join observations as outcomes
        on forecasts.period_id = outcomes.period_id
        and {{ same_columns('forecasts', 'outcomes', figure_columns() | reject('equalto', 'period_key')) }}
    where outcomes.obs_status = 'A' and forecasts.period_end < cast(forecasts.as_of || '-01' as date)
),

final as (
    select
        forecasts.report_id,
        forecasts.observation_id,
        forecasts.line,
        forecasts.subject_id,
        forecasts.metric_id,
        forecasts.scope_key,
        forecasts.geography_key,
        forecasts.period_id,
        forecasts.unit,
        forecasts.obs_status,
        forecasts.bound_low,
        forecasts.bound_high,
        forecasts.as_of,
        forecasts.period_end,
        own_outcomes.observation_id as outcome_observation_id,
        own_outcomes.bound_low as outcome_low,
        own_outcomes.bound_high as outcome_high
    from forecasts
    left join own_outcomes on forecasts.observation_id = own_outcomes.forecast_id and own_outcomes.choice = 1
)

select * from final
