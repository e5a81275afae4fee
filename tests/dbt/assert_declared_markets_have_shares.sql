-- A declaration of a market or holder that no printed share meets would do nothing.
select declared.market_id as declared
from {{ ref('stg_concentration_markets') }} as declared
left join {{ ref('int_share_figures') }} as shares
    on declared.report_id = shares.report_id
    and declared.market_id = shares.market_id
    and declared.metric_id = shares.metric_id
    and declared.period_key = shares.period_key
where shares.market_key is null
union all
select declared.subject_id as declared
from {{ ref('stg_share_holders') }} as declared
left join {{ ref('int_share_figures') }} as shares on {{ public_id('declared.subject_id') }} = {{ public_id('shares.subject_id') }}
where shares.market_key is null
