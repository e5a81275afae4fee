-- One row per market and holder: its share in the most even market that the bounds allow. Every firm is at one level, or at the end of its
-- bounds nearest to it. Where the number of firms is known, or none is unnamed, the firms fill the market; else they add up to the least that
-- is named, because other unnamed firms and groups of any number of firms can be too small to count. The level is rounded down, so that what
-- follows from it is a lower end.
with markets as (
    select * from {{ ref('int_share_markets') }}
    where not is_contradicted
),

bounds as (
    select * from {{ ref('int_share_bounds') }}
    where firms is not null
),

fillable as (
    select market_key, subject_id, firms, low, high from bounds
    union all
    select market_key, 'unnamed' as subject_id, rest_firms as firms, cast(0 as {{ share() }}) as low, rest_firms * rest_cap as high
    from markets
    where rest_firms > 0
),

breakpoints as (
    select market_key, cast({{ ratio_low('low', 'firms', 1, 6) }} as {{ share() }}) as level from fillable
    union
    select market_key, cast({{ ratio_high('high', 'firms', 1, 6) }} as {{ share() }}) as level from fillable
),

-- slopes count a firm a last digit too early, so that rounded breakpoints lower the level
filled as (
    select
        breakpoints.market_key,
        breakpoints.level,
        sum(greatest(fillable.low, least(fillable.high, fillable.firms * breakpoints.level))) as filled,
        sum(case
            when fillable.low < fillable.firms * (breakpoints.level + 0.000001) and fillable.high > fillable.firms * breakpoints.level
                then fillable.firms
            else 0
        end) as slope
    from breakpoints
    inner join fillable on breakpoints.market_key = fillable.market_key
    group by breakpoints.market_key, breakpoints.level
),

targets as (
    select
        market_key,
        greatest(counted_low, case when rest_firms is null then named_low else 100 end - uncounted_high) as target
    from markets
),

reached as (
    select
        filled.*,
        targets.target - filled.filled as missing,
        row_number() over (partition by filled.market_key order by filled.level desc) as nearness
    from filled
    inner join targets on filled.market_key = targets.market_key
    where filled.filled <= targets.target
),

levels as (
    select market_key, level + coalesce({{ ratio_low('missing', 'slope', 1, 6) }}, 0) as level
    from reached
    where nearness = 1
),

final as (
    select
        fillable.market_key,
        fillable.subject_id,
        fillable.firms,
        cast(greatest(fillable.low, least(fillable.high, fillable.firms * levels.level)) as {{ share() }}) as total
    from fillable
    inner join levels on fillable.market_key = levels.market_key
)

select * from final
