-- One row per remainder, thing that its tables print and other subject that they print of it: what the remainder is left of. A list
-- that prints a remainder of another table again adds nothing.
{%- set table = ['report_id', 'scope_key', 'geography_key', 'closing_id', 'block'] %}
with lines as (
    select * from {{ ref('int_table_rows') }}
    where closing_type = 'remainder'
),

members as (
    select * from {{ ref('int_table_members') }}
),

closings as (
    select distinct {{ table | join(', ') }}, subject_id, is_own_table from {{ ref('int_table_closings') }}
),

remainders as (
    select distinct {{ table | join(', ') }} from lines
    where is_closing
),

final as (
    select distinct
        remainders.report_id,
        remainders.closing_id,
        coalesce(closings.subject_id, remainders.closing_id) as remainder_id,
        remainders.scope_key as scope_id,
        remainders.geography_key as geography_id,
        members.metric_id,
        members.period_key as period_id,
        members.unit,
        members.subject_id
    from remainders
    left join closings
        on {{ same_columns('remainders', 'closings', table) }}
    left join members
        on {{ same_columns('remainders', 'members', table) }}
        and coalesce(closings.is_own_table, true)
)

select * from final
