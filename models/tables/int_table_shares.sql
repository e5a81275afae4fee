-- One row per line of percentages that is believed to be the share of a line of amounts in one whole, printed or not: most slots imply
-- the same one, and their amounts, or these and their total, add up to it nearly. The whole is tried at the lower ends of what the 20
-- sharpest slots imply. Columns of percentages only: what rows have in columns are shares of other wholes. Shares have a whole unit either way.
with tries as (
    select * from {{ ref('int_table_share_tries') }}
),

scored as (
    select
        tries.table_direction,
        tries.line,
        tries.part_line,
        anchors.whole_low as whole,
        count(*) as slots_tried,
        sum(cast(tries.part_low as double)) as parts,
        count(case when anchors.whole_low between tries.whole_low and tries.whole_high then 1 end) as slots_held,
        sum(case
            when
                anchors.whole_low between tries.whole_low and tries.whole_high
                then least(5e0, -log10(least(1e0, ln(tries.whole_high / tries.whole_low) / 2)))
            else -2
        end) as evidence
    from tries
    inner join
        tries as anchors
        on tries.table_direction = anchors.table_direction and tries.line = anchors.line and tries.part_line = anchors.part_line
    where anchors.sharpness <= 20
    group by tries.table_direction, tries.line, tries.part_line, anchors.sharpness, anchors.whole_low
),

counted as (
    select
        *,
        evidence - log10(slots_tried * count(distinct part_line) over (partition by table_direction, line)) as score
    from scored
),

best as (
    select * from counted
    where slots_held >= 3 and score >= 2 and (parts between 0.9 * whole and 1.1 * whole or parts between 1.8 * whole and 2.2 * whole)
    qualify row_number()
            over (
                partition by table_direction, line
                order by slots_held desc, abs(part_line - line) asc nulls last, score desc, part_line asc nulls last, whole asc nulls last
            )
        = 1
),

final as (
    select
        best.table_direction,
        best.line,
        best.part_line,
        best.score,
        max(tries.widest_low) as whole_low,
        min(tries.widest_high) as whole_high
    from best
    inner join tries
        on best.table_direction = tries.table_direction and best.line = tries.line and best.part_line = tries.part_line
            and best.whole between tries.whole_low and tries.whole_high
    group by best.table_direction, best.line, best.part_line, best.score
)

select * from final
