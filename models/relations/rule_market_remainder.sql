-- One row per term of a relation. What the printed shares of a market leave to others, where they do not make up the whole, no share
-- of the others is printed and no metric of its own measures the rest.
with shares as (
    select *, 'market_remainder-' || market as relation_id, '' as subject_id
    from {{ ref('int_market_shares') }}
    where twice_named < 200 and has_sum and not has_remainder and table_key = ''
        and metric_id not in (select complement_metric_id from {{ ref('stg_metrics') }} where complement_metric_id is not null)
        and metric_id not in (select metric_id from {{ ref('stg_metrics') }} where complement_metric_id is not null)
),

markets as (
    select distinct relation_id, report_id, subject_id, metric_id, period_id from shares
),

final as (
    {{ relation('shares', 'market_remainder', 'sum', {'subtract': ['observation_id']}) }}
    union all
    {{ relation('markets', 'market_remainder', 'sum', {}, constants={'add': 100}) }}
)

select * from final
