{{ config(materialized="view") }}
-- One row per term of a relation. The period of a forecast or target does not end before the date of its report unless the report prints
-- the outcome too; that of a growth is also the level that it leads to.
with observations as {{ read_in_place() }} (
    select *, obs_status in {{ vocabulary('obs_statuses', 'obs_status', 'is_forecast') }} as is_forecast from {{ ref('fct_observation') }}
),

periods as (
    select * from {{ ref('stg_periods') }}
    where period_end is not null
),

reports as (
    select * from {{ ref('stg_reports') }}
),

forecasts as (
    select
        'forecast_ahead-' || observations.observation_id as relation_id,
        observations.*,
        {{ day_number("cast(reports.as_of || '-01' as date)") }} as report_day,
        {{ day_number('periods.period_end') }} as last_day,
        'the report is dated ' || reports.as_of as report_words,
        'a forecast that ends on ' || cast(periods.period_end as {{ dbt.type_string() }}) as own_words
    from observations
    inner join periods on observations.period_id = periods.period_id
    inner join reports on observations.report_id = reports.report_id
    where observations.is_forecast
),

outcome_metrics as (
    select metric_id, metric_id as outcome_metric_id from {{ ref('stg_metrics') }}
    union all
    select metric_id, growth_of_metric_id as outcome_metric_id from {{ ref('stg_metrics') }}
    where growth_of_metric_id is not null
),

outcomes as (
    select distinct forecasts.observation_id
    from forecasts
    inner join outcome_metrics on forecasts.metric_id = outcome_metrics.metric_id
    inner join observations as outcome
        on forecasts.report_id = outcome.report_id
        and forecasts.subject_id = outcome.subject_id
        and outcome_metrics.outcome_metric_id = outcome.metric_id
        and forecasts.scope_key = outcome.scope_key
        and forecasts.geography_key = outcome.geography_key
        and forecasts.period_key = outcome.period_key
    where forecasts.last_day < forecasts.report_day and not outcome.is_forecast
),

without_outcome as (
    select * from forecasts
    where observation_id not in (select observation_id from outcomes)
),

final as (
    {{ relation('without_outcome', 'forecast_ahead', 'day', {'stated': 'observation_id'}, constants={'left': 'report_day', 'stated': 'last_day'}, words={'left': 'report_words', 'stated': 'own_words'}, comparison='at_most', severity='soft') }}
)

select * from final
