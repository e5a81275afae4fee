-- One row per thing and pair of readings that cannot both hold, printed by the latest reports of two publishers, the lower one first. Reports
-- that print the same interval make one reading, named by the first of them. An actual is compared with no forecast: that is an outcome.
with readings as (
    select * from {{ ref('int_readings') }}
),

vintages as (
    select *, {{ first_item('observation_ids') }} as place_id from {{ ref('int_vintages') }}
),

places as (
    select observation_id, line, printed from {{ ref('fct_observation') }}
),

reports as (
    select report_id, title from {{ ref('int_report_editions') }}
),

primary_readings as (
    select {{ thing_columns() | join(', ') }}, min(report_id) as report_id, max(low) as low, min(high) as high
    from readings
    where is_primary and outlook = ''
    group by {{ thing_columns() | join(', ') }}
),

pairs as (
    select
        {% for column in thing_columns() %}one.{{ column }}, {% endfor %}
        one.report_id,
        one.report_ids,
        one.is_primary,
        other.report_id as other_report_id,
        other.report_ids as other_report_ids,
        other.is_primary as other_is_primary,
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

compared as (
    select
        {{ thing_id('pairs') }} as thing_id,
        pairs.report_ids, pairs.other_report_ids, pairs.other_report_id, pairs.primary_report_id,
        pairs.is_primary as is_primary_source,
        pairs.other_is_primary as other_is_primary_source,
        case when pairs.distance < pairs.other_distance then pairs.report_id when pairs.distance > pairs.other_distance then pairs.other_report_id end as nearer_report_id,
        one.report_id, one.publisher, one.last_day, one.obs_status, one.low, one.high, one.observation_ids, one.place_id,
        one.subject_id, one.metric_id, one.scope_id, one.geography_id, one.period_id, one.unit,
        other.publisher as other_publisher, other.last_day as other_published, other.obs_status as other_obs_status,
        other.low as other_low, other.high as other_high, other.observation_ids as other_observation_ids, other.place_id as other_place_id
    from pairs
    inner join vintages as one on {{ same_thing('pairs', 'one') }} and pairs.report_id = one.report_id
    inner join vintages as other on {{ same_thing('pairs', 'other') }} and pairs.other_report_id = other.report_id
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
        compared.other_published,
        own.line,
        others.line as other_line,
        own.printed,
        others.printed as other_printed,
        compared.low,
        compared.high,
        {{ middle('compared.low', 'compared.high') }} as mid,
        compared.other_low,
        compared.other_high,
        {{ middle('compared.other_low', 'compared.other_high') }} as other_mid,
        compared.obs_status,
        compared.other_obs_status,
        cast(coalesce({{ relative_gap('compared.low', 'compared.high', 'compared.other_low', 'compared.other_high') }}, 0) as decimal(10, 4)) as relative_gap,
        compared.primary_report_id,
        compared.nearer_report_id,
        {{ quoted_place('own', 'reports', 'Line') }} || coalesce(' for ' || subjects.name, '') || coalesce(', ' || lower(metrics.name), '') || coalesce(', ' || periods.name, '')
        || '; ' || {{ quoted_place('others', 'other_reports') }} || ': no value fits both.'
        || case
            when compared.other_is_primary_source and not compared.is_primary_source then ' The second is the primary source.'
            when compared.is_primary_source and not compared.other_is_primary_source then ' The first is the primary source.'
            when compared.nearer_report_id = compared.report_id then ' The primary source is nearer to the first.'
            when compared.nearer_report_id = compared.other_report_id then ' The primary source is nearer to the second.'
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

select * from final
