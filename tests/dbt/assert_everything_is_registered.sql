-- Stops a build at its compilation where a rule, mart or seed is missing from a list that must name it. Reads the seed of reports, so
-- that `dbt build` makes no model after a failure.
{%- if execute %}
{%- set problems = registration_problems() %}
{%- if problems %}{% do exceptions.raise_compiler_error('\n'.join(problems)) %}{% endif %}
{%- endif %}
select report_id from {{ ref('reports') }}
where 1 = 0
