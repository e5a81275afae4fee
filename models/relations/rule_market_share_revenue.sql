-- One row per term of a relation. A share of a market times the size of the market, compared with what the subject is said to earn in
-- a year: the year of the market, else the time nearest to it. A market that is printed in several units, places or scopes gives a
-- relation with each. What a firm earns over its own share is the market; the markets that two firms give meet.
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead
),

scope_markets as (
    select * from {{ ref('stg_scope_markets') }}
),

printed_shares as (
    select * from observations
    where {{ public_id('metric_id') }} in ('market_share', 'concentration_ratio')
        and scope_id in (select scope_id from scope_markets)
),

earnings as (
    select * from observations
    where {{ public_id('metric_id') }} in ('annualized_revenue', 'ai_revenue')
),

shares as (
    select
        share.*,
        'market_share_revenue-' || share.observation_id || '-of-' || market.observation_id as relation_id,
        market.observation_id as market_observation_id,
        market.unit as market_unit,
        market.period_end as market_end
    from printed_shares as share
    inner join scope_markets on share.scope_id = scope_markets.scope_id
    inner join observations as market
        on share.report_id = market.report_id
        and scope_markets.market_id = market.subject_id
        and {{ public_id('market.metric_id') }} = 'market_size'
        and scope_markets.market_period_id = market.period_id
        and (share.geography_id = market.geography_id or '' in (share.geography_id, market.geography_id))
),

earned_of_markets as (
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
    left join earnings as earned
        on shares.report_id = earned.report_id
        and shares.subject_id = earned.subject_id
        and shares.market_unit = earned.unit
),

relations as (
    select * from earned_of_markets
    where choice = 1
),

own_markets as (
    select * from {{ ref('int_own_share_markets') }}
),

met as (
    select
        later.*,
        'market_share_revenue-' || later.earned_id || '-over-' || later.share_id as relation_id,
        case when first_firm.place is null then 'equal' when later.market_high < first_firm.market_low then 'at_least' else 'at_most' end as comparison,
        first_firm.earned_id as first_earned_id,
        first_firm.share_id as first_share_id,
        case when later.market_high < first_firm.market_low then first_firm.market_low else first_firm.market_high end as nearest_market
    from own_markets as later
    left join own_markets as first_firm on later.market = first_firm.market and first_firm.place = 1 and later.place > 1
),

-- the figures of the first firm are references: they name its places and are part of no arithmetic
terms as (
    {% for role, column in [('part', 'earned_id'), ('share', 'share_id'), ('reference', 'first_earned_id'), ('reference', 'first_share_id')] %}
    select *, '{{ role }}' as role, {{ column }} as observation_id, cast(null as {{ amount() }}) as constant from met
    where {{ column }} is not null
    union all
    {% endfor %}
    select *, 'stated' as role, cast(null as {{ dbt.type_string() }}) as observation_id, nearest_market as constant from met
    where nearest_market is not null
),

final as (
    {{ relation('relations', 'market_share_revenue', 'product', {'left': 'share_id', 'right': 'market_observation_id', 'stated': 'earned_id'}, severity='soft', weight=0.01) }}
    union all
    {{ relation('terms', 'market_share_revenue', 'total', constant='constant', comparison=none, severity='soft') }}
)

select * from final
