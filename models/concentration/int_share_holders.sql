-- One row per market and holder of a share, each firm once: a group keeps what its separately printed members leave of it, and narrows them.
-- Assumes that the groups of one market share no member.
with figures as (
    select * from {{ ref('int_share_figures') }}
),

totals as (
    select * from {{ ref('int_share_totals') }}
),

members as (
    select * from {{ ref('int_share_members') }}
),

narrowed as (
    select
        figures.market_key,
        figures.subject_id,
        max(totals.low - (totals.members_high - figures.high)) as low,
        min(totals.high - (totals.members_low - figures.low)) as high
    from totals
    inner join members on totals.group_id = members.group_id
    inner join figures on totals.market_key = figures.market_key and members.member_id = figures.subject_id
    where totals.is_total
    group by figures.market_key, figures.subject_id
),

final as (
    select
        figures.market_key,
        figures.subject_id,
        figures.place_in_ranking,
        figures.is_remainder,
        figures.firms - coalesce(totals.members_printed, 0) as firms,
        cast(case
            when totals.group_id is not null then greatest(0, figures.low - totals.members_high)
            else greatest(figures.low, coalesce(narrowed.low, figures.low))
        end as {{ share() }}) as low,
        cast(case
            when totals.group_id is not null then figures.high - totals.members_low
            else least(figures.high, coalesce(narrowed.high, figures.high))
        end as {{ share() }}) as high
    from figures
    left join totals on figures.market_key = totals.market_key and figures.subject_id = totals.group_id
    left join narrowed on figures.market_key = narrowed.market_key and figures.subject_id = narrowed.subject_id
    where totals.is_total is null or not totals.is_total
)

select * from final
