-- Sums over the subsets of a market's hands that can be at their upper ends: no hand without those that dominate it,
-- which hold at least as much and have at least as much room. Key: market_key, mask.
with blocks as (
    select * from {{ ref('int_share_blocks') }}
),

members as (
    select * from {{ ref('int_subset_members') }}
),

subsets as (
    select
        blocks.market_key,
        members.mask,
        count(*) as hands,
        sum(blocks.bit) as found,
        sum(blocks.low) as low,
        sum(blocks.high) as high,
        sum(blocks.high * blocks.high - blocks.low * blocks.low) as square_gain
    from blocks
    inner join members
        on blocks.enumerated = members.positions
        and blocks.position = members.position
        and (members.mask & blocks.dominators) = blocks.dominators
    group by blocks.market_key, members.mask
),

final as (
    select market_key, mask, cast(hands as integer) as hands, low, high, square_gain
    from subsets
    where found = mask
    union all
    select distinct market_key, 0 as mask, 0 as hands, cast(0 as {{ share() }}) as low, cast(0 as {{ share() }}) as high, cast(0 as decimal(24, 12)) as square_gain
    from blocks
)

select * from final
