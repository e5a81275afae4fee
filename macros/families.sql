{#- The metrics that a mart shows, or those of one role in it, by the column `marts` of the register of metrics. -#}
{% macro metrics_of(mart, role=none) -%}
(select metric_id from {{ ref('stg_metrics') }} where {{ has_item('marts', "'" ~ mart ~ ('.' ~ role if role else '') ~ "'") }})
{%- endmacro %}

{#- A mart that shows the current figures of its metrics as they stand: one row per subject, metric, scope, geography, period and unit. -#}
{% macro figures_of(mart) %}
with figures as (
    select * from {{ ref('int_current_figures') }}
    where metric_id in {{ metrics_of(mart) }}
),

final as (
    select
        figures.report_id,
        figures.subject_id,
        figures.metric_id,
        figures.scope_id,
        figures.geography_id,
        figures.period_id,
        figures.low,
        figures.high,
        figures.unit,
        figures.obs_status,
        case when figures.is_contradicted then 'contradicted' else 'consistent' end as verdict,
        figures.observation_ids
    from figures
)

{{ published('final') }}
{% endmacro %}

{#- A mart that describes what the figures of each report are about: one row per report and id of a register that it uses. -#}
{% macro dimension(register, id) %}
with used as (
    select distinct report_id, {{ id }} from {{ ref('fct_observation') }}
),

register as (
    select * from {{ ref(register) }}
),

final as (
    select
        used.report_id,
        register.*
    from used
    inner join register on used.{{ id }} = register.{{ id }}
)

{{ published('final') }}
{% endmacro %}
