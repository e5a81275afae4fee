-- One row per device, place, period and scope: units shipped, their growth over a year and penetration. The units of a year ago follow from
-- the growth, the whole market from the penetration. `year` is filled for calendar years.
with figures as {{ read_in_place() }} (
    select * from {{ ref('int_current_figures') }}
    where is_main
),

years as (
    select * from {{ ref('int_calendar_years') }}
),

units as (
    select * from figures
    where metric_id in {{ metrics_of('device_shipments', 'units') }}
),

growth as (
    select * from figures
    where metric_id in {{ metrics_of('device_shipments', 'growth') }}
),

penetration as (
    -- a share of devices cannot pass 100 %; one that is printed wholly above stays as it is printed, and `range_of_share` says so
    select
        report_id,
        subject_id,
        scope_key,
        geography_key,
        period_key,
        low,
        case when high > 100 and coalesce(low, 0) <= 100 then 100 else high end as high,
        observation_ids
    from figures
    where metric_id in {{ metrics_of('device_shipments', 'penetration') }}
),

final as (
    select
        units.report_id,
        units.subject_id as device_id,
        units.geography_id,
        units.period_id,
        years.year,
        units.low as units_low,
        units.high as units_high,
        growth.low as growth_low,
        growth.high as growth_high,
        penetration.low as penetration_low,
        penetration.high as penetration_high,
        {{ base_low('units.low', 'units.high', 'growth.low', 'growth.high') }} as implied_prior_low,
        {{ base_high('units.low', 'units.high', 'growth.low', 'growth.high') }} as implied_prior_high,
        {{ signed_ratio_low('units.low', 'units.high', 'penetration.low', 'penetration.high', 100, 0) }} as implied_total_low,
        {{ signed_ratio_high('units.low', 'units.high', 'penetration.low', 'penetration.high', 100, 0) }} as implied_total_high,
        units.scope_id,
        units.observation_ids as units_observation_ids,
        growth.observation_ids as growth_observation_ids,
        penetration.observation_ids as penetration_observation_ids
    from units
    left join years on units.period_id = years.period_id
    left join growth
        on units.report_id = growth.report_id
        and units.subject_id = growth.subject_id
        and units.scope_key = growth.scope_key
        and units.geography_key = growth.geography_key
        and units.period_key = growth.period_key
    left join penetration
        on units.report_id = penetration.report_id
        and units.subject_id = penetration.subject_id
        and units.scope_key = penetration.scope_key
        and units.geography_key = penetration.geography_key
        and units.period_key = penetration.period_key
)

{{ published('final') }}
