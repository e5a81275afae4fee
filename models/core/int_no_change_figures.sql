-- One row per forecast that is judged and for which the figure of the same thing a year before its period was known: what a forecast of no
-- change would have said. The figure of its own report goes first, then the latest before it.
with forecasts as (
    select distinct report_id, last_day, outlook, period_id, {{ thing_columns() | join(', ') }} from {{ ref('int_judged_forecasts') }}
),

predecessors as (
    select period_id, {{ public_id('earlier_id') }} as earlier_id from {{ ref('int_period_predecessors') }}
    where basis = 'year_ago'
),

thing_ids as (
    select * from {{ ref('int_thing_ids') }}
    where register = 'periods'
),

figures as (
    select figures.*, editions.last_day
    from {{ ref('int_reported_figures') }} as figures
    inner join {{ ref('int_report_editions') }} as editions on figures.report_id = editions.report_id
    where figures.outlook = '' and not figures.is_contradicted
),

sought as (
    select forecasts.*, coalesce(thing_ids.thing_id, predecessors.earlier_id) as earlier_period
    from forecasts
    inner join predecessors on forecasts.period_id = predecessors.period_id
    left join thing_ids on forecasts.report_id = thing_ids.report_id and predecessors.earlier_id = thing_ids.id
),

known as (
    select
        sought.*,
        figures.low,
        figures.high,
        figures.observation_ids,
        row_number() over (
            partition by sought.report_id, sought.outlook, {% for column in thing_columns() %}sought.{{ column }}{{ ', ' if not loop.last }}{% endfor %}
            order by case when figures.report_id = sought.report_id then 0 else 1 end, figures.last_day desc, figures.report_id nulls last
        ) as choice
    from sought
    inner join figures
        on {{ same_thing('sought', 'figures', ['thing_period']) }}
        and sought.earlier_period = figures.thing_period
        and figures.last_day <= sought.last_day
),

final as (
    select report_id, outlook, {{ thing_columns() | join(', ') }}, low, high, observation_ids from known
    where choice = 1
)

select * from final
