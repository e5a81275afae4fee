-- One row per thing and pair of readings that cannot both hold, printed by the latest reports of two publishers, the lower one first. Reports
-- that print the same interval make one reading, named by the first of them. An actual is compared with no forecast: that is an outcome.
with readings as (
    select *, {{ first_item('observation_ids') }} as place_id from {{ ref('int_readings') }}
),

places as {{ read_in_place() }} (
    select observation_id, line, printed from {{ ref('fct_observation') }}
),

reports as (
    select report_id, title from {{ ref('int_report_editions') }}
),

primary_readings as (
    select * from {{ ref('int_primary_readings') }}
),

compared as (
    select
        {{ thing_id('one') }} as thing_id,
        {% for column in ['report_id', 'report_ids', 'publisher', 'last_day', 'obs_status', 'low', 'high', 'observation_ids', 'place_id', 'is_primary'] -%}
        one.{{ column }},
        other.{{ column }} as other_{{ column }},
        {% endfor -%}
        one.subject_id,
        one.metric_id,
        one.scope_id,
        one.geography_id,
        one.period_id,
        one.unit,
        primary_readings.report_id as primary_report_id,
        {{ distance('one', 'primary_readings') }} as distance,
        {{ distance('other', 'primary_readings') }} as other_distance
    from readings as one
    inner join readings as other
        on {{ same_thing('one', 'other') }}
        and one.outlook = other.outlook
        and {{ apart('other.low', 'one.high', 'other.is_above or one.is_below') }}
    left join primary_readings on {{ same_thing('one', 'primary_readings') }}
    where one.first_publisher <> other.last_publisher or one.last_publisher <> other.first_publisher
),

final as (
    select
        compared.thing_id,
        compared.report_id,
        compared.other_report_id,
        {{ names_of('compared') }},
        compared.publisher,
        compared.other_publisher,
        compared.last_day as published,
        compared.other_last_day as other_published,
        own.line,
        others.line as other_line,
        own.printed,
        others.printed as other_printed,
        compared.low,
        compared.high,
        compared.other_low,
        compared.other_high,
        compared.obs_status,
        compared.other_obs_status,
        cast(coalesce({{ relative_gap('compared.low', 'compared.high', 'compared.other_low', 'compared.other_high') }}, 0) as decimal(10, 4)) as relative_gap,
        {{ materiality('(' ~ materiality_rank('metrics') ~ ')') }} as materiality,
        compared.primary_report_id,
        case when compared.distance < compared.other_distance then compared.report_id when compared.distance > compared.other_distance then compared.other_report_id end as nearer_report_id,
        {{ quoted_place('own', 'reports', 'Line') }} || coalesce(' for ' || subjects.name, '') || coalesce(', ' || lower(metrics.name), '') || coalesce(', ' || periods.name, '')
        || '; ' || {{ quoted_place('others', 'other_reports') }} || ': no value fits both.'
        || case
            when compared.other_is_primary and not compared.is_primary then ' The second is the primary source.'
            when compared.is_primary and not compared.other_is_primary then ' The first is the primary source.'
            when compared.distance < compared.other_distance then ' The primary source is nearer to the first.'
            when compared.distance > compared.other_distance then ' The primary source is nearer to the second.'
            else ''
        end as statement,
        compared.report_ids,
        compared.other_report_ids,
        compared.observation_ids,
        compared.other_observation_ids
    from compared
    inner join places as own on compared.place_id = own.observation_id
    inner join places as others on compared.other_place_id = others.observation_id
    inner join reports on compared.report_id = reports.report_id
    inner join reports as other_reports on compared.other_report_id = other_reports.report_id
    {{ joined_names('compared') }}
)

{{ published('final') }}
