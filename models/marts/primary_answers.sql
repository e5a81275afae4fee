-- One row per figure of a conflict of which another report is the primary source: whether that source can mean the same, and its words. Actual
-- figures alone, each as printed at its place: two places of one thing are answered apart. Key: report_id, contradiction_id, observation_id.
with claims as (
    select report_id, contradiction_id, {{ unnested('observation_ids') }} as observation_id from {{ ref('int_conflicts') }}
),

observations as {{ read_in_place() }} (
    select * from {{ ref('fct_observation') }}
),

figures as (
    select * from {{ ref('int_shared_figures') }}
    where outlook = ''
),

primary_readings as (
    select *, {{ first_item('observation_ids') }} as place_id from {{ ref('int_primary_readings') }}
),

reports as (
    select report_id, title from {{ ref('int_report_editions') }}
),

answered as (
    select
        claims.report_id,
        claims.contradiction_id,
        claims.observation_id,
        own.line,
        own.printed,
        own.bound_low as low,
        own.bound_high as high,
        primary_readings.low as primary_low,
        primary_readings.high as primary_high,
        {{ apart('own.bound_low', 'primary_readings.high', 'own.is_strict') }} or {{ apart('primary_readings.low', 'own.bound_high', 'own.is_strict') }} as is_refuted,
        primary_readings.report_id as primary_report_id,
        primary_readings.place_id as primary_observation_id
    from claims
    inner join observations as own on claims.observation_id = own.observation_id
    inner join figures
        on own.report_id = figures.report_id
        and own.subject_id = figures.subject_id
        and own.metric_id = figures.metric_id
        and own.scope_key = figures.scope_key
        and own.geography_key = figures.geography_key
        and own.period_key = figures.period_key
        and own.unit = figures.unit
    inner join primary_readings on {{ same_thing('figures', 'primary_readings') }}
    where own.report_id <> primary_readings.report_id
        and own.obs_status not in {{ vocabulary('obs_statuses', 'obs_status', 'is_forecast') }}
),

final as (
    select
        answered.report_id,
        answered.contradiction_id,
        answered.observation_id,
        answered.line,
        answered.printed,
        answered.is_refuted,
        cast(coalesce({{ relative_gap('answered.low', 'answered.high', 'answered.primary_low', 'answered.primary_high') }}, 0) as decimal(10, 4)) as relative_gap,
        answered.primary_report_id,
        answered.primary_observation_id,
        places.line as primary_line,
        places.printed as primary_printed,
        {{ quoted_place('places', 'reports') }} as answer
    from answered
    inner join observations as places on answered.primary_observation_id = places.observation_id
    inner join reports on answered.primary_report_id = reports.report_id
)

{{ published('final') }}
