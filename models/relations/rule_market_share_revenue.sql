-- One row per term of a relation. A share of a market times the size of the market, compared with what the subject is said to earn in
-- a year: the year of the market, else the time nearest to it. A market that is printed in several units, places or scopes gives a
-- relation with each.
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead
),

scope_markets as (
    select * from {{ ref('stg_scope_markets') }}
),

shares as (
    select
        share.*,
        'market_share_revenue-' || share.observation_id || '-of-' || market.observation_id as relation_id,
        market.observation_id as market_observation_id,
        market.unit as market_unit,
        market.period_end as market_end
    from observations as share
    inner join scope_markets on share.scope_id = scope_markets.scope_id
    inner join observations as market
        on share.report_id = market.report_id
        and scope_markets.market_id = market.subject_id
        and {{ public_id('market.metric_id') }} = 'market_size'
        and scope_markets.market_period_id = market.period_id
        and (share.geography_id = market.geography_id or '' in (share.geography_id, market.geography_id))
    where {{ public_id('share.metric_id') }} in ('market_share', 'concentration_ratio')
),

earnings as (
    select
        shares.relation_id,
        shares.report_id,
        shares.subject_id,
        shares.metric_id,
        shares.period_id,
        shares.observation_id as share_id,
        shares.market_observation_id,
        earned.observation_id as earned_id,
        row_number() over (
            partition by shares.observation_id, shares.market_observation_id
            order by abs({{ day_number('earned.period_end') }} - {{ day_number('shares.market_end') }}) nulls last, earned.observation_id nulls last
        ) as choice
    from shares
    left join observations as earned
        on shares.report_id = earned.report_id
        and shares.subject_id = earned.subject_id
        and {{ public_id('earned.metric_id') }} in ('annualized_revenue', 'ai_revenue')
        and shares.market_unit = earned.unit
),

relations as (
    select * from earnings
    where choice = 1
),

final as (
    {{ relation('relations', 'market_share_revenue', 'product', {'left': 'share_id', 'right': 'market_observation_id', 'stated': 'earned_id'}, severity='soft', weight=0.01) }}
)

select * from final
