-- One row per market and measure: the lower end, which is that of the most even market that the bounds allow.
with even as (
    select * from {{ ref('int_even_shares') }}
),

measures as (
    select * from {{ ref('int_concentration_measures') }}
),

ranked as (
    select
        even.*,
        coalesce(sum(firms) over (
            partition by market_key order by cast(total as double) / nullif(firms, 0) desc, subject_id nulls last rows between unbounded preceding and 1 preceding
        ), 0) as firms_before
    from even
),

taken as (
    select ranked.*, measures.measure, least(ranked.firms, measures.firms - ranked.firms_before) as taken
    from ranked
    inner join measures on ranked.firms_before < measures.firms
),

final as (
    select market_key, measure, sum(cast({{ ratio_low('total', 'firms', 'taken', 6) }} as {{ share() }})) as low
    from taken
    group by market_key, measure
    union all
    select market_key, 'HHI' as measure, sum({{ ratio_low('total * total', 'firms', 1, 6) }}) as low
    from even
    group by market_key
)

select * from final
