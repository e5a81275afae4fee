with observations as (
    {% for family in ['company_financials', 'market_estimates', 'market_shares', 'device_shipments'] -%}
    select * from {{ ref('stg_' ~ family) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

metrics as (
    select * from {{ ref('metrics') }}
),

face_values as (
    select
        observations.*,
        {{ scaled('mantissa_low', 'unit_mult') }} as value_low,
        {{ scaled('mantissa_high', 'unit_mult') }} as value_high,
        -- a printed range, an open side and a count are not rounded figures
        case
            when observations.qualifier not in ('exact', 'approx') then 0
            when metrics.quantity_kind in ('count', 'rank', 'date') and observations.unit_mult = 0 then 0
            else {{ half_last_digit('mantissa_low', 'unit_mult') }}
        end as half_digit,
        case
            when observations.qualifier = 'approx' or printed like '%approximately%' or printed like '~%' then {{ var('approx_tolerance') }}
            else 0
        end as tolerance
    from observations
    inner join metrics on observations.metric_id = metrics.metric_id
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
        unit,
        qualifier,
        obs_status,
        cited_source_id,
        usage_warning,
        note,
        value_low,
        value_high,
        cast((value_low - half_digit) - abs(value_low) * tolerance as {{ amount() }}) as bound_low,
        cast((value_high + half_digit) + abs(value_high) * tolerance as {{ amount() }}) as bound_high
    from face_values
)

select * from final
