-- One row per forecast or target of a report and kind of outcome: the value realised on the first day after it, and on the latest day. A value
-- is realised where a report prints an actual, provisional or estimated figure after the end of the period. Where the primary source prints
-- one, its values alone count; the values of one day are ordered by nothing, and the interval that holds them all is the outcome.
{%- set thing = thing_columns() | join(', ') %}
with dated as {{ read_in_place() }} (
    select figures.*, periods.period_end, figures.outlook = '' and periods.period_end < figures.first_day and figures.withdrawn_on is null as is_realised
    from {{ ref('int_shared_figures') }} as figures
    left join {{ ref('stg_periods') }} as periods on figures.period_id = periods.period_id
    where figures.has_forecasts and not figures.is_contradicted
),

-- by a number first: of most things there is no forecast, or no value after one
judged_things as (
    select mark
    from dated
    group by mark
    having min(case when outlook <> '' then last_day end) < max(case when is_realised then first_day end)
),

figures as (
    select dated.*
    from dated
    inner join judged_things on dated.mark = judged_things.mark
),

forecasts as (
    select *, {{ thing_id('figures') }} || '|' || cast(last_day as {{ dbt.type_string() }}) as forecast_key from figures
    where outlook <> ''
),

realised as (
    select *, max(case when is_primary then 1 else 0 end) over (partition by {{ thing }}) as has_primary
    from figures
    where is_realised
),

outcomes as (
    select
        {{ thing }},
        {{ thing_id('realised') }} || '|' || cast(first_day as {{ dbt.type_string() }}) as outcome_key,
        first_day as outcome_day,
        {{ hull_low('low') }} as outcome_low,
        {{ hull_high('high') }} as outcome_high,
        count(*) as outcome_figures,
        max(obs_status) as outcome_obs_status,
        {{ sorted_list('report_id') }} as outcome_report_ids,
        min(publisher) as outcome_publisher,
        {{ united('observation_ids') }} as outcome_observation_ids
    from realised
    where has_primary = 0 or is_primary
    group by {{ thing }}, first_day
),

-- in one pass over the days of a thing, so that many forecasts do not meet many outcomes one by one
events as (
    select {{ thing }}, last_day as day, 1 as is_forecast from forecasts
    union
    select {{ thing }}, outcome_day as day, 0 as is_forecast from outcomes
),

followed as (
    select
        *,
        min(case when is_forecast = 0 then day end) over (
            partition by {{ thing }} order by day desc, is_forecast desc rows between unbounded preceding and current row
        ) as first_outcome,
        max(case when is_forecast = 0 then day end) over (partition by {{ thing }}) as latest_outcome
    from events
),

-- keys of one text: figures and outcomes of a thing are not joined with each other
judged as (
    {% for kind in ['first', 'latest'] -%}
    select
        '{{ kind }}' as outcome_kind,
        {{ thing_id('followed') }} || '|' || cast(day as {{ dbt.type_string() }}) as forecast_key,
        {{ thing_id('followed') }} || '|' || cast({{ kind }}_outcome as {{ dbt.type_string() }}) as outcome_key
    from followed
    where is_forecast = 1 and first_outcome is not null
    {{ 'union all' if not loop.last }}
    {% endfor -%}
),

final as (
    select
        forecasts.*,
        judged.outcome_kind,
        outcomes.outcome_day,
        outcomes.outcome_low,
        outcomes.outcome_high,
        outcomes.outcome_figures,
        outcomes.outcome_obs_status,
        outcomes.outcome_report_ids,
        outcomes.outcome_publisher,
        outcomes.outcome_observation_ids
    from forecasts
    inner join judged on forecasts.forecast_key = judged.forecast_key
    inner join outcomes on judged.outcome_key = outcomes.outcome_key
)

select * from final
