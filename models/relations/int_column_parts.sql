-- One row per whole and part of its column, or line, that adds up: no fewer columns of the table hold as fail, and one does, by more than coarse figures. So
-- no row has to be declared complete, and neither a subtotal nor a row "of which" makes a conflict. A row called total is believed by one such column, or alone
-- softly with a row for the others; the parts of a subject or place by two, or softly by one.
{%- set table = ['report_id', 'axis', 'table_key'] %}
with members as (
    select * from {{ ref('int_column_members') }}
),

columns as (
    select
        {{ table | join(', ') }}, total_id,
        count(*) as parts,
        max(case when is_remainder then 1 else 0 end) as has_remainder,
        coalesce({{ sum_side('bound_low') }} <= min(total_high), true) and coalesce({{ sum_side('bound_high') }} >= min(total_low), true) as holds,
        axis = 'row' or 100 * ({{ sum_side('bound_high - bound_low') }} + min(total_high - total_low)) <= min(abs(total_low)) as is_fine
    from members
    group by {{ table | join(', ') }}, total_id
    having count(*) > 1
),

weighed as (
    select
        *,
        max(parts) over (partition by {{ table | join(', ') }}) as most_parts,
        count(*) over (partition by {{ table | join(', ') }}) as tried,
        count(case when holds and is_fine then 1 end) over (partition by {{ table | join(', ') }}) as holding,
        count(case when not holds then 1 end) over (partition by {{ table | join(', ') }}) as failing
    from columns
),

believed as (
    select *, case when holding > case axis when 'row' then 0 else 1 end then 'hard' else 'soft' end as severity from weighed
    where (holding > 0 and holding >= failing) or (axis = 'row' and tried = 1 and has_remainder = 1)
),

final as (
    select
        members.*,
        believed.severity,
        believed.has_remainder = 1 as has_remainder,
        -- a dash stands for what is nil or not known
        believed.parts = believed.most_parts as is_complete
    from members
    inner join believed on {{ same_columns('members', 'believed', table + ['total_id']) }}
)

select * from final
