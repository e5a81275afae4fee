-- One row per market and concentration ratio: its upper end. The largest sum of n firms is at most the sum of their upper ends, and at most
-- what the lower ends of the others leave of the whole. Where the named firms are the largest, unnamed ones count after all of them.
with markets as (
    select * from {{ ref('int_share_markets') }}
),

subsets as (
    select * from {{ ref('int_share_subsets') }}
),

measures as (
    select * from {{ ref('int_concentration_measures') }}
),

-- blocks beyond the enumerated ones count as unnamed firms of at most the share of the largest of them
tails as (
    select market_key, max(high) as high
    from {{ ref('int_share_blocks') }}
    where position > 10
    group by market_key
),

filled as (
    select
        subsets.market_key,
        measures.measure,
        subsets.low,
        subsets.high,
        markets.low as all_low,
        markets.named_high,
        greatest(markets.rest_cap, coalesce(tails.high, 0)) as cap,
        case
            when tails.high is not null then measures.firms - subsets.blocks
            when markets.is_named_largest then least(greatest(0, measures.firms - markets.firms_at_least), markets.rest_firms)
            else least(measures.firms - subsets.blocks, markets.rest_firms)
        end as unnamed
    from subsets
    inner join markets on subsets.market_key = markets.market_key
    inner join measures on subsets.blocks <= measures.firms
    left join tails on subsets.market_key = tails.market_key
),

final as (
    select
        market_key,
        measure,
        max(least(least(high, named_high - all_low + low) + unnamed * cap, 100 - all_low + low)) as high
    from filled
    group by market_key, measure
)

select * from final
