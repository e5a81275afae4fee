-- One row per sum that is believed, or would be but for one digit: the best of each line, over all levels.
with sums as (
    {% for level in (1, 2, 3) %}
        select * from {{ ref('int_table_sums_' ~ level) }}
        where is_believed or is_suspect
                {{ 'union all' if not loop.last }}
    {% endfor %}
),

final as (
    select * from sums
    qualify row_number() over (partition by grid_id, line order by score desc, level asc nulls last) = 1
)

select * from final
