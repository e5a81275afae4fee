-- One row per publisher, metric and kind of outcome: how its forecasts and targets came out. The rate of hits is one of the decided; errors are
-- those of forecasts and outcomes that are printed as one number, and of a forecast of no change where one was known: sums of decimals, which
-- no order of rows changes.
with outcomes as (
    select * from {{ ref('forecast_outcomes') }}
),

counted as (
    select
        publisher,
        metric_id,
        outcome_kind,
        min(metric_name) as metric_name,
        count(*) as n,
        count(case when result = 'hit' then 1 end) as hits,
        count(case when result = 'above' then 1 end) as above,
        count(case when result = 'below' then 1 end) as below,
        count(case when result = 'undecided' then 1 end) as undecided,
        count(case when result <> 'undecided' then 1 end) as decided,
        count(point_gap) as points,
        sum(abs(point_gap)) as errors,
        count(case when point_gap is not null then no_change_gap end) as compared_points,
        sum(case when no_change_gap is not null then abs(point_gap) end) as compared_errors,
        sum(case when point_gap is not null then abs(no_change_gap) end) as no_change_errors
    from outcomes
    group by publisher, metric_id, outcome_kind
),

final as (
    select
        publisher,
        metric_id,
        metric_name,
        outcome_kind,
        cast(n as integer) as n,
        cast(hits as integer) as hits,
        cast(above as integer) as above,
        cast(below as integer) as below,
        cast(undecided as integer) as undecided,
        {{ nearest("100e0 * hits / nullif(decided, 0)", 4) }} as hit_rate,
        {{ wilson('hits', 'decided', '-') }} as hit_rate_low,
        {{ wilson('hits', 'decided', '+') }} as hit_rate_high,
        cast(points as integer) as points,
        {{ nearest("cast(errors as double) / nullif(points, 0)", 4) }} as mean_absolute_percentage_error,
        cast(compared_points as integer) as compared_points,
        {{ nearest("cast(compared_errors as double) / nullif(compared_points, 0)", 4) }} as compared_error,
        {{ nearest("cast(no_change_errors as double) / nullif(compared_points, 0)", 4) }} as no_change_error
    from counted
)

{{ published('final') }}
