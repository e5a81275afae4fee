{{ config(materialized='view' if var('bulk') else 'table') }}
-- One row per forecast or target, with the day by which it can be judged. The outcome is the actual figure for the same thing that its own
-- report prints, where the period is over by then, else a later one; it is unknown until such a report is loaded.
{%- set printed = ['subject_id', 'metric_id', 'scope_key', 'geography_key', 'period_id', 'unit'] %}
with forecasts as (
    select * from {{ ref('int_forecasts') }}
),

later as (
    select
        forecasts.observation_id as forecast_id,
        outcomes.report_id,
        outcomes.observation_id,
        outcomes.bound_low,
        outcomes.bound_high,
        row_number() over (partition by forecasts.observation_id order by outcomes.as_of nulls last) as choice
    from forecasts
    inner join {{ ref('int_later_outcomes') }} as outcomes
        on {% for column in printed %}{{ public_id('forecasts.' ~ column) }} = outcomes.{{ column }} and {% endfor %}forecasts.as_of < outcomes.as_of
    where forecasts.outcome_observation_id is null
),

matched as (
    select
        forecasts.*,
        case when forecasts.outcome_observation_id is null then later.report_id else forecasts.report_id end as outcome_report_id,
        coalesce(forecasts.outcome_observation_id, later.observation_id) as outcome_id,
        case when forecasts.outcome_observation_id is null then later.bound_low else forecasts.outcome_low end as low_outcome,
        case when forecasts.outcome_observation_id is null then later.bound_high else forecasts.outcome_high end as high_outcome
    from forecasts
    left join later on forecasts.observation_id = later.forecast_id and later.choice = 1
),

final as (
    select
        report_id,
        observation_id,
        line,
        subject_id,
        metric_id,
        period_id,
        obs_status,
        bound_low as low,
        bound_high as high,
        unit,
        period_end as judged_by,
        outcome_report_id,
        outcome_id as outcome_observation_id,
        low_outcome as outcome_low,
        high_outcome as outcome_high,
        case when outcome_report_id is null then 'open' else {{ verdict('bound_low', 'bound_high', 'low_outcome', 'high_outcome') }} end as outcome
    from matched
)

{{ published('final') }}
