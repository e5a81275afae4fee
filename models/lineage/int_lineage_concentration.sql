-- Measures of concentration, each with the observations that decide the shares, ranks and ratios of its market.
with concentration as (
    select
        *,
        market_id || '|' || coalesce(period_id, '') || '|' || measure || '|' || metric_id || '|' || coalesce(geography_id, '') as row_key,
        coalesce(stated_low, stated_high) is not null as is_stated
    from {{ ref('market_concentration') }}
),

in_markets as (
    select
        *,
        coalesce(geography_id, '') as place,
        period_key as shown_period
    from {{ ref('int_figure_inputs') }}
    where scope_id is not null
),

ranked as (
    select report_id, market_id, metric_id, coalesce(geography_id, '') as place, period_key as shown_period, subject_id
    from {{ ref('int_share_figures') }}
    where place_in_ranking is not null
),

final as (
    select
        concentration.report_id,
        'market_concentration' as mart,
        concentration.row_key,
        case
            when in_markets.metric_id = concentration.metric_id then 'low, high, firms_named, verdict, hhi_class'
            when in_markets.metric_id = 'rank' then 'low, high, verdict, hhi_class'
            else 'stated_low, stated_high, verdict'
        end as column_names,
        in_markets.observation_id,
        in_markets.line
    from concentration
    inner join in_markets
        on concentration.report_id = in_markets.report_id
        and concentration.market_id = in_markets.scope_id
        and coalesce(concentration.geography_id, '') = in_markets.place
        and coalesce(concentration.period_id, '') = in_markets.shown_period
    left join ranked
        on in_markets.report_id = ranked.report_id
        and in_markets.scope_id = ranked.market_id
        and in_markets.place = ranked.place
        and in_markets.shown_period = ranked.shown_period
        and in_markets.subject_id = ranked.subject_id
        and concentration.metric_id = ranked.metric_id
    where in_markets.metric_id = concentration.metric_id
        or (in_markets.metric_id = 'rank' and ranked.market_id is not null)
        or (in_markets.metric_id = 'concentration_ratio' and concentration.is_stated)
)

select * from final
