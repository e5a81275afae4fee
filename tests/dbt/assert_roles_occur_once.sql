-- A role other than a part of a sum is played by one term of a relation; two would be mixed into one interval.
select report_id, relation_id, role, count(*) as times
from {{ ref('int_relation_terms') }}
where role not in ('add', 'subtract', 'reference')
group by report_id, relation_id, role
having count(*) > 1
