-- A likely reading of a relation that is neither contradicted nor strained any more, or a conflict shown by such a relation: take it
-- out of the seed.
with readings as (
    select report_id, relation_id from {{ ref('stg_likely_readings') }}
    union all
    select report_id, conflict_id as relation_id from {{ ref('stg_likely_readings') }}
    where conflict_id is not null
)

select readings.report_id, readings.relation_id
from readings
left join {{ ref('relation_audit') }} as audit
    on readings.report_id = audit.report_id
    and readings.relation_id = audit.relation_id
    and audit.verdict in ('contradicted', 'strained')
where audit.relation_id is null
