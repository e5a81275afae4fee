-- One row per remainder or total, table that it closes and figure of another subject that the table prints with it: of the same metric, period and
-- unit. A subject that stands above it is no member, nor is a total; one with a parent has members of this parent alone.
{%- set table = ['report_id', 'scope_key', 'geography_key', 'closing_id', 'block'] %}
{%- set thing = ['metric_id', 'period_key', 'unit'] %}
with lines as (
    select * from {{ ref('int_table_rows') }}
),

subjects as (
    select * from {{ ref('stg_subjects') }}
),

groups as (
    select distinct group_id, member_id from {{ ref('stg_group_members') }}
),

final as (
    select distinct {% for column in table + thing %}closing.{{ column }}, {% endfor %}other.subject_id, subjects.subject_type
    from lines as closing
    inner join lines as other
        on {{ same_columns('closing', 'other', table + thing) }}
    left join subjects on other.subject_id = subjects.subject_id
    left join groups on other.subject_id = groups.group_id and closing.closing_id = groups.member_id
    where closing.is_closing and not other.is_closing and groups.group_id is null
        and other.subject_id <> other.scope_key
        and coalesce(subjects.subject_type, '') <> 'total'
        and (
            closing.parent_subject_id is null
            or (closing.parent_subject_id <> other.subject_id and coalesce(subjects.parent_subject_id = closing.parent_subject_id, false))
        )
)

select * from final
