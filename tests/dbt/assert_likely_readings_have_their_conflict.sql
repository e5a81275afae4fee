-- A likely reading of a relation that is neither contradicted nor strained any more: take it out of the seed.
select readings.report_id, readings.relation_id
from {{ ref('stg_likely_readings') }} as readings
left join {{ ref('relation_audit') }} as audit
    on readings.report_id = audit.report_id
    and readings.relation_id = audit.relation_id
    and audit.verdict in ('contradicted', 'strained')
where audit.relation_id is null
