-- An observation plays one part in a declared relation: compared with itself it could not disagree.
select report_id, relation_id, observation_id
from {{ ref('rule_declared') }}
where observation_id is not null
group by report_id, relation_id, observation_id
having count(*) > 1
