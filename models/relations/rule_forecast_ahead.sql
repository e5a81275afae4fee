-- A forecast or target looks ahead: its period does not end before the date of the report.
with observations as (
    select * from {{ ref('fct_observation') }}
    where obs_status in ('F', 'T')
),

periods as (
    select * from {{ ref('periods') }}
    where period_end is not null
),

reports as (
    select * from {{ reported('reports') }}
),

forecasts as (
    select
        'forecast_ahead-' || observations.observation_id as relation_id,
        observations.*,
        {{ day_number("cast(reports.as_of || '-01' as date)") }} as report_day,
        {{ day_number('cast(periods.period_end as date)') }} as last_day
    from observations
    inner join periods on observations.period_id = periods.period_id
    inner join reports on observations.report_id = reports.report_id
),

terms as (
    select *, 'left' as role, cast(null as {{ dbt.type_string() }}) as term_id, report_day as constant from forecasts
    union all
    select *, 'stated' as role, observation_id as term_id, last_day as constant from forecasts
),

final as (
    select
        relation_id,
        report_id,
        'forecast_ahead' as origin,
        'day' as kind,
        'at_most' as comparison,
        'soft' as severity,
        subject_id,
        metric_id,
        period_id,
        role,
        cast(1 as {{ amount() }}) as weight,
        term_id as observation_id,
        cast(constant as {{ amount() }}) as constant,
        cast(null as integer) as line
    from terms
)

select * from final
