-- One row per figure of a believed sum or difference, in each slot: the line it stands on and what it adds.
with terms as (
    select * from {{ ref('int_table_relation_terms') }}
    where kind in ('total', 'difference')
),

final as (
    select
        *,
        case
            when relation_id like '% down sum %' or relation_id like '% up sum %' then row_number
            else column_number
        end as line,
        case role when 'add' then value when 'subtract' then -value else 0 end as signed_value
    from terms
)

select * from final
