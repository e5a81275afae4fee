-- One row per market: its sums in percent, the number and largest size of the firms that are not named, and whether its figures can all be
-- true. The whole market is 100.
with figures as (
    select * from {{ ref('int_share_figures') }}
),

bounds as (
    select * from {{ ref('int_share_bounds') }}
),

totals as (
    select market_key, max(low) as low, min(high) as high
    from {{ ref('int_share_totals') }}
    where covers_market
    group by market_key
),

declared as (
    select * from {{ ref('stg_concentration_markets') }}
),

remainders as (
    select distinct market_key from figures
    where is_remainder
),

markets as (
    select distinct
        figures.market_key,
        figures.report_id,
        figures.market_id,
        figures.metric_id,
        figures.geography_id,
        figures.period_id,
        figures.geography_key,
        figures.period_key,
        coalesce(declared.complete, 'no') = 'yes' or remainders.market_key is not null as is_complete,
        coalesce(declared.named_largest, 'no') = 'yes' as is_named_largest,
        declared.firms_count,
        declared.stated_firms
    from figures
    left join remainders on figures.market_key = remainders.market_key
    left join declared
        on figures.report_id = declared.report_id
        and figures.market_id = declared.market_id
        and figures.metric_id = declared.metric_id
        and figures.period_key = declared.period_key
),

sums as (
    select
        market_key,
        cast(case when count(*) = count(firms) then sum(case when is_certain then firms else 0 end) end as integer) as firms,
        cast(sum(case when is_named then coalesce(firms, 1) else 0 end) as integer) as firms_at_least,
        -- others are not named
        cast(case when count(case when is_remainder then 1 else firms end) = count(*) then sum(case when is_remainder or not is_named then 0 else firms end) end as integer) as firms_named,
        sum(low) as low,
        sum(high) as high,
        -- a group of any number of firms can be spread to nothing
        sum(case when firms is null then 0 else low end) as counted_low,
        sum(case when firms is null then high else 0 end) as uncounted_high,
        min(coalesce({{ ratio_high('high', 'firms', 1, 6) }}, high)) as smallest_high,
        min(case when is_ranked then member_high end) as ranked_high,
        sum((coalesce(firms, 1) - 1) * low) as spread_low,
        max(case when low > high or member_low > member_high then 1 else 0 end) as crossed
    from bounds
    group by market_key
),

sized as (
    select
        markets.*,
        sums.firms_at_least,
        sums.firms_named,
        sums.low,
        sums.high,
        sums.counted_low,
        sums.uncounted_high,
        sums.spread_low,
        sums.crossed,
        greatest(sums.low, coalesce(totals.low, sums.low)) as named_low,
        least(sums.high, coalesce(totals.high, sums.high)) as named_high,
        markets.firms_count - sums.firms as others,
        cast(least(100, case when markets.is_named_largest then sums.smallest_high end, sums.ranked_high) as {{ share() }}) as rest_cap,
        sums.ranked_high is not null as is_ranked
    from markets
    inner join sums on markets.market_key = sums.market_key
    left join totals on markets.market_key = totals.market_key
),

counted as (
    select *, case when is_complete or rest_cap <= 0 then 0 else others end as rest_firms
    from sized
),

final as (
    select
        *,
        -- unnamed firms below every member of a large group leave more to its largest one the smaller they are
        cast(case
            when is_named_largest and rest_firms is null and not is_ranked and spread_low >= 100 - low then 0
            else rest_cap
        end as {{ share() }}) as rest_cap_hhi,
        crossed > 0
        or named_low > least(named_high, 100)
        or coalesce(others < 0, false)
        or coalesce(named_high + rest_firms * rest_cap < 100, false) as is_contradicted
    from counted
)

select * from final
