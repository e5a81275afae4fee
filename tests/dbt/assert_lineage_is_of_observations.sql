{{ config(enabled=not var('bulk')) }}
-- Fails with one row per cell of `lineage` whose input is no observation.
select mart, row_key, column_name, observation_id
from {{ ref('lineage') }}
where line is null
