-- One row per forecast that is judged and for which the figure of the same thing a year before its period was known: what a forecast of no
-- change would have said. The figure of its own report goes first, then the latest before it.
{%- set thing = thing_columns() | join(', ') %}
with forecasts as (
    select distinct report_id, last_day, outlook, period_id, {{ thing }} from {{ ref('int_judged_forecasts') }}
),

figures as (
    select * from {{ ref('int_reported_figures') }}
    where outlook = '' and not is_contradicted
),

editions as (
    select * from {{ ref('int_report_editions') }}
),

periods as (
    select period_id, {{ day_number('period_start') }} as start_day, {{ day_number('period_end') }} as end_day from {{ ref('stg_periods') }}
),

known as (
    select
        forecasts.*,
        figures.low,
        figures.high,
        figures.observation_ids,
        row_number() over (
            partition by forecasts.report_id, forecasts.outlook, {% for column in thing_columns() %}forecasts.{{ column }}{{ ', ' if not loop.last }}{% endfor %}
            order by case when figures.report_id = forecasts.report_id then 0 else 1 end, editions.last_day desc, figures.report_id nulls last
        ) as choice
    from forecasts
    inner join figures on {{ same_thing('forecasts', 'figures', ['thing_period']) }}
    inner join editions on figures.report_id = editions.report_id
    inner join periods on forecasts.period_id = periods.period_id
    inner join periods as earlier on figures.period_id = earlier.period_id
    where editions.last_day <= forecasts.last_day
        -- eight days for years of whole weeks
        and periods.end_day - earlier.end_day between 357 and 373
        and abs(periods.end_day - periods.start_day - earlier.end_day + earlier.start_day) <= 8
),

final as (
    select report_id, outlook, {{ thing }}, low, high, observation_ids from known
    where choice = 1
)

select * from final
