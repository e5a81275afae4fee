-- One row per market and holder, or run of firms above a ranked one: shares narrowed by the order of the ranks. No firm has more than a firm
-- placed above it, or less than one placed below;
-- none of the others is larger than a firm that the table names. `low` and `high` are of all `firms` of the row together, `member_low` and `member_high` of
-- one.
with holders as (
    select * from {{ ref('int_share_holders') }}
),

leaders as (
    select * from {{ ref('int_share_leaders') }}
),

smallest as (
    select market_key, min(high) as high
    from holders
    where firms = 1
    group by market_key
),

first_gaps as (
    select market_key, min(place) as first_gap
    from leaders
    group by market_key
),

placed as (
    select
        holders.market_key,
        holders.subject_id,
        holders.firms,
        cast(coalesce(holders.place_in_ranking, first_gaps.first_gap, 1000000) as decimal(12, 1)) as place,
        -- a firm without a rank comes last, unless it may be one of those above a ranked firm
        holders.place_in_ranking is not null or first_gaps.first_gap is null as is_placed,
        holders.place_in_ranking is not null as is_ranked,
        true as is_named,
        holders.is_remainder,
        true as is_certain,
        holders.low,
        holders.high,
        case when holders.firms = 1 then holders.low else 0 end as member_low,
        case when holders.is_remainder then least(holders.high, coalesce(smallest.high, holders.high)) else holders.high end as member_high,
        -- the least that the largest member of a group can hold
        coalesce({{ ratio_low('greatest(0, holders.low)', 'holders.firms', 1, 6) }}, 0) as largest_low
    from holders
    left join first_gaps on holders.market_key = first_gaps.market_key
    left join smallest on holders.market_key = smallest.market_key
    union all
    select
        market_key,
        subject_id,
        firms,
        place,
        is_certain as is_placed,
        false as is_ranked,
        false as is_named,
        false as is_remainder,
        is_certain,
        0 as low,
        firms * 100 as high,
        0 as member_low,
        100 as member_high,
        0 as largest_low
    from leaders
),

ordered as (
    select
        placed.market_key,
        placed.subject_id,
        min(case when other.place < placed.place and other.is_placed then other.member_high end) as high_above,
        max(case when other.place > placed.place and placed.is_placed then other.largest_low end) as low_below
    from placed
    inner join placed as other on placed.market_key = other.market_key
    group by placed.market_key, placed.subject_id
),

final as (
    select
        placed.market_key,
        placed.subject_id,
        placed.firms,
        placed.is_named,
        placed.is_remainder,
        placed.is_ranked,
        placed.is_certain,
        cast(greatest(placed.low, placed.firms * coalesce(ordered.low_below, 0)) as {{ share() }}) as low,
        cast(least(placed.high, placed.firms * ordered.high_above) as {{ share() }}) as high,
        cast(greatest(placed.member_low, coalesce(ordered.low_below, 0)) as {{ share() }}) as member_low,
        cast(least(placed.member_high, ordered.high_above) as {{ share() }}) as member_high
    from placed
    inner join ordered on placed.market_key = ordered.market_key and placed.subject_id = ordered.subject_id
)

select * from final
