-- One row per line of percentages that is believed to be a growth or share of two lines of amounts. A share that fails in a slot must hold
-- in three that tell something.
with tries as (
    select * from {{ ref('int_table_ratio_tries') }}
),

scored as (
    select
        table_direction,
        form,
        line,
        first_line,
        second_line,
        count(*) as slots_tried,
        count(case when holds then 1 end) as slots_held,
        count(case when holds and surprise > 0 then 1 end) as slots_telling,
        sum(case when holds then surprise end) - sum(case when holds then 0 when is_simple then 0.3 else 1 end) as evidence
    from tries
    group by table_direction, form, line, first_line, second_line
),

headings as (
    select
        table_direction,
        line,
        bool_or(is_change) as is_change,
        bool_or(has_heading) as has_heading
    from {{ ref('int_table_cells') }}
    where direction in ('left', 'right')
    group by table_direction, line
),

counted as (
    select
        scored.*,
        evidence
        - log10(count(*) over (partition by scored.table_direction, scored.line, form))
        + case when form = 'growth' and headings.is_change then 1 else 0 end as score,
        coalesce(headings.is_change, false) as is_change
    from scored
    left join headings on scored.table_direction = headings.table_direction and scored.line = headings.line
    where scored.table_direction like '% down' or headings.has_heading  -- a heading on another page may name another basis
),

final as (
    select * from counted
    where (slots_held >= 2 and score >= 2 and (form = 'growth' or slots_held = slots_tried or slots_telling >= 3)) or (form = 'growth' and is_change and slots_held = 1 and slots_tried = 2 and score >= 2)
    qualify row_number()
            over (
                partition by table_direction, line
                order by score desc, form asc nulls last, first_line asc nulls last, second_line asc nulls last
            )
        = 1
)

select * from final
