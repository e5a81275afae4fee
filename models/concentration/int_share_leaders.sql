-- One row per market and run of firms that a printed rank implies and no share names: a third firm has two above it. The run is placed just
-- above the ranked firm. It is not certain where a named firm without a rank may be one of them.
with holders as (
    select *, sum(case when place_in_ranking is null then 1 else 0 end) over (partition by market_key) as unranked
    from {{ ref('int_share_holders') }}
),

ranked as (
    select
        *,
        greatest(0, place_in_ranking - row_number() over (partition by market_key order by place_in_ranking nulls last, subject_id nulls last)) as above
    from holders
    where place_in_ranking is not null
),

counted as (
    select
        *,
        above - coalesce(max(above) over (
            partition by market_key order by place_in_ranking nulls last, subject_id nulls last rows between unbounded preceding and 1 preceding
        ), 0) as leaders
    from ranked
),

final as (
    select
        market_key,
        'above ' || subject_id as subject_id,
        cast(place_in_ranking - 0.5 as decimal(12, 1)) as place,
        cast(leaders as integer) as firms,
        unranked = 0 as is_certain
    from counted
    where leaders > 0
)

select * from final
