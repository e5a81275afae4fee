-- One row per share in a market of chips, or of one part of a chip maker in the revenue of the whole firm.
with figures as (
    select * from {{ ref('int_current_figures') }}
    where metric_id in {{ metrics_of('chip_shares') }} and is_main
),

-- a market is one of chips where the register allows a chip to hold a share of it
chip_markets as (
    select distinct scope_id, metric_id from {{ ref('stg_scope_constraints') }}
    where subject_type = 'chip'
),

parts_of_makers as (
    select subjects.subject_id
    from {{ ref('int_subjects') }} as subjects
    inner join {{ ref('stg_companies') }} as makers on subjects.parent_subject_id = makers.company_id
    where makers.layer = 'compute'
),

final as (
    select
        figures.report_id,
        figures.subject_id,
        figures.scope_id as market_id,
        figures.period_id,
        figures.low,
        figures.high,
        100 - coalesce(figures.high, 100) as complement_low,
        100 - figures.low as complement_high,
        figures.metric_id,
        figures.geography_id,
        figures.observation_ids
    from figures
    left join chip_markets on figures.scope_id = chip_markets.scope_id and figures.metric_id = chip_markets.metric_id
    left join parts_of_makers on figures.subject_id = parts_of_makers.subject_id
    where chip_markets.scope_id is not null or parts_of_makers.subject_id is not null
)

{{ published('final') }}
