-- One row per market and block: a firm, or the part of a group that one member may have. Upper ends are reached with each group in as few
-- blocks as its bounds allow. `position` orders the blocks by their lower ends (equal ones are alike); only the first ten are enumerated.
-- `bit` marks a block in a subset, `dominators` those that are always filled before it.
with bounds as (
    select * from {{ ref('int_share_bounds') }}
),

markets as (
    select * from {{ ref('int_share_markets') }}
    where not is_contradicted
),

numbers as (
    select distinct mask as n from {{ ref('int_subset_members') }}
),

counted as (
    select
        bounds.*,
        case when bounds.is_named then ceil(cast(bounds.high as double) / nullif(cast(bounds.member_high as double), 0)) else bounds.firms end as blocks
    from bounds
    inner join markets on bounds.market_key = markets.market_key
),

numbered as (
    select *, 1 as n from counted
    union all
    select counted.*, numbers.n
    from counted
    inner join numbers on numbers.n between 2 and counted.blocks
    where counted.blocks > 1
),

-- the firms above a ranked one each have their own bounds, the members of a group share one total
single_blocks as (
    select
        market_key,
        cast(case when is_named then greatest(0, least(member_high, low - (n - 1) * member_high)) else member_low end as {{ share() }}) as low,
        cast(case when is_named then greatest(0, least(member_high, high - (n - 1) * member_high)) else member_high end as {{ share() }}) as high
    from numbered
),

positions as (
    select
        *,
        row_number() over (partition by market_key order by low desc, high desc) as position,
        count(*) over (partition by market_key) as blocks
    from single_blocks
),

final as (
    select
        positions.market_key,
        positions.position,
        least(positions.blocks, 10) as enumerated,
        positions.low,
        positions.high,
        cast(case when positions.position <= 10 then power(2, positions.position - 1) else 0 end as integer) as bit,
        cast(coalesce(sum(case
            when other.high - other.low >= positions.high - positions.low then power(2, other.position - 1)
        end), 0) as integer) as dominators
    from positions
    left join positions as other
        on positions.market_key = other.market_key
        and other.position < positions.position
        and other.position <= 10
    group by positions.market_key, positions.position, positions.blocks, positions.low, positions.high
)

select * from final
