{{ config(materialized="view") }}
-- One row per firm with a printed share of a market and what it earns at the time nearest to that of the share: the market that both give.
-- The first place in a market is that of the share that is printed first.
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead
),

scope_markets as (
    select scope_id, min(market_id) as market_id, min(market_period_id) as market_period_id from {{ ref('stg_scope_markets') }}
    group by scope_id
),

periods as (
    select * from {{ ref('stg_periods') }}
),

shares as (
    select
        observations.*,
        scope_markets.market_id,
        coalesce(observations.period_end, periods.period_end) as market_end
    from observations
    inner join scope_markets on observations.scope_id = scope_markets.scope_id
    left join periods on scope_markets.market_period_id = periods.period_id
    where {{ public_id('observations.metric_id') }} = 'market_share'
),

earned as (
    select
        shares.report_id,
        shares.market_id as subject_id,
        'market_size' as metric_id,
        shares.period_id,
        shares.scope_id || '-' || shares.geography_id || '-' || shares.period_id || '-' || earned.unit || '-' || shares.report_id as market,
        shares.line,
        shares.observation_id as share_id,
        earned.observation_id as earned_id,
        earned.unit,
        {{ signed_ratio_low('earned.bound_low', 'earned.bound_high', 'shares.bound_low', 'shares.bound_high', 100, 0) }} as market_low,
        {{ signed_ratio_high('earned.bound_low', 'earned.bound_high', 'shares.bound_low', 'shares.bound_high', 100, 0) }} as market_high,
        row_number() over (
            partition by shares.observation_id, earned.unit
            order by abs({{ day_number('earned.period_end') }} - {{ day_number('shares.market_end') }}) nulls last, earned.observation_id nulls last
        ) as choice
    from shares
    inner join observations as earned
        on shares.report_id = earned.report_id
        and shares.subject_id = earned.subject_id
    where {{ public_id('earned.metric_id') }} in ('annualized_revenue', 'ai_revenue')
        and {{ ends_meet('earned', 'shares') }}
        -- a run rate of another year is no part of the market
        and coalesce(abs({{ day_number('earned.period_end') }} - {{ day_number('shares.market_end') }}) <= 366, true)
),

final as (
    select *, row_number() over (partition by market order by line nulls last, share_id nulls last) as place
    from earned
    where choice = 1
)

select * from final
