{{ config(materialized="view") }}
-- One row per observation: its face value in base units and its bounds, which are what the printed number can stand for.
with observations as (
    select * from {{ ref('stg_observations') }}
),

metrics as (
    select * from {{ ref('stg_metrics') }}
),

face_values as (
    select
        observations.*,
        -- a printed range, an open side and a count are not rounded figures
        observations.qualifier in {{ vocabulary('qualifiers', 'qualifier', 'is_rounded') }}
        and not (metrics.quantity_kind in ('count', 'rank', 'date') and observations.unit_mult = 0) as is_rounded,
        observations.qualifier = 'approx' or printed like '%approximately%' or printed like '~%' as is_approx
    from observations
    left join metrics on observations.metric_id = metrics.metric_id
),

sized as (
    select
        *,
        case
            when mantissa_low like '%/%' then {{ outward_low(fraction('mantissa_low', 0), 6) }}
            else {{ scaled('mantissa_low', 'unit_mult') }}
        end as value_low,
        case
            when mantissa_high like '%/%' then {{ outward_high(fraction('mantissa_high', 0), 6) }}
            else {{ scaled('mantissa_high', 'unit_mult') }}
        end as value_high,
        case when is_rounded then {{ half_last_digit('mantissa_low', 'unit_mult') }} else 0 end as half_digit
    from face_values
),

bounded as (
    select
        *,
        -- the last digit of a fraction is that of its divisor
        case
            when is_rounded and mantissa_low like '%/%' then {{ outward_low(fraction('mantissa_low', 0.5), 6) }}
            else value_low - half_digit
        end as rounded_low,
        case
            when is_rounded and mantissa_high like '%/%' then {{ outward_high(fraction('mantissa_high', -0.5), 6) }}
            else value_high + half_digit
        end as rounded_high
    from sized
),

final as (
    select
        report_id,
        observation_id,
        family,
        line,
        token,
        printed,
        subject_id,
        metric_id,
        scope_id,
        geography_id,
        period_id,
        scope_key,
        geography_key,
        period_key,
        unit,
        qualifier,
        obs_status,
        cited_source_id,
        usage_warning,
        note,
        is_approx,
        value_low,
        value_high,
        {{ widened_low('rounded_low', 'value_low', 'is_approx', var('approx_tolerance')) }} as bound_low,
        {{ widened_high('rounded_high', 'value_high', 'is_approx', var('approx_tolerance')) }} as bound_high
    from bounded
)

select * from final
