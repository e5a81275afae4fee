-- One row per thing as it is printed and month in which reports print an actual figure of it that an earlier report forecasts. Of the reports of
-- one month the first figure counts, so that many reports do not meet many forecasts one by one.
{%- set printed = ['subject_id', 'metric_id', 'scope_key', 'geography_key', 'period_id', 'unit'] %}
with observations as (
    select * from {{ ref('fct_observation') }}
    where obs_status = 'A'
),

forecasts as {{ read_in_place() }} (
    select * from {{ ref('int_forecasts') }}
),

reports as (
    select * from {{ ref('stg_reports') }}
    where as_of > (select min(as_of) from forecasts)
),

-- over reports ids are compared as they are printed
forecast_things as (
    select
        {% for column in printed -%}
        {{ public_id(column) }} as {{ column }},
        {% endfor -%}
        min(as_of) as first_as_of
    from forecasts
    group by {% for column in printed %}{{ public_id(column) }}{{ ', ' if not loop.last }}{% endfor %}
),

outcomes as (
    select
        {% for column in printed -%}
        forecast_things.{{ column }},
        {% endfor -%}
        reports.as_of,
        observations.report_id,
        observations.observation_id,
        observations.bound_low,
        observations.bound_high,
        row_number() over (
            partition by {% for column in printed %}forecast_things.{{ column }}, {% endfor %}reports.as_of
            order by observations.line nulls last, observations.observation_id nulls last
        ) as place
    from observations
    inner join reports on observations.report_id = reports.report_id
    inner join forecast_things
        on {% for column in printed %}{{ public_id('observations.' ~ column) }} = forecast_things.{{ column }}{{ ' and ' if not loop.last }}{% endfor %}
    where reports.as_of > forecast_things.first_as_of
),

final as (
    select {{ printed | join(', ') }}, as_of, report_id, observation_id, bound_low, bound_high from outcomes
    where place = 1
)

select * from final
