-- One row per market: the upper end of its HHI. It lies at a vertex: every block at an end of its bounds except one, which takes what is left;
-- every unnamed firm at its cap except one. HHI is convex in the number k of firms at the cap, so only the largest and the smallest feasible
-- k are tried. With the smallest k the remaining block exceeds the cap and takes as much as it can.
with markets as (
    select * from {{ ref('int_share_markets') }}
),

blocks as (
    select * from {{ ref('int_share_blocks') }}
),

subsets as (
    select * from {{ ref('int_share_subsets') }}
),

-- blocks beyond the enumerated ones share in what is left: each at most by its room, on top of its lower end
sums as (
    select
        market_key,
        sum(low) as low,
        sum(low * low) as squares,
        sum(case when position > 10 then high - low else 0 end) as tail_room,
        max(case when position > 10 then high - low else 0 end) as tail_widest,
        max(case when position > 10 then low else 0 end) as tail_low
    from blocks
    group by market_key
),

bases as (
    select
        subsets.market_key,
        subsets.mask,
        sums.squares + subsets.square_gain as squares,
        sums.low - subsets.low + subsets.high as assigned,
        100 - sums.low + subsets.low - subsets.high as missing,
        sums.tail_room,
        sums.tail_low,
        markets.named_low,
        markets.named_high,
        markets.rest_firms * markets.rest_cap as rest_high,
        greatest(markets.rest_cap_hhi, sums.tail_widest) as cap
    from subsets
    inner join sums on subsets.market_key = sums.market_key
    inner join markets on subsets.market_key = markets.market_key
),

-- the block that takes what is left, or none
takers as (
    select bases.*, blocks.low, blocks.high
    from bases
    inner join blocks on bases.market_key = blocks.market_key
    where blocks.bit > 0 and (bases.mask & blocks.bit) = 0
    union all
    select *, 0 as low, 0 as high
    from bases
),

vertices as (
    select
        *,
        cast(greatest(0, named_low - assigned - tail_room, missing - rest_high - tail_room) as {{ share() }}) as least_taken,
        cast(least(high - low, named_high - assigned, missing) as {{ share() }}) as most_taken
    from takers
),

feasible as (
    select
        *,
        coalesce(floor(cast(missing - least_taken as double) / nullif(cast(cap as double), 0)), 0) as most
    from vertices
    where least_taken <= most_taken
),

candidates as (
    {% for taken in [
        'least_taken',
        'most_taken',
        'least(most_taken, greatest(least_taken, missing - most * cap))',
    ] %}
    select market_key, squares + (tail_low + tail_low) * least(tail_room, missing) as squares, missing, cap, low, cast({{ taken }} as {{ share() }}) as taken from feasible
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

rests as (
    select
        *,
        cast(missing - taken as {{ share() }}) as rest,
        cast(coalesce(floor(cast(missing - taken as double) / nullif(cast(cap as double), 0)), 0) * cap as {{ share() }}) as capped
    from candidates
),

final as (
    select
        market_key,
        'HHI' as measure,
        max(squares + taken * taken + taken * low + taken * low + case when cap > 0 then capped * cap + (rest - capped) * (rest - capped) else 0 end) as high
    from rests
    group by market_key
)

select * from final
