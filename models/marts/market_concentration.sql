-- One row per market, period and measure that some figure bounds: lower and upper end of its concentration, and the ratio that the
-- report states.
with markets as (
    select * from {{ ref('int_share_markets') }}
),

measures as (
    select measure, firms from {{ ref('int_concentration_measures') }}
    union all
    select 'HHI' as measure, null as firms
),

floors as (
    select * from {{ ref('int_concentration_floors') }}
),

ceilings as (
    select market_key, measure, {{ amount_high('high') }} as high from {{ ref('int_concentration_ceilings') }}
    union all
    select market_key, measure, {{ amount_high('high') }} as high from {{ ref('int_hhi_ceilings') }}
),

-- what the ends rest on
sources as (
    select market_key, {{ united('observation_ids') }} as share_observation_ids, {{ united('rank_observation_ids') }} as rank_observation_ids
    from {{ ref('int_share_figures') }}
    group by market_key
),

printed as (
    select * from {{ ref('int_current_figures') }}
    where metric_id in {{ metrics_of('market_concentration', 'ratio') }} and is_main
),

-- a ratio is compared as what the report calls it and as what it adds up
stated as (
    select markets.market_key, measures.measure, printed.low, printed.high, printed.observation_ids
    from printed
    inner join markets
        on printed.report_id = markets.report_id
        and printed.scope_id = markets.market_id
        and printed.geography_key = markets.geography_key
        and printed.period_key = markets.period_key
    inner join measures on measures.firms in (markets.stated_firms, markets.firms_named)
),

bounded as (
    select
        markets.*,
        measures.measure,
        cast(coalesce(floors.low, 0) as {{ amount() }}) as bound_low,
        cast(ceilings.high as {{ amount() }}) as bound_high,
        stated.low as stated_low,
        stated.high as stated_high,
        sources.share_observation_ids,
        sources.rank_observation_ids,
        stated.observation_ids as stated_observation_ids
    from markets
    cross join measures
    inner join sources on markets.market_key = sources.market_key
    left join floors on markets.market_key = floors.market_key and measures.measure = floors.measure
    left join ceilings on markets.market_key = ceilings.market_key and measures.measure = ceilings.measure
    left join stated on markets.market_key = stated.market_key and measures.measure = stated.measure
),

final as (
    select
        report_id,
        market_id,
        metric_id,
        geography_id,
        period_id,
        measure,
        case when not is_contradicted then bound_low end as low,
        case when not is_contradicted then bound_high end as high,
        cast(firms_named as integer) as firms_named,
        stated_low,
        stated_high,
        case when is_contradicted then 'contradicted' else {{ verdict('bound_low', 'bound_high', 'stated_low', 'stated_high') }} end as verdict,
        case
            when measure <> 'HHI' then null
            when not is_contradicted and bound_high < 1000 then 'unconcentrated'
            when not is_contradicted and bound_low > 1800 then 'highly_concentrated'
            when not is_contradicted and bound_low >= 1000 and bound_high <= 1800 then 'moderately_concentrated'
            else 'undetermined'
        end as hhi_class,
        share_observation_ids,
        rank_observation_ids,
        stated_observation_ids
    from bounded
    -- all that a measure can be says nothing
    where is_contradicted or coalesce(stated_low, stated_high) is not null
        or bound_low > 0 or bound_high < case when measure = 'HHI' then 10000 else 100 end
)

{{ published('final') }}
