-- One row per term of a relation. An event printed under the heading of a period ("changes in 2025") has a day in common with that
-- period.
with headings as (
    select * from {{ ref('stg_stated_periods') }}
),

observations as (
    select * from {{ ref('fct_observation') }}
),

periods as (
    select * from {{ ref('stg_periods') }}
),

dated as (
    select
        'stated_period-' || observations.observation_id || '-in-' || headings.period_id as relation_id,
        headings.report_id,
        observations.observation_id,
        observations.subject_id,
        observations.metric_id,
        observations.period_id,
        headings.line as heading_line,
        'line ' || cast(headings.line as {{ dbt.type_string() }}) || ' is about ' || {{ in_sentence("split_part(heading.name, ', ', 1)") }} || coalesce(' (' || headings.note || ')', '') as heading_words,
        {{ day_number('own.period_start') }} as own_start,
        {{ day_number('own.period_end') }} as own_end,
        {{ day_number('heading.period_start') }} as heading_start,
        {{ day_number('heading.period_end') }} as heading_end
    from headings
    inner join observations on headings.report_id = observations.report_id and headings.observation_id = observations.observation_id
    inner join periods as own on observations.period_id = own.period_id
    inner join periods as heading on headings.period_id = heading.period_id
    where coalesce(own.period_start, own.period_end) is not null
),

-- the days in common: the later start is not after the earlier end
final as (
    {{ relation('dated', 'stated_period', 'day', {'left': 'observation_id'}, constants={'left': 'greatest(own_start, heading_start)', 'stated': 'least(own_end, heading_end)'}, lines={'stated': 'heading_line'}, words={'stated': 'heading_words'}, comparison='at_most', severity='soft') }}
)

select * from final
