-- Shares of one market and period add up to at most 100 %.
with shares as (
    select *, 'shares_total-' || market as relation_id
    from {{ ref('int_market_shares') }}
    where parts > 1
),

terms as (
    select relation_id, report_id, metric_id, period_id, 'add' as role, observation_id, cast(null as {{ amount() }}) as constant from shares
    union all
    select distinct relation_id, report_id, metric_id, period_id, 'stated' as role, cast(null as {{ dbt.type_string() }}) as observation_id, cast(100 as {{ amount() }}) as constant from shares
),

final as (
    select
        relation_id,
        report_id,
        'shares_total' as origin,
        'sum' as kind,
        'at_most' as comparison,
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
