-- One row per forecast or target and kind of outcome (first, latest): what was forecast, what was realised, and how far apart they are. A gap
-- is what was realised less what was forecast, in percent of what was realised.
with judged as (
    select
        *,
        {{ first_item('observation_ids') }} as place_id,
        {{ first_item('outcome_observation_ids') }} as outcome_place_id
    from {{ ref('int_judged_forecasts') }}
),

no_change as (
    select *, {{ first_item('observation_ids') }} as place_id from {{ ref('int_no_change_figures') }}
),

places as {{ read_in_place() }} (
    select observation_id, line, printed, case when value_low = value_high then value_low end as point from {{ ref('fct_observation') }}
),

compared as (
    select
        judged.*,
        {{ thing_id('judged') }} as thing_id,
        own.line,
        own.printed,
        own.point,
        outcome.line as outcome_line,
        outcome.printed as outcome_printed,
        case when judged.outcome_figures = 1 then outcome.point end as outcome_point,
        no_change.observation_ids as no_change_observation_ids,
        base.point as no_change_point
    from judged
    inner join places as own on judged.place_id = own.observation_id
    inner join places as outcome on judged.outcome_place_id = outcome.observation_id
    left join no_change
        on {{ same_thing('judged', 'no_change') }}
        and judged.report_id = no_change.report_id
        and judged.outlook = no_change.outlook
    left join places as base on no_change.place_id = base.observation_id
),

final as (
    select
        compared.thing_id,
        compared.report_id,
        compared.outcome_kind,
        {{ names_of('compared') }},
        compared.publisher,
        compared.last_day as published,
        compared.obs_status,
        compared.line,
        compared.printed,
        compared.low,
        compared.high,
        compared.outcome_day as outcome_published,
        compared.outcome_publisher,
        {{ first_item('compared.outcome_report_ids') }} as outcome_report_id,
        compared.outcome_obs_status,
        compared.outcome_line,
        compared.outcome_printed,
        compared.outcome_low,
        compared.outcome_high,
        cast({{ day_number('periods.period_end') }} - {{ day_number('compared.last_day') }} as integer) as horizon_days,
        {{ forecast_result('compared.low', 'compared.high', 'compared.outcome_low', 'compared.outcome_high') }} as result,
        {{ forecast_gap('compared.low', 'compared.high', 'compared.outcome_low', 'compared.outcome_high', 'low') }} as gap_low,
        {{ forecast_gap('compared.low', 'compared.high', 'compared.outcome_low', 'compared.outcome_high', 'high') }} as gap_high,
        {{ point_gap('compared.point', 'compared.outcome_point') }} as point_gap,
        {{ point_gap('compared.no_change_point', 'compared.outcome_point') }} as no_change_gap,
        compared.observation_ids,
        compared.outcome_observation_ids,
        compared.no_change_observation_ids,
        compared.outcome_report_ids
    from compared
    {{ joined_names('compared') }}
)

{{ published('final') }}
