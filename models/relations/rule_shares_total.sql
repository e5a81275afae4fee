-- One row per term of a relation. The shares of one market and period add up to at most 100 %.
with shares as (
    select *, 'shares_total-' || market as relation_id, '' as subject_id
    from {{ ref('int_market_shares') }}
    where parts > 1
),

markets as (
    select distinct relation_id, report_id, subject_id, metric_id, period_id from shares
),

final as (
    {{ relation('shares', 'shares_total', 'sum', {'add': ['observation_id']}, comparison='at_most') }}
    union all
    {{ relation('markets', 'shares_total', 'sum', {}, constants={'stated': 100}, comparison='at_most') }}
)

select * from final
