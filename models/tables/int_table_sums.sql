-- One row per sum that is believed, or would be but for one digit: the best of each line, over all levels. Where nothing else speaks for
-- it, as in a table of one column, the other totals do: two of three are sums of the lines above them. A total with figures far above
-- their rounding needs no other where none fails, nor does one that misses by as much as the total that it is a part of.
with sums as (
    {% for level in (1, 2, 3) %}
        select * from {{ ref('int_table_sums_' ~ level) }}
                {{ 'union all' if not loop.last }}
    {% endfor %}
),

best as (
    select * from sums
    where is_believed or is_one_digit_off
    qualify row_number() over (partition by grid_id, line order by is_believed desc, score desc, level asc nulls last) = 1
),

totals as (
    select
        lines.grid_id,
        count(case when best.is_believed and best.form = 'plus' then 1 end) as totals_held,
        count(case when best.line is null then 1 end) as totals_broken,
        count(case when best.is_one_digit_off and not best.is_believed then 1 end) as totals_off
    from {{ ref('int_table_lines') }} as lines
    left join best on lines.grid_id = best.grid_id and lines.line = best.line
    where lines.is_total
    group by lines.grid_id
),

-- A total of totals that is off by the same as one of them: that one explains both.
shared as (
    select distinct
        one.grid_id,
        one.line
    from best as one
    inner join best as other
        on one.grid_id = other.grid_id
            and ((other.start_line <= one.line and one.line < other.line) or (one.start_line <= other.line and other.line < one.line))
            and abs(one.gap + other.gap) <= one.tolerance + other.tolerance
    where one.is_one_digit_off and other.is_one_digit_off and not one.is_believed and not other.is_believed
),

final as (
    select best.*
    from best
    left join totals on best.grid_id = totals.grid_id
    left join shared on best.grid_id = shared.grid_id and best.line = shared.line
    where best.is_believed or best.is_suspect or shared.line is not null or totals.totals_held >= 2 * (totals.totals_broken + 1)
        or (totals.totals_broken = 0 and totals.totals_off = 1 and best.evidence >= 1.2)
)

select * from final
