-- One row per term of a relation. The firm that ranks first in a market has a share not below that of any other. Groups, others
-- and the whole are left out: only single firms compete. The firm at any other rank leaves room for as many shares of its size. Of what
-- ranks go by besides the text says nothing: a level that falls from each of three ranks to the next, and fails in one at most, is believed. The ranks
-- are named and part of no arithmetic.
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead and scope_id <> ''
),

groups as (
    select * from {{ ref('int_group_members') }}
),

holders as (
    select * from {{ ref('int_market_holders') }}
),

ranked as (
    select
        ranks.report_id,
        ranks.scope_id,
        ranks.geography_id,
        ranks.period_id,
        ranks.observation_id as rank_id,
        ranks.bound_low as best_rank,
        ranks.bound_high as last_rank,
        shares.subject_id,
        shares.metric_id,
        shares.observation_id as share_id
    from observations as ranks
    inner join observations as shares
        on {{ same_columns('ranks', 'shares', ['report_id', 'subject_id', 'scope_id', 'geography_id', 'period_id']) }}
        and shares.metric_id in {{ metrics_of('market_concentration', 'share') }}
    where {{ public_id('ranks.metric_id') }} = 'rank'
),

leaders as (
    select * from ranked
    where last_rank = 1
),

followers as (
    select *, 'rank_order-' || share_id || '-at-its-rank' as relation_id from ranked
    where best_rank > 1
),

relations as (
    select
        'rank_order-' || other.observation_id || '-below-' || leaders.share_id as relation_id,
        other.report_id,
        other.subject_id,
        other.metric_id,
        other.period_id,
        other.observation_id as other_id,
        leaders.share_id as leader_id
    from leaders
    inner join observations as other
        on leaders.report_id = other.report_id
        and leaders.scope_id = other.scope_id
        and leaders.geography_id = other.geography_id
        and leaders.period_id = other.period_id
        and leaders.metric_id = other.metric_id
        and leaders.subject_id <> other.subject_id
    left join holders on other.scope_id = holders.scope_id and other.subject_id = holders.subject_id
    where holders.subject_id is null
        and other.subject_id not in (select group_id from groups)
),

levels as (
    select
        level.*,
        ranks.bound_low as place,
        ranks.observation_id as rank_id,
        lag(ranks.observation_id) over by_rank as earlier_rank_id,
        lag(ranks.bound_low) over by_rank as earlier_place,
        lag(level.observation_id) over by_rank as earlier_id,
        lag(level.bound_low) over by_rank as earlier_low,
        lag(level.bound_high) over by_rank as earlier_high
    from observations as ranks
    inner join observations as level
        on {{ same_columns('ranks', 'level', ['report_id', 'subject_id', 'scope_id', 'geography_id', 'period_id']) }}
    left join holders on level.scope_id = holders.scope_id and level.subject_id = holders.subject_id
    where {{ public_id('ranks.metric_id') }} = 'rank' and ranks.bound_low = ranks.bound_high
        and level.is_additive and level.metric_id not in {{ metrics_of('market_concentration', 'share') }}
        and holders.subject_id is null
        and level.subject_id not in (select group_id from groups)
    window by_rank as (
        partition by level.report_id, level.metric_id, level.scope_id, level.geography_id, level.period_id, level.unit
        order by ranks.bound_low nulls last, level.bound_high desc nulls last, level.observation_id nulls last
    )
),

steps as (
    select
        *,
        'rank_order-' || observation_id || '-after-' || earlier_id as relation_id,
        case when place = earlier_place then 'equal' else 'at_most' end as comparison,
        sum(case when bound_low > earlier_high or (place = earlier_place and bound_high < earlier_low) then 1 else 0 end) over ranking as failed,
        count(earlier_id) over ranking as tried
    from levels
    window ranking as (partition by report_id, metric_id, scope_id, geography_id, period_id, unit)
),

believed as (
    select * from steps
    where earlier_id is not null and failed <= 1 and tried - failed >= 3
),

final as (
    {{ relation('believed', 'rank_order', 'order', {'left': 'observation_id', 'stated': 'earlier_id', 'reference': ['rank_id', 'earlier_rank_id']}, comparison=none, severity='soft') }}
    union all
    {{ relation('relations', 'rank_order', 'order', {'left': 'other_id', 'stated': 'leader_id'}, comparison='at_most') }}
    union all
    {{ relation('followers', 'rank_order', 'sum', {'add': 'share_id'}, constants={'stated': 100}, comparison='at_most', weight='best_rank') }}
)

select * from final
