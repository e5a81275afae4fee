-- One row per observation: what it measures in words, and how much depends on it.
with observations as (
    select * from {{ ref('fct_observation') }}
),

subjects as (
    select * from {{ ref('int_subjects') }}
),

metrics as (
    select metric_id, case when {{ public_id('metric_id') }} in ('member_count', 'firms') then 'number' else {{ in_sentence('name') }} end as words, {{ materiality_rank('metrics') }} as materiality_rank
    from {{ ref('stg_metrics') }} as metrics
),

scopes as (
    select scope_id, name, {{ in_sentence('name') }} as words from {{ ref('stg_scopes') }}
),

geographies as (
    select * from {{ ref('stg_geographies') }}
),

-- how a period is read ("early 2026, read as the first half") is no part of its name in a sentence
periods as (
    select period_id, {{ in_sentence("split_part(name, ', ', 1)") }} as words from {{ ref('stg_periods') }}
),

-- a place or limit that the name of the subject says already is not said again
final as (
    select
        observations.observation_id,
        observations.printed,
        observations.subject_id,
        observations.metric_id,
        observations.scope_key,
        observations.geography_key,
        observations.period_key,
        subjects.name as subject_name,
        coalesce(', ' || scopes.name, '') || coalesce(', ' || geographies.name, '') as place,
        metrics.words || ' of ' || subjects.name as thing,
        case
            when scopes.name is not null and position(geographies.name in subjects.name || scopes.name) = 0 then ' (' || scopes.words || '; ' || geographies.name || ')'
            when scopes.name is not null then ' (' || scopes.words || ')'
            when position(geographies.name in subjects.name) = 0 then ' (' || geographies.name || ')'
            else ''
        end as scope_words,
        -- a date is its own period, and a year of a firm is not named after it again
        case when observations.unit = 'date' then '' else coalesce(replace(periods.words, subjects.name || ' ', ''), '') end as period_words,
        metrics.materiality_rank
    from observations
    inner join subjects on observations.subject_id = subjects.subject_id
    inner join metrics on observations.metric_id = metrics.metric_id
    left join scopes on observations.scope_id = scopes.scope_id
    left join geographies on observations.geography_id = geographies.geography_id
    left join periods on observations.period_id = periods.period_id
)

select * from final
