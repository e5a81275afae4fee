-- The columns of a key are numbered from 1 on, in the order in which the yml of the mart lists them.
select mart, count(*) as columns, min(position) as first_position, max(position) as last_position
from {{ ref('mart_keys') }}
group by mart
having min(position) <> 1 or max(position) <> count(*) or count(distinct position) <> count(*)
