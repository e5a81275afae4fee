-- What did each rule find?
select
    origin,
    count(*) as relations,
    sum(case when verdict = 'consistent' then 1 else 0 end) as consistent,
    sum(case when verdict = 'strained' then 1 else 0 end) as strained,
    sum(case when verdict = 'contradicted' then 1 else 0 end) as contradicted,
    sum(case when verdict = 'implied' then 1 else 0 end) as implied,
    sum(case when verdict = 'unknown' then 1 else 0 end) as unknown
from {{ ref('relation_audit') }}
where report_id = 'cai2026'
group by origin
order by origin
