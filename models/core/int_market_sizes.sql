-- One row per market (a scope, or a segment where no scope is printed) and calendar year: its size.
with figures as (
    select * from {{ ref('int_current_figures') }}
    where metric_id in {{ metrics_of('market_size') }} and is_main
),

years as (
    select * from {{ ref('int_calendar_years') }}
),

final as (
    select
        figures.report_id,
        coalesce(figures.scope_id, figures.subject_id) as market_id,
        case when figures.scope_id is null then 'segment' else 'scope' end as level,
        years.year,
        figures.low,
        figures.high,
        figures.unit,
        figures.obs_status,
        figures.subject_id,
        figures.geography_id,
        figures.observation_ids
    from figures
    inner join years on figures.period_id = years.period_id
)

select * from final
