-- A declaration of a market or holder that no printed share meets would do nothing.
select declared.market_id as declared
from {{ reported('concentration_markets') }} as declared
left join {{ ref('int_share_figures') }} as shares
    on declared.report_id = shares.report_id
    and declared.market_id = shares.market_id
    and declared.metric_id = shares.metric_id
    and coalesce(declared.period_id, '') = coalesce(shares.period_id, '')
where shares.market_key is null
union all
select declared.subject_id as declared
from {{ ref('share_holders') }} as declared
left join {{ ref('int_share_figures') }} as shares on declared.subject_id = shares.subject_id
where shares.market_key is null
