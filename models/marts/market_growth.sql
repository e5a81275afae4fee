-- One row per market and pair of years: growth of its size or of the units shipped, and compound growth per year.
with figures as (
    select * from {{ ref('int_current_figures') }}
    where metric_id in {{ metrics_of('market_growth') }} and is_main
),

years as (
    select * from {{ ref('int_calendar_years') }}
),

market_size as (
    select *{{ join_keys(['geography']) }} from {{ ref('int_market_sizes') }}
),

sizes as (
    select report_id, market_id, subject_id, 'market_size' as metric_id, geography_id, year, low, high, unit, observation_ids, geography_key
    from market_size
    union all
    select
        figures.report_id,
        coalesce(figures.scope_id, figures.subject_id) as market_id,
        figures.subject_id,
        figures.metric_id,
        figures.geography_id,
        years.year,
        figures.low,
        figures.high,
        figures.unit,
        figures.observation_ids,
        coalesce(figures.geography_id, '') as geography_key
    from figures
    inner join years on figures.period_id = years.period_id
),

pairs as (
    select
        earlier.report_id,
        earlier.market_id,
        earlier.year as from_year,
        later.year as to_year,
        {{ growth_low('earlier.low', 'earlier.high', 'later.low', 'later.high') }} as growth_low,
        {{ growth_high('earlier.low', 'earlier.high', 'later.low', 'later.high') }} as growth_high,
        earlier.low as from_low,
        earlier.high as from_high,
        later.low as to_low,
        later.high as to_high,
        earlier.subject_id,
        earlier.geography_id,
        earlier.unit,
        earlier.metric_id,
        {{ merged('earlier.observation_ids', 'later.observation_ids') }} as observation_ids
    from sizes as earlier
    inner join sizes as later
        on earlier.report_id = later.report_id
        and earlier.market_id = later.market_id
        and earlier.subject_id = later.subject_id
        and earlier.metric_id = later.metric_id
        and earlier.geography_key = later.geography_key
        and earlier.unit = later.unit
        and earlier.year < later.year
),

final as (
    select
        report_id,
        market_id,
        from_year,
        to_year,
        growth_low,
        growth_high,
        case when to_year - from_year = 1 then growth_low else {{ cagr_low('from_low', 'from_high', 'to_low', 'to_high', '(to_year - from_year)') }} end as cagr_low,
        case when to_year - from_year = 1 then growth_high else {{ cagr_high('from_low', 'from_high', 'to_low', 'to_high', '(to_year - from_year)') }} end as cagr_high,
        subject_id,
        geography_id,
        unit,
        metric_id,
        observation_ids
    from pairs
)

{{ published('final') }}
