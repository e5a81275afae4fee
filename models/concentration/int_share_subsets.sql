-- One row per market and set of blocks that can be at their upper ends together: its sums. A set has no block without those that dominate it,
-- which have at least its lower end and at least its room.
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
        count(*) as blocks,
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
    select market_key, mask, cast(blocks as integer) as blocks, low, high, square_gain
    from subsets
    where found = mask
    union all
    select distinct market_key, 0 as mask, 0 as blocks, cast(0 as {{ share() }}) as low, cast(0 as {{ share() }}) as high, cast(0 as decimal(24, 12)) as square_gain
    from blocks
)

select * from final
