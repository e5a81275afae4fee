{#- A mart that shows the current figures of some families as they stand: one row per subject, metric, scope,
    geography, period and unit. -#}
{% macro figures_of(families) %}
with reported_metrics as (
    select distinct report_id, metric_id from {{ ref('fct_observation') }}
    where family in ('{{ families | join("', '") }}')
),

figures as (
    select figures.*
    from {{ ref('int_current_figures') }} as figures
    inner join reported_metrics on figures.report_id = reported_metrics.report_id and figures.metric_id = reported_metrics.metric_id
    where figures.unit <> 'date'
),

subjects as (
    select * from {{ ref('stg_subjects') }}
),

final as (
    select
        figures.report_id,
        figures.subject_id,
        subjects.name as subject_name,
        figures.metric_id,
        figures.scope_id,
        figures.geography_id,
        figures.period_id,
        figures.low,
        figures.high,
        figures.unit,
        figures.obs_status
    from figures
    inner join subjects on figures.subject_id = subjects.subject_id
)

select * from final
{% endmacro %}
