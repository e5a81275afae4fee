-- One row per term of a relation. An actual figure is not later than what the cited source on its subject covers: what adds up over a
-- period by its end, any other by its beginning.
with observations as (
    select * from {{ ref('fct_observation') }}
    where obs_status = 'A' and unit <> 'date'
),

metrics as (
    select * from {{ ref('stg_metrics') }}
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
        sources.line as source_line
    from observations
    inner join metrics on observations.metric_id = metrics.metric_id
    inner join periods on observations.period_id = periods.period_id
    inner join sources
        on observations.report_id = sources.report_id
        and observations.subject_id = sources.subject_id
        and observations.metric_id = sources.metric_id
),

dated as (
    select * from pairs
    where day is not null
),

final as (
    {{ relation('dated', 'source_reach', 'day', {'left': 'observation_id'}, constants={'left': 'day', 'stated': 'reach'}, lines={'stated': 'source_line'}, comparison='at_most', severity='soft') }}
)

select * from final
