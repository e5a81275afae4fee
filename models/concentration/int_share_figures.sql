-- One row per market and holder of a share: the share, the number of firms behind it, and its rank where one is printed for the same
-- market and period. A market is a scope with its metric, place and period. Others (`is_remainder`) are any number of firms; the row for
-- the whole market holds no share. Of two remainders of one market neither counts, nor does one of a table without a firm that is named elsewhere.
with figures as (
    select
        *,
        {{ row_key(['report_id', 'scope_id', 'geography_key', 'period_key']) }} as place_key
    from {{ ref('int_current_figures') }}
    where scope_id is not null and is_main
),

declared as (
    select distinct report_id, market_id, metric_id from {{ ref('stg_concentration_markets') }}
),

groups as (
    select group_id, count(*) as firms
    from {{ ref('int_share_members') }}
    group by group_id
),

holders as (
    select subject_id, firms_count as firms, true as is_counted
    from {{ ref('stg_share_holders') }}
),

market_holders as (
    select * from {{ ref('int_market_holders') }}
),

-- "among the first five" places no firm
ranks as (
    select place_key, subject_id, low as place_in_ranking, observation_ids
    from figures
    where metric_id in {{ metrics_of('market_concentration', 'rank') }} and low = high
),

shares as (
    select figures.*
    from figures
    left join declared
        on figures.report_id = declared.report_id
        and figures.scope_id = declared.market_id
        and figures.metric_id = declared.metric_id
    where figures.metric_id in {{ metrics_of('market_concentration', 'share') }} or declared.market_id is not null
),

-- markets in which the others of a table hold more than it leaves unnamed
left_out as (
    select distinct {{ row_key(['report_id', 'scope_id', 'geography_id', 'period_id']) }} as place_key, metric_id
    from {{ ref('int_market_parts') }}
    where table_kind = 'named'
),

held as (
    select
        {{ row_key(['shares.place_key', 'shares.metric_id']) }} as market_key,
        shares.report_id,
        shares.scope_id as market_id,
        shares.metric_id,
        shares.geography_id,
        shares.period_id,
        shares.geography_key,
        shares.period_key,
        shares.subject_id,
        case
            when holders.is_counted then holders.firms
            when market_holders.holder is null then coalesce(groups.firms, 1)
        end as firms,
        market_holders.holder is not null as is_remainder,
        count(case when market_holders.holder = 'remainder' and groups.group_id is null then 1 end) over (partition by shares.place_key, shares.metric_id) as remainders,
        left_out.place_key is not null as leaves_out,
        groups.group_id is not null as is_group,
        case when groups.group_id is null and holders.is_counted is null and market_holders.holder is null then cast(ranks.place_in_ranking as integer) end as place_in_ranking,
        shares.observation_ids,
        case when groups.group_id is null and holders.is_counted is null and market_holders.holder is null then ranks.observation_ids end as rank_observation_ids,
        -- an impossible share stays impossible, within the type
        cast(least(coalesce(shares.low, 0), 1000) as {{ share() }}) as low,
        cast(least(coalesce(shares.high, 100), 100) as {{ share() }}) as high
    from shares
    left join groups on shares.subject_id = groups.group_id
    left join holders on shares.subject_id = holders.subject_id
    left join market_holders on shares.scope_id = market_holders.scope_id and shares.subject_id = market_holders.subject_id
    left join left_out on shares.place_key = left_out.place_key and shares.metric_id = left_out.metric_id
    left join ranks on shares.place_key = ranks.place_key and shares.subject_id = ranks.subject_id
    where market_holders.holder is null or market_holders.holder = 'remainder'
),

final as (
    select
        market_key, report_id, market_id, metric_id, geography_id, period_id, geography_key, period_key, subject_id, firms, is_remainder,
        place_in_ranking, observation_ids, rank_observation_ids, low, high
    from held
    where not is_remainder or is_group or (remainders = 1 and not leaves_out)
)

select * from final
