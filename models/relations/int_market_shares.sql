-- One row per printed share of a market, period and table that may be added. With a remainder the shares make up the whole market.
with parts as (
    select * from {{ ref('int_market_parts') }}
    where upper_limit = 100
),

final as (
    select
        report_id,
        observation_id,
        metric_id,
        scope_id,
        geography_id,
        period_id,
        scope_id || '-' || metric_id || '-' || coalesce(nullif(period_id, ''), 'undated') || case when geography_id = '' then '' else '-' || geography_id end
        || case when table_key = '' then '' else '-' || table_key end as market,
        table_key,
        has_remainder,
        count(*) over market as parts,
        sum(coalesce(bound_low, bound_high) + coalesce(bound_high, bound_low)) over market as twice_named,
        greatest(count(bound_low) over market, count(bound_high) over market) = count(*) over market as has_sum
    from parts
    window market as (partition by report_id, metric_id, scope_id, geography_id, period_id, table_key)
)

select * from final
