-- One row per thing that an edition or the one before it prints: added, dropped, changed or unchanged. The one before is the last that
-- had appeared on an earlier day and was not withdrawn.
{%- set thing = thing_columns() | join(', ') %}
with editions as (
    select * from {{ ref('int_report_editions') }}
),

pairs as (
    select later.report_id, earlier.report_id as previous_report_id, later.publisher, later.last_day, earlier.last_day as previous_day
    from editions as later
    inner join editions as earlier
        on later.first_edition_id = earlier.first_edition_id
        and later.earlier_day = earlier.last_day
),

shown_reports as (
    select report_id from pairs
    union
    select previous_report_id as report_id from pairs
),

figures as (
    select *, {{ first_item('observation_ids') }} as place_id from {{ ref('int_reported_figures') }}
    where is_main and report_id in (select report_id from shown_reports)
),

places as {{ read_in_place() }} (
    select observation_id, line, printed from {{ ref('fct_observation') }}
),

later as (
    select pairs.previous_report_id, figures.*, places.line, places.printed
    from pairs
    inner join figures on pairs.report_id = figures.report_id
    inner join places on figures.place_id = places.observation_id
),

earlier as (
    select pairs.report_id as later_report_id, figures.*, places.line, places.printed
    from pairs
    inner join figures on pairs.previous_report_id = figures.report_id
    inner join places on figures.place_id = places.observation_id
),

compared as (
    select
        coalesce(later.report_id, earlier.later_report_id) as report_id,
        coalesce(later.previous_report_id, earlier.report_id) as previous_report_id,
        coalesce({{ thing_id('later') }}, {{ thing_id('earlier') }}) as thing_id,
        {% for column in ['subject_id', 'metric_id', 'scope_id', 'geography_id', 'period_id', 'unit'] -%}
        case when later.report_id is not null then later.{{ column }} else earlier.{{ column }} end as {{ column }},
        {% endfor -%}
        {% for side in ['later', 'earlier'] -%}
        {% for column in ['line', 'printed', 'low', 'high', 'obs_status', 'outlook', 'is_above', 'is_below', 'observation_ids'] -%}
        {{ side }}.{{ column }}{{ ' as previous_' ~ column if side == 'earlier' }},
        {% endfor -%}
        {% endfor -%}
        case
            when earlier.report_id is null then 'added'
            when later.report_id is null then 'dropped'
            when
                {{ same_end('later.low', 'earlier.low') }}
                and {{ same_end('later.high', 'earlier.high') }}
                and later.is_above = earlier.is_above
                and later.is_below = earlier.is_below
                and later.is_contradicted = earlier.is_contradicted
                and later.obs_status = earlier.obs_status then 'unchanged'
            else 'changed'
        end as change
    from later
    full outer join earlier
        on later.report_id = earlier.later_report_id
        and later.previous_report_id = earlier.report_id
        and {{ same_thing('later', 'earlier') }}
),

final as (
    select
        compared.thing_id,
        compared.report_id,
        compared.previous_report_id,
        pairs.publisher,
        pairs.last_day as published,
        pairs.previous_day as previous_published,
        {{ names_of('compared') }},
        compared.change,
        case
            when compared.change in ('changed', 'unchanged') and compared.outlook = compared.previous_outlook
                then {{ revision('compared.low', 'compared.high', 'compared.previous_low', 'compared.previous_high') }}
        end as revision,
        compared.line,
        compared.previous_line,
        compared.printed,
        compared.previous_printed,
        compared.low,
        compared.high,
        compared.previous_low,
        compared.previous_high,
        compared.obs_status,
        compared.previous_obs_status,
        compared.observation_ids,
        compared.previous_observation_ids
    from compared
    inner join pairs on compared.report_id = pairs.report_id and compared.previous_report_id = pairs.previous_report_id
    {{ joined_names('compared') }}
)

{{ published('final') }}
