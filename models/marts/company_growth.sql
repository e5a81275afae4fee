-- One row per firm as a whole, metric, period and kind of growth (against the period before, or a year ago) with a stated growth: the
-- growth that the printed levels give, and the earlier level that the growth implies.
with figures as (
    select * from {{ ref('int_current_figures') }}
    where scope_id is null and geography_id is null and is_main
),

growth_metrics as (
    select * from {{ ref('stg_metrics') }}
    where metric_id in {{ metrics_of('company_growth') }}
),

predecessors as (
    select * from {{ ref('int_period_predecessors') }}
),

growth as (
    select
        figures.report_id,
        figures.subject_id,
        growth_metrics.growth_of_metric_id as metric_id,
        figures.period_id,
        figures.low,
        figures.high,
        figures.observation_ids,
        growth_metrics.metric_id as growth_metric_id,
        predecessors.earlier_id as earlier_period_id
    from figures
    inner join growth_metrics on figures.metric_id = growth_metrics.metric_id
    left join predecessors
        on figures.period_id = predecessors.period_id
        and coalesce(growth_metrics.growth_over, 'year_ago') = predecessors.basis
    where figures.period_id is not null
),

-- of levels in several currencies, the one that has its base counts
compared as (
    select
        growth.*,
        level.unit,
        level.low as level_low,
        level.high as level_high,
        base.low as base_low,
        base.high as base_high,
        level.observation_ids as level_observation_ids,
        base.observation_ids as earlier_level_observation_ids,
        row_number() over (
            partition by growth.report_id, growth.subject_id, growth.growth_metric_id, growth.period_id
            order by case when base.unit is null then 1 else 0 end, level.unit nulls last
        ) as choice
    from growth
    left join figures as level
        on growth.report_id = level.report_id
        and growth.subject_id = level.subject_id
        and growth.metric_id = level.metric_id
        and growth.period_id = level.period_id
    left join figures as base
        on growth.report_id = base.report_id
        and growth.subject_id = base.subject_id
        and growth.metric_id = base.metric_id
        and growth.earlier_period_id = base.period_id
        and level.unit = base.unit
),

derived as (
    select
        *,
        {{ growth_low('base_low', 'base_high', 'level_low', 'level_high') }} as derived_low,
        {{ growth_high('base_low', 'base_high', 'level_low', 'level_high') }} as derived_high
    from compared
    where choice = 1
),

final as (
    select
        report_id,
        subject_id as company_id,
        metric_id,
        period_id,
        growth_metric_id,
        case when earlier_level_observation_ids is not null then earlier_period_id end as earlier_period_id,
        low as stated_growth_low,
        high as stated_growth_high,
        derived_low as derived_growth_low,
        derived_high as derived_growth_high,
        unit,
        {{ base_low('level_low', 'level_high', 'low', 'high') }} as implied_base_low,
        {{ base_high('level_low', 'level_high', 'low', 'high') }} as implied_base_high,
        case
            when level_low is null and level_high is null then 'unknown'
            when base_low is null and base_high is null then 'implied'
            else {{ verdict('derived_low', 'derived_high', 'low', 'high') }}
        end as verdict,
        observation_ids as growth_observation_ids,
        level_observation_ids,
        earlier_level_observation_ids
    from derived
)

{{ published('final') }}
