{{ config(materialized="view") }}
-- One row per observation: what it says in words, and how much depends on what it measures.
with observations as (
    select * from {{ ref('fct_observation') }}
),

subjects as (
    select * from {{ ref('stg_subjects') }}
),

metrics as (
    select * from {{ ref('stg_metrics') }}
),

scopes as (
    select * from {{ ref('stg_scopes') }}
),

geographies as (
    select * from {{ ref('stg_geographies') }}
),

periods as (
    select * from {{ ref('stg_periods') }}
),

final as (
    select
        observations.report_id,
        observations.observation_id,
        observations.line,
        'line ' || cast(observations.line as {{ dbt.type_string() }}) || ' prints “' || observations.printed || '”' as prints,
        {{ in_sentence('metrics.name') }} || ' of ' || subjects.name
        || case
            when scopes.name is not null and geographies.name is not null then ' (' || scopes.name || '; ' || geographies.name || ')'
            else coalesce(' (' || coalesce(scopes.name, geographies.name) || ')', '')
        end
        || coalesce(', ' || {{ in_sentence('periods.name') }}, '') as what,
        {{ materiality_rank('metrics') }} as materiality_rank
    from observations
    inner join subjects on observations.subject_id = subjects.subject_id
    inner join metrics on observations.metric_id = metrics.metric_id
    left join scopes on observations.scope_id = scopes.scope_id
    left join geographies on observations.geography_id = geographies.geography_id
    left join periods on observations.period_id = periods.period_id
)

select * from final
