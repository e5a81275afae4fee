{{ config(materialized="view") }}
-- One row per term of a relation. An actual figure is not later than what the cited source on its subject covers: what adds up over a
-- period by its end, any other by its beginning. A source on a firm covers its parts too, and one on a level its growth and multiples.
with observations as (
    select * from {{ ref('fct_observation') }}
    where obs_status = 'A' and unit <> 'date'
),

metrics as (
    select * from {{ ref('stg_metrics') }}
),

levels as (
    select metric_id, metric_id as level_metric_id from metrics
    union all
    select metric_id, growth_of_metric_id as level_metric_id from metrics where growth_of_metric_id is not null
    union all
    select ratio_metric_id as metric_id, level_metric_id from {{ ref('stg_ratio_levels') }}
),

subjects as (
    select * from {{ ref('int_subjects') }}
),

periods as (
    select * from {{ ref('stg_periods') }}
),

sources as (
    select * from {{ ref('stg_cited_sources') }}
    where covers_until is not null
),

pairs as (
    select
        'source_reach-' || observations.observation_id || '-in-' || sources.cited_source_id as relation_id,
        observations.*,
        case
            when metrics.additive = 'yes' then {{ day_number('periods.period_end') }}
            else {{ day_number('periods.period_start') }}
        end as day,
        {{ day_number('sources.covers_until') }} as reach,
        sources.line as source_line,
        'its source (line ' || cast(sources.line as {{ dbt.type_string() }}) || ', ' || sources.name || ') covers only the time to ' || cast(sources.covers_until as {{ dbt.type_string() }}) as source_words,
        case when metrics.additive = 'yes' then 'which ends on ' || cast(periods.period_end as {{ dbt.type_string() }}) when periods.period_start = periods.period_end then 'that is ' || cast(periods.period_end as {{ dbt.type_string() }}) else 'which begins on ' || cast(periods.period_start as {{ dbt.type_string() }}) end as own_words
    from observations
    inner join subjects on observations.subject_id = subjects.subject_id
    inner join levels on observations.metric_id = levels.metric_id
    inner join metrics on levels.level_metric_id = metrics.metric_id
    inner join periods on observations.period_id = periods.period_id
    inner join sources
        on observations.report_id = sources.report_id
        and levels.level_metric_id = sources.metric_id
        and sources.subject_id in (subjects.subject_id, subjects.parent_subject_id)
),

dated as (
    select * from pairs
    where day is not null
),

final as (
    {{ relation('dated', 'source_reach', 'day', {'left': 'observation_id'}, constants={'left': 'day', 'stated': 'reach'}, lines={'stated': 'source_line'}, words={'left': 'own_words', 'stated': 'source_words'}, comparison='at_most', severity='soft') }}
)

select * from final
