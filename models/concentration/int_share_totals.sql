-- One row per market and group of which some members have a printed share of their own in the same market: the sum of those shares.
with figures as (
    select * from {{ ref('int_share_figures') }}
),

members as (
    select * from {{ ref('int_share_members') }}
),

sums as (
    select
        whole.market_key,
        whole.subject_id as group_id,
        max(whole.firms) as firms,
        max(whole.low) as low,
        max(whole.high) as high,
        cast(count(*) as integer) as members_printed,
        sum(part.low) as members_low,
        sum(part.high) as members_high
    from figures as whole
    inner join members on whole.subject_id = members.group_id
    inner join figures as part on whole.market_key = part.market_key and members.member_id = part.subject_id
    group by whole.market_key, whole.subject_id
),

holders as (
    select figures.market_key, count(*) as holders
    from figures
    left join sums on figures.market_key = sums.market_key and figures.subject_id = sums.group_id
    where sums.group_id is null
    group by figures.market_key
),

final as (
    select
        sums.*,
        -- nothing of the group is left over, and nothing of the market is named outside it
        sums.members_printed = sums.firms as is_total,
        sums.members_printed = sums.firms and sums.members_printed = holders.holders as covers_market
    from sums
    inner join holders on sums.market_key = holders.market_key
)

select * from final
