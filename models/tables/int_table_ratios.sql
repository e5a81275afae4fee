-- One row per line of percentages that is believed to be a growth or share of two lines of amounts.
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
        sum(case when holds then surprise end) - sum(case when holds then 0 when is_simple then 0.3 else 1 end) as evidence
    from tries
    group by table_direction, form, line, first_line, second_line
),

labelled as (
    select distinct
        table_direction,
        line
    from {{ ref('int_table_cells') }}
    where direction in ('left', 'right') and is_change
),

counted as (
    select
        scored.*,
        evidence
        - log10(count(*) over (partition by scored.table_direction, scored.line, form))
        + case when form = 'growth' and labelled.line is not null then 1 else 0 end as score,
        labelled.line is not null as is_change
    from scored
    left join labelled on scored.table_direction = labelled.table_direction and scored.line = labelled.line
),

final as (
    select * from counted
    where (slots_held >= 2 and score >= 2) or (form = 'growth' and is_change and slots_held = 1 and slots_tried = 2 and score >= 2)
    qualify row_number()
            over (
                partition by table_direction, line
                order by score desc, form asc nulls last, first_line asc nulls last, second_line asc nulls last
            )
        = 1
)

select * from final
