-- One row per remainder, thing that its tables print and other subject that they print of it: what the remainder is left of. A list
-- that prints a remainder of another table again adds nothing.
with lines as (
    select * from {{ ref('int_table_rows') }}
    where closing_type = 'remainder'
),

members as (
    select * from {{ ref('int_table_members') }}
),

closings as (
    select distinct report_id, scope_key, geography_key, closing_id, block, subject_id, is_own_table from {{ ref('int_table_closings') }}
),

remainders as (
    select distinct report_id, scope_key, geography_key, closing_id, block from lines
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
        on remainders.report_id = closings.report_id
        and remainders.scope_key = closings.scope_key
        and remainders.geography_key = closings.geography_key
        and remainders.closing_id = closings.closing_id
        and remainders.block = closings.block
    left join members
        on remainders.report_id = members.report_id
        and remainders.scope_key = members.scope_key
        and remainders.geography_key = members.geography_key
        and remainders.closing_id = members.closing_id
        and remainders.block = members.block
        and coalesce(closings.is_own_table, true)
)

select * from final
