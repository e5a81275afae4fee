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
        sum(case when holds then surprise end) - 2 * count(case when not holds then 1 end) as evidence
    from tries
    group by table_direction, form, line, first_line, second_line
),

counted as (
    select *, evidence - log10(count(*) over (partition by table_direction, line)) as score from scored
),

final as (
    select * from counted
    where slots_held >= 2 and score >= 2
    qualify row_number() over (partition by table_direction, line order by score desc, form, first_line, second_line) = 1
)

select * from final
