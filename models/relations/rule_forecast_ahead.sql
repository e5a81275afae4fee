{{ config(materialized="view") }}
-- One row per term of a relation. The period of a forecast or target does not end before the date of its report.
with observations as (
    select * from {{ ref('fct_observation') }}
    where obs_status in {{ vocabulary('obs_statuses', 'obs_status', 'is_forecast') }}
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
        {{ day_number('periods.period_end') }} as last_day
    from observations
    inner join periods on observations.period_id = periods.period_id
    inner join reports on observations.report_id = reports.report_id
),

final as (
    {{ relation('forecasts', 'forecast_ahead', 'day', {'stated': 'observation_id'}, constants={'left': 'report_day', 'stated': 'last_day'}, comparison='at_most', severity='soft') }}
)

select * from final
