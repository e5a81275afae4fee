{{ config(materialized="view") }}
-- One row per observation: its face value in base units and its bounds, which are what the printed number can stand for.
with observations as (
    select * from {{ ref('stg_observations') }}
),

metrics as (
    select * from {{ ref('stg_metrics') }}
),

qualifiers as (
    select * from {{ ref('stg_qualifiers') }}
),

face_values as (
    select
        observations.*,
        -- a printed range, an open side, a count and a fraction are not rounded figures; a mean of counts is
        qualifiers.is_rounded = 'yes' and mantissa_low not like '%/%'
        and not (metrics.quantity_kind in ('count', 'rank', 'date') and metrics.additive <> 'average' and observations.unit_mult = 0) as is_rounded,
        qualifiers.is_vague = 'yes' or printed like '%approximately%' or printed like '~%' as is_approx,
        qualifiers.is_strict = 'yes' as is_strict,
        qualifiers.side
    from observations
    left join metrics on observations.metric_id = metrics.metric_id
    left join qualifiers on observations.qualifier = qualifiers.qualifier
),

sized as (
    select
        *,
        case
            when mantissa_low like '%/%' then {{ ratio_low(over_line('mantissa_low'), under_line('mantissa_low'), 1, 6) }}
            else {{ scaled('mantissa_low', 'unit_mult') }}
        end as value_low,
        case
            when mantissa_high like '%/%' then {{ ratio_high(over_line('mantissa_high'), under_line('mantissa_high'), 1, 6) }}
            else {{ scaled('mantissa_high', 'unit_mult') }}
        end as value_high,
        case when is_rounded then {{ half_last_digit('mantissa_low', 'unit_mult') }} else 0 end as half_digit
    from face_values
),

-- "nearly" does not reach above the number, "just over" not below it
bounded as (
    select
        *,
        case when side = 'above' then value_low else value_low - half_digit end as rounded_low,
        case when side = 'below' then value_high else value_high + half_digit end as rounded_high
    from sized
),

final as (
    select
        report_id,
        observation_id,
        family,
        line,
        token,
        {% for place in var('locators').values() %}{{ place.name }}, {% endfor %}

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
        is_strict,
        value_low,
        value_high,
        {{ widened_low('rounded_low', 'value_low', 'is_approx', var('approx_tolerance')) }} as bound_low,
        {{ widened_high('rounded_high', 'value_high', 'is_approx', var('approx_tolerance')) }} as bound_high
    from bounded
)

select * from final
