-- What the printed shares of a market leave to everyone else, where they do not make up the whole and no metric of
-- its own measures the rest.
with shares as (
    select *, 'market_remainder-' || market as relation_id
    from {{ ref('int_market_shares') }}
    where twice_named < 200 and has_sum
        and metric_id not in (select complement_metric_id from {{ ref('metrics') }} where complement_metric_id is not null)
        and metric_id not in (select metric_id from {{ ref('metrics') }} where complement_metric_id is not null)
),

terms as (
    select relation_id, report_id, metric_id, period_id, 'subtract' as role, observation_id, cast(null as {{ amount() }}) as constant from shares
    union all
    select distinct relation_id, report_id, metric_id, period_id, 'add' as role, cast(null as {{ dbt.type_string() }}) as observation_id, cast(100 as {{ amount() }}) as constant from shares
),

final as (
    select
        relation_id,
        report_id,
        'market_remainder' as origin,
        'sum' as kind,
        'equal' as comparison,
        'hard' as severity,
        '' as subject_id,
        metric_id,
        period_id,
        role,
        cast(1 as {{ amount() }}) as weight,
        observation_id,
        constant,
        cast(null as integer) as line
    from terms
)

select * from final
