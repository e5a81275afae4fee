-- What was known of the size of the market on 30 June 2026? One row per figure; publishers that differ widen it.
with asked as (
    select cast('2026-06-30' as date) as day
)

select
    vintages.scope_name,
    vintages.geography_name,
    vintages.period_name,
    vintages.unit,
    case when count(*) = count(vintages.low) then min(vintages.low) end as low,
    case when count(*) = count(vintages.high) then max(vintages.high) end as high,
    count(distinct vintages.publisher) as publishers,
    max(vintages.realtime_start) as latest
from {{ ref('figure_vintages') }} as vintages
cross join asked
where vintages.subject_id = 'china_llm_market'
    and vintages.metric_id = 'market_size'
    and vintages.realtime_start <= asked.day
    and (vintages.realtime_end is null or vintages.realtime_end >= asked.day)
group by vintages.thing_id, vintages.scope_name, vintages.geography_name, vintages.period_name, vintages.unit
order by vintages.period_name, low
