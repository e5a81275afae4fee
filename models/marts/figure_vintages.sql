{{ config(materialized='view' if var('bulk') else 'table') }}
-- One row per thing and report that prints it: the vintage of its publisher, from the day of the report to the day before the next one that
-- prints the thing, or before the report is withdrawn. The vintages of a day are those with realtime_start up to it and realtime_end from it on.
{%- set columns = ['report_id', 'subject_id', 'metric_id', 'scope_id', 'geography_id', 'period_id', 'unit', 'low', 'high', 'is_above', 'is_below', 'obs_status', 'observation_ids'] %}
with vintages as (
    select * from {{ ref('int_vintages') }}
),

figures as (
    select * from {{ ref('int_reported_figures') }}
    where is_main
),

editions as (
    select * from {{ ref('int_report_editions') }}
),

-- what its publisher prints once has one vintage
alone as (
    select
        figures.*,
        editions.publisher,
        editions.last_day,
        editions.withdrawn_on,
        primary_subjects.report_id is not null as is_primary
    from figures
    inner join editions on figures.report_id = editions.report_id
    left join {{ ref('int_primary_subjects') }} as primary_subjects
        on figures.report_id = primary_subjects.report_id
        and figures.subject_id = primary_subjects.subject_id
    left join vintages on figures.report_id = vintages.report_id and figures.mark = vintages.mark
    where vintages.mark is null
),

placed as (
    select
        {{ thing_id('alone') }} as thing_id,
        {{ columns | join(', ') }},
        publisher,
        is_primary,
        last_day as realtime_start,
        {{ day_before('withdrawn_on') }} as realtime_end,
        true as is_first,
        true as is_lead,
        cast(null as {{ dbt.type_string() }}) as revision,
        cast(null as decimal(29, 6)) as revision_low,
        cast(null as decimal(29, 6)) as revision_high,
        cast(null as {{ list_type() }}) as earlier_observation_ids
    from alone
    union all
    select
        {{ thing_id('vintages') }} as thing_id,
        {{ columns | join(', ') }},
        publisher,
        is_primary,
        last_day as realtime_start,
        {{ day_before('least(coalesce(next_day, withdrawn_on), coalesce(withdrawn_on, next_day))') }} as realtime_end,
        is_first,
        is_lead,
        case when is_revision then {{ revision('low', 'high', 'earlier_low', 'earlier_high') }} end as revision,
        case when is_revision then low - earlier_high end as revision_low,
        case when is_revision then high - earlier_low end as revision_high,
        case when is_revision then earlier_observation_ids end as earlier_observation_ids
    from vintages
),

final as (
    select
        placed.thing_id,
        placed.report_id,
        placed.publisher,
        {{ names_of('placed') }},
        placed.low,
        placed.high,
        placed.is_above,
        placed.is_below,
        placed.obs_status,
        placed.realtime_start,
        placed.realtime_end,
        placed.is_first,
        placed.realtime_end is null as is_latest,
        placed.is_lead,
        placed.is_primary,
        placed.revision,
        placed.revision_low,
        placed.revision_high,
        placed.observation_ids,
        placed.earlier_observation_ids
    from placed
    {{ joined_names('placed') }}
)

{{ published('final') }}
