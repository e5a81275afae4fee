-- Stops a build at its compilation where a rule, mart or seed is missing from a list that must name it. Reads the
-- reports, so that `dbt build` makes no model below them after a failure.
{%- if execute %}{% do check_registration() %}{% endif %}
select report_id from {{ ref('stg_reports') }}
where 1 = 0
