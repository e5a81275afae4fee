{#- Relations between the cells of a table. A grid is a table read in one direction: its lines are rows (or columns), its slots the
    columns (or rows) that cross them. A relation joins lines and is tried in every slot. -#}

{#- How telling it is that a relation holds: minus the decimal logarithm of the share of figures of this size that would pass. -#}
{% macro surprise(tolerance, one, other) -%}
least(5e0, -log10(greatest(1e-9, least(1e0, cast({{ tolerance }} as double) / nullif(cast(greatest(abs({{ one }}), abs({{ other }})) as double), 0)))))
{%- endmacro %}

{#- Whether one wrong digit, or two swapped ones, leaves a difference such as this: d times a power of ten, or nine times that. -#}
{% macro is_simple(gap, tolerance) -%}
({% for divisor in (1, 9) %}{% for step in (0, 1) -%}
{%- set reach = "((cast(" ~ gap ~ " + " ~ tolerance ~ " as double)) / " ~ divisor ~ ")" -%}
{%- set power = "power(10e0, floor(log10(greatest(" ~ reach ~ ", 1e-6)) + 1e-12) - " ~ step ~ ")" -%}
{%- set multiple = "least(9, floor(" ~ reach ~ " / " ~ power ~ " + 1e-9))" -%}
{{ multiple }} * {{ power }} * {{ divisor }} >= cast({{ gap }} - {{ tolerance }} as double) - 1e-9
{%- if not (loop.last and divisor == 9) %} or {% endif %}
{%- endfor %}{% endfor %})
{%- endmacro %}

{#- The chance that figures rounded one by one miss their sum by at least `gap`: two tails of a normal distribution (in a logistic
    approximation) with the variance of the parts' rounding, where the sum itself is rounded to `unit`. -#}
{% macro chance_of_rounding(gap, unit, variance) -%}
2e0 / (1e0 + exp(least(50e0, 1.6e0 * (cast({{ gap }} as double) - cast({{ unit }} as double) / 2) / sqrt(greatest({{ variance }}, 1e-9)))))
{%- endmacro %}

{#- A text with all that matches a pattern replaced; both as SQL. -#}
{% macro replaced(text, pattern, by) %}{{ return(adapter.dispatch('replaced')(text, pattern, by)) }}{% endmacro %}
{% macro default__replaced(text, pattern, by) %}regexp_replace({{ text }}, {{ pattern }}, {{ by }}, 'g'){% endmacro %}
{% macro spark__replaced(text, pattern, by) %}regexp_replace({{ text }}, {{ pattern }}, {{ by }}){% endmacro %}

{#- Whether a label holds one of some words. -#}
{% macro says(label, words) -%}
({% for word in words %}' ' || lower({{ label }}) || ' ' like '%{{ word }}%'{{ ' or ' if not loop.last }}{% endfor %})
{%- endmacro %}

{#- A label without amounts per share that it states by the way: "Dividends declared ($1.30 per share)", "Shares used to compute earnings per
    share". -#}
{% macro without_stated_amounts(label) %}{{ replaced(label, "'[(][^()]*[0-9][^()]*[)]|[$€£¥] ?[0-9.,]+ per [A-Za-z]+|[Ss]hares (outstanding )?used (to|in|for) .*'", "' '") }}{% endmacro %}

{#- A label without what it says in parentheses, where anything is left. -#}
{% macro without_remarks(label) %}coalesce(nullif(trim({{ replaced(label, "'[(][^()]*[)]'", "' '") }}), ''), {{ label }}){% endmacro %}

{#- Labels of figures that do not add up. "Per" is a word of its own only in small letters, or before what the figure is for: not in a name
    in capitals. -#}
{% macro says_average(label) -%}
(' ' || {{ without_stated_amounts(label) }} || ' ' like '% per %' or {{ says(without_stated_amounts(label), [' per share', ' per unit', ' per common', ' per ordinary', ' per basic', ' per diluted', ' per ads', ' per capita', ' ratio ', '/share', 'per-share', 'price range', ' eps ', ' yield ', ' mean ', ' median ', ' adj ms ', ' std dev', 'standard deviation']) }} or (lower({{ label }}) like '%average%' and lower({{ label }}) not like '%shares%'))
{%- endmacro %}

{#- Labels of figures that add up with none, not with their like either. -#}
{% macro says_mean(label) -%}
({{ says(label, [' mean ', ' median ', '(years)', '(in years)', ' average price']) }} or (lower({{ label }}) like '%average%' and ({{ says(label, [' life', ' lives', ' period', 'years', ' rate', ' yield', ' price']) }})))
{%- endmacro %}

{#- Headings of columns of rates: "Number | Rate". A row of a rate, as tax at the statutory rate, may print an amount. -#}
{% macro heads_rates(label) -%}
(lower({{ label }}) like '% rate' or lower({{ label }}) like '% rates' or lower({{ label }}) in ('rate', 'rates'))
{%- endmacro %}

{#- Headings of columns that count shares, beside columns of what they are worth. -#}
{% macro counts_shares(label) -%}
({% for words in ['shares', 'number of shares', 'no. of shares'] %}' | ' || lower({{ label }}) like '% | {{ words }}'{{ ' or ' if not loop.last }}{% endfor %})
{%- endmacro %}

{#- Labels of changes, whose signs may say better or worse. -#}
{% macro says_change(label) -%}
{{ says(label, [' change', ' variance', ' difference', 'better', 'favorable', 'favourable', 'inc/(dec', 'inc (dec', '(decrease)', ' increase', ' over 19', ' over 20', ' vs 19', ' vs 20', ' vs. 19', ' vs. 20', ' versus 19', ' versus 20', ' chg', '%chg', ' h / (l)', ' h/(l)', ' b / (w)', ' b/(w)', 'higher/', 'lower)', 'year-over-year', ' yoy', ' y/y', '变动', '增减', '同比', '环比']) }}
{%- endmacro %}

{#- Labels of what is better where it falls. -#}
{% macro says_cost(label) -%}
{{ says(label, ['cost', 'expense', ' loss', ' tax', 'debt', 'depreciation', 'amortization', 'amortisation', 'overhead', 'provision', 'liabilit', 'administrative', '费用', '成本']) }}
{%- endmacro %}

{#- Labels of balances at the end and at the start of a period, by words or by the day. -#}
{% macro says_closing(label) -%}
({{ says(label, [' ending', ' closing', ' at end', ' end of', ' at the end', 'year-end', '期末']) }}
{%- for word in (' at ', ' of ') %}{% for day in ('31 december', 'december 31', '31 march', 'march 31', '30 june', 'june 30', '30 september', 'september 30') %}
or lower({{ label }}) like '{{ word[1:] }}{{ day }}%' or lower({{ label }}) like '%{{ word }}{{ day }}%'{% endfor %}{% endfor %})
{%- endmacro %}
{% macro says_opening(label) -%}
{{ says(label, [' beginning', ' opening', ' at start', ' start of', ' 1 january', ' january 1 ', ' january 1,', ' 1 april', ' april 1 ', ' april 1,', ' 1 july', ' july 1 ', ' july 1,', ' 1 october', ' october 1 ', ' october 1,', '期初']) }}
{%- endmacro %}

{#- Labels of lines that result from others. -#}
{% macro says_outcome(label) -%}
({{ says(label, ['total', 'balance', ' ebit', 'operating income', 'operating profit', 'operating loss', 'income from operations', 'profit from operations', 'loss from operations', 'before tax', 'before income tax', 'before taxation', 'free cash flow', 'gross profit', 'gross margin', ' for the period', ' for the year', ' end of ', ' at end', 'ending', 'closing', 'year-end', ', net', ' net of ', '合计', '总计', '小计', '净', '期末']) }} or ltrim(lower({{ label }})) like 'net %')
{%- endmacro %}
{% macro says_result(label) -%}
({{ says_outcome(label) }} or {{ says_change(label) }})
{%- endmacro %}

{#- Lines of the next level: those that a believed sum has used as parts stay as results alone. -#}
{% macro next_lines(lines, sums) %}
with lines as (
    select * from {{ lines }}
),

sums as (
    select * from {{ sums }}
    where is_believed or is_one_digit_off
),

used as (
    select distinct lines.grid_id, lines.line
    from lines
    inner join sums on lines.grid_id = sums.grid_id and lines.line >= sums.start_line and lines.line < sums.line
),

final as (
    select
        lines.grid_id,
        lines.line,
        lines.table_class,
        lines.direction,
        lines.label,
        lines.is_total,
        lines.is_first or results.line is not null as is_first,
        lines.group_number,
        lines.is_used or used.line is not null as is_used
    from lines
    left join used on lines.grid_id = used.grid_id and lines.line = used.line
    left join sums as results on lines.grid_id = results.grid_id and lines.line = results.line
    where lines.grid_id in (select grid_id from used)
)

select * from final
{% endmacro %}

{#- A figure as a part: 0 where it is missing or used up. -#}
{% macro unused(column) -%}
case when lines.is_used then 0 else coalesce(figures.{{ column }}, 0) end
{%- endmacro %}

{#- How far back the parts of a sum are sought: less far in large tables, so that the work grows with the number of figures. -#}
{% macro is_within_reach(result, start) -%}
({{ result }}.table_figures <= 2000 and {{ start }}.position >= {{ result }}.position - 60)
or ({{ result }}.table_figures <= 30000 and {{ start }}.position >= {{ result }}.position - 8)
or ({{ result }}.is_total and ({{ start }}.position = 1 or ({{ start }}.is_first and {{ start }}.position >= {{ result }}.position - 8)))
{%- endmacro %}

{#- Sums of one level: each line is tried as the result of up to 60 lines right before it: added, the first less the others, or up to
    four with any signs. Returns the best such relation of each line. The search computes in double
    precision; what it finds is judged in exact decimals (int_table_relation_slots). A line whose label names no result needs slots with
    figures far above their rounding, and one that fails at most; percentages that no total sums need more; other signs than those of a sum or difference need a label as well. -#}
{% macro table_sums(lines, level) %}
with figures as (
    select
        grid_id,
        table_direction,
        line,
        slot,
        is_change_slot,
        table_figures,
        cast(value as double) as value,
        cast(width as double) as width
    from {{ ref('int_table_cells') }}
    where class <> 'mean' and (class <> 'rate' or direction in ('down', 'up'))  -- earnings per share of quarters do not add up
),

lines as (
    select
        *,
        sum(case when is_used then 0 else 1 end) over (partition by grid_id order by line nulls last) + case when is_used then 1 else 0 end as position,
        count(*) over (partition by grid_id) as grid_lines,
        line = max(line) over (partition by grid_id) and direction = 'down' as is_last
    from {{ lines }}
),

-- Statements in percent of their first line add up as those in amounts do.
common_sized as (
    select grid_id
    from (
        select grid_id, value, line = min(line) over (partition by grid_id) as is_first_line
        from figures
        where table_direction like '% down'
    ) as opening
    where is_first_line
    group by grid_id
    having min(value) = 100 and max(value) = 100
),

-- Support is counted over all slots later; 40 are enough to find a relation.
slots as (
    select grid_id, table_direction, slot, bool_or(is_change_slot) as is_change_slot, max(table_figures) as table_figures
    from figures
    group by grid_id, table_direction, slot
    qualify row_number() over (partition by grid_id order by count(*) desc, slot nulls last) <= 40
),

-- One row per line and slot, with what the lines before it add up to.
dense as (
    select
        lines.grid_id,
        slots.table_direction,
        slots.slot,
        slots.is_change_slot,
        slots.table_figures,
        lines.line,
        lines.position,
        lines.is_used,
        lines.direction,
        lines.is_total,
        case when lines.is_last then 1 else lines.grid_lines end as grid_lines,  -- the last row is the likeliest result
        lines.table_class like '% amount' as is_amount,
        lines.table_class like '% percent' as is_percent,
        lines.table_class like '% percent' and lower(lines.label) not like '%total%' and common_sized.grid_id is null as is_ratio,
        {{ says("replace(lines.label, '%', 'percent')", ['percent of ', 'percentage of ', ' margin']) }}
        and max(abs(figures.value)) over (partition by lines.grid_id, lines.line) <= 100 as is_margin,
        lines.is_first,
        lines.group_number,
        figures.value,
        figures.width,
        {{ unused('value') }} as part,
        {{ unused('width') }} as part_width,
        {% for step in (1, 2, 3) %}
        coalesce(lead({{ unused('value') }}, {{ step }}) over following, 0) as part_{{ step }},
        {% endfor %}
        count(case when lines.is_total then 1 end) over before as totals_to,
        sum({{ unused('value') }}) over before as sum_to,
        sum({{ unused('width') }}) over before as width_to,
        count(case when {{ unused('value') }} <> 0 then 1 end) over before as figures_to,
        count(case when abs(figures.value / (100 * figures.width) - round(figures.value / (100 * figures.width))) > 1e-9 then 1 end) over before as uneven_to,
        case when abs(figures.value / (100 * figures.width) - round(figures.value / (100 * figures.width))) > 1e-9 then 1 else 0 end as uneven
    from lines
    inner join slots on lines.grid_id = slots.grid_id
    left join figures on lines.grid_id = figures.grid_id and slots.slot = figures.slot and lines.line = figures.line
    left join common_sized on lines.grid_id = common_sized.grid_id
    window
        before as (partition by lines.grid_id, slots.slot order by lines.line nulls last rows between unbounded preceding and current row),
        following as (partition by lines.grid_id, slots.slot, lines.is_used order by lines.line nulls last)
),

forms as (
    select * from (values
        ('plus', 2, 1000000, 1, 1, 1, 1),
        ('less', 2, 60, 1, -1, -1, -1),
        {% for signs in [(-1, 1), (1, -1, 0), (-1, 1, 0), (1, -1, 1), (-1, 1, 1), (1, 1, -1, 1), (1, 1, 1, -1), (1, 1, -1, -1), (1, -1, 1, -1), (1, -1, 1, 1), (1, -1, -1, 1), (-1, 1, 1, 1)] %}
        ('signed', {{ signs | length }}, {{ signs | length }}, {{ (signs + (0, 0))[:4] | join(', ') }}){{ ',' if not loop.last }}
        {% endfor %}
    ) as form(form, least_length, most_length, sign_0, sign_1, sign_2, sign_3)
),

tried as (
    select
        result.grid_id,
        result.table_direction,
        result.line,
        start.line as start_line,
        result.slot,
        result.is_change_slot,
        result.position - start.position as length,
        form.form,
        form.sign_0,
        form.sign_1,
        form.sign_2,
        form.sign_3,
        start.is_first,
        result.is_total,
        result.grid_lines,
        result.position - 1 as lines_before,
        result.is_amount,
        result.is_percent,
        result.is_ratio,
        result.is_margin,
        result.totals_to - start.totals_to + case when start.is_total then 1 else 0 end - case when result.is_total then 1 else 0 end as totals_inside,
        (form.form <> 'plus' or result.direction = 'up') and start.group_number <> result.group_number as is_crossing,
        result.value,
        case form.form
            when 'plus' then result.sum_to - result.part - start.sum_to + start.part
            when 'less' then start.part - (result.sum_to - result.part - start.sum_to)
            else form.sign_0 * start.part + form.sign_1 * start.part_1 + form.sign_2 * start.part_2 + form.sign_3 * start.part_3
        end as computed,
        result.uneven_to - start.uneven_to + start.uneven = 0 as is_round,
        (result.width_to - result.part_width + coalesce(result.width, 0) - start.width_to + start.part_width) / 2 as tolerance,
        result.figures_to - start.figures_to + case when start.part <> 0 then 1 else 0 end - case when result.part <> 0 then 1 else 0 end as parts
    from dense as result
    inner join dense as start on result.grid_id = start.grid_id and result.slot = start.slot and start.position < result.position
        and ({{ is_within_reach('result', 'start') }})
    inner join forms as form on result.position - start.position between form.least_length and form.most_length
    where
        result.value is not null
        and not start.is_used
        and (result.direction in ('down', 'right') or form.form = 'plus')
),

-- What holds in no slot is left out before the rest is computed.
compared as (
    select *, abs(computed - value) <= tolerance + 1e-12 * abs(value) as holds
    from tried
    where parts > 0 and (computed <> 0 or value <> 0) and not is_change_slot
),

candidates as (
    select distinct grid_id, line, start_line, form, sign_0, sign_1, sign_2, sign_3
    from compared
    where (holds and parts > 1) or (is_total and is_first and form = 'plus')
),

judged as (
    select
        compared.*,
        {{ is_simple('abs(computed - value)', 'tolerance') }} as is_simple,
        greatest(0, {{ surprise('case when holds and not is_percent then least(tolerance, abs(computed - value) + tolerance / (parts + 1)) else tolerance end', 'computed', 'value') }} - case when is_round then 2 else 0 end) as surprise  -- 500 + 500 is 1,000 by chance
    from compared
    inner join candidates using (grid_id, line, start_line, form, sign_0, sign_1, sign_2, sign_3)
),

scored as (
    select
        grid_id, table_direction, line, start_line, form, sign_0, sign_1, sign_2, sign_3, length,
        is_total,
        is_amount,
        is_ratio,
        is_margin,
        is_first,
        lines_before,
        min(totals_inside) as totals_inside,
        count(*) as slots_tried,
        max(parts) as most_parts,
        max(computed - value) as gap,
        max(tolerance) as tolerance,
        count(case when holds and (parts > 1 or (is_total and is_first and form = 'plus')) then 1 end) as slots_held,
        count(case when not holds then 1 end) as slots_failed,
        count(case when not holds and is_simple then 1 end) as slots_simple,
        sum(case when not holds or (parts < 2 and not (is_total and is_first and form = 'plus')) then 0 when parts > 1 and surprise >= 3.5 then 2 when surprise >= 1.3 then 1 else 0 end) as weight,
        sum(case when holds and parts = 1 and not (is_total and is_first and form = 'plus') then least(surprise, 1) when holds then surprise when is_simple then case when is_total then greatest(surprise - 2, 0) else 0 end else -2 end) as evidence,
        case when is_total then 0 else log10(grid_lines) / 2 end + case when is_first then 0 else greatest(0.7, log10(cast(lines_before as double))) end  -- lines that might be a result, or its first part
        - case when is_total and is_first and form = 'plus' then 0.7 else 0 end  -- most such lines are sums
        + case form when 'plus' then 0 when 'less' then 0.7 else 1.5 end + case when is_crossing then 1.5 else 0 end as penalty
    from judged
    group by grid_id, table_direction, line, start_line, form, sign_0, sign_1, sign_2, sign_3, length, is_total, grid_lines, is_amount, is_ratio, is_margin, is_first, lines_before, is_crossing
),

-- Rows that add up in one column do in the one beside it, of other units. Percentages may be growth: of those, another total must add up.
kept as (
    select *, form = 'plus' and slots_held > 0 and slots_failed = 0 and most_parts > 1 as is_kept
    from scored
),

supported as (
    select
        *,
        is_amount or count(case when is_kept and is_total and is_first and evidence >= 1 then 1 end) over (partition by grid_id) > 0 as is_additive,
        sum(case when is_kept then evidence else 0 end) over same_lines - case when is_kept then evidence else 0 end as evidence_beside,
        sum(case when is_kept then weight else 0 end) over same_lines - case when is_kept then weight else 0 end as weight_beside
    from kept
    window same_lines as (partition by table_direction, line, start_line, form, sign_0, sign_1, sign_2, sign_3)
),

joint as (
    select
        *,
        case when is_additive then evidence_beside else 0 end as other_evidence,
        case when is_additive then weight_beside else 0 end as other_weight
    from supported
),

believed as (
    select
        *,
        evidence + other_evidence - penalty as score,
        (slots_held > 0 or other_weight > 0) and evidence + other_evidence - penalty >= 2
        and (
            weight + other_weight >= case when is_ratio then 2 when form = 'signed' then 2 when is_total or (is_first and form = 'plus') then 1 else 2 end
            or (is_total and is_first and form = 'plus' and not is_ratio and slots_held >= 2 and slots_failed <= 1 and evidence >= 2)
        )
        and (is_total or (form <> 'signed' and slots_failed <= 1))
        and (not is_margin or slots_failed = 0 or slots_held >= 3) as is_believed,
        form = 'plus' and is_total and is_first and slots_tried = 1 and slots_simple = 1 as is_one_digit_off,
        {{ level }} as level
    from joint
    where most_parts > 1 and (slots_held > 0 or slots_simple > 0)
),

best as (
    select *, is_one_digit_off and evidence >= 2.3 as is_suspect
    from believed
    {%- if level == 1 %}
    where is_believed or not is_one_digit_off or evidence >= 2.3 or totals_inside = 0
    {%- endif %}
    qualify row_number() over (partition by grid_id, line order by is_believed desc, is_one_digit_off desc, score desc, length desc, form nulls last) = 1
),

-- What adds a result and some of its parts, in one slot at least, counts them twice.
slotted as (
    select best.*, judged.slot
    from best
    inner join judged using (grid_id, line, start_line, form, sign_0, sign_1, sign_2, sign_3)
    where best.form = 'plus'
),

twice as (
    select distinct whole.grid_id, whole.line
    from slotted as whole
    inner join slotted as part
        on whole.grid_id = part.grid_id and whole.slot = part.slot
            and part.start_line <= whole.start_line and whole.start_line < part.line and part.line < whole.line
            and part.is_believed
            and (part.slots_failed < whole.slots_failed or (part.slots_failed = whole.slots_failed and part.score > whole.score))
),

final as (
    select best.*
    from best
    left join twice on best.grid_id = twice.grid_id and best.line = twice.line
    where twice.line is null
)

select * from final
{% endmacro %}

{#- Words of a label or sentence that can name something, in lower case without a plural s. -#}
{% macro words_of(text) %}{{ return(adapter.dispatch('words_of')(in_common_words(text))) }}{% endmacro %}
{% macro default__words_of(text) %}list_distinct(list_transform(regexp_extract_all({{ text }}, '[a-z]{3,}|[一-鿿]{2,}'), lambda word: {{ singular('word') }})){% endmacro %}
{% macro spark__words_of(text) %}array_distinct(transform(regexp_extract_all({{ text }}, '[a-z]{3,}|[一-鿿]{2,}', 0), word -> {{ singular('word') }})){% endmacro %}

{#- How many words two lists of words share. -#}
{% macro words_shared(one, other) %}{{ return(adapter.dispatch('words_shared')(one, other)) }}{% endmacro %}
{% macro default__words_shared(one, other) %}len(list_intersect({{ one }}, {{ other }})){% endmacro %}
{% macro spark__words_shared(one, other) %}size(array_intersect({{ one }}, {{ other }})){% endmacro %}

{#- A word without the ending of the plural: properties, losses, taxes, sales. -#}
{% macro singular(word) -%}
case
    when {{ word }} like '%ies' then left({{ word }}, length({{ word }}) - 3) || 'y'
    when {{ word }} like '%sses' or {{ word }} like '%xes' or {{ word }} like '%ches' or {{ word }} like '%shes' then left({{ word }}, length({{ word }}) - 2)
    when {{ word }} like '%s' and {{ word }} not like '%ss' then left({{ word }}, length({{ word }}) - 1)
    else {{ word }}
end
{%- endmacro %}

{#- A text in lower case with one wording for what statements and the text about them call by several. -#}
{% macro in_common_words(text) -%}
{%- set found = namespace(sql="lower(" ~ text ~ ")") -%}
{%- for common, wordings in [
    ('cash from operating activities', 'cash (flows? )?(provided by|generated by|generated from|used in|from) operations|operating cash flow'),
    ('capital expenditures', 'purchases? of property|additions to property|expenditures for property|capital spending'),
    ('research and development', 'r ?& ?d'),
    ('selling, general and administrative', 'sg&a|selling, general, and administrative|selling, administrative and general'),
    ('income per share', '(earnings|income|loss) per (common )?share'),
    ('cost of revenue', 'costs? of (sales|goods sold|products sold|services|revenue)'),
    ('income tax', 'provision for income tax|income tax (expense|provision)|tax (expense|provision)'),
    ('shareholder', 'stockholder|shareowner'),
    ('revenue', 'sales|turnover'),
    ('income', 'earnings|profit'),
] -%}
{%- set found.sql = replaced(found.sql, "'" ~ wordings ~ "'", "'" ~ common ~ "'") -%}
{%- endfor -%}
{{ found.sql }}
{%- endmacro %}

{#- The digits of a text. -#}
{% macro only_digits(text) %}{{ replaced(text, "'[^0-9]'", "''") }}{% endmacro %}

{#- Words that name nothing by themselves. -#}
{% macro is_stop_word(word) -%}
{{ word }} in ('the', 'and', 'for', 'from', 'with', 'year', 'ended', 'total', 'net', 'other', 'million', 'thousand', 'billion', 'not', 'per', 'end', 'beginning', 'january', 'february', 'march', 'april', 'june', 'july', 'august', 'september', 'october', 'november', 'december', 'fiscal', 'our', 'inc', 'dec', 'change', 'increase', 'decrease', 'less', 'add', 'amount', 'provided', 'used', 'generated', 'flow')
{%- endmacro %}

{#- A row's label as a sentence would name it. -#}
{% macro naming_phrase(label) -%}
replace(lower(trim({{ without_remarks(label) }})), 'total ', '')
{%- endmacro %}

{#- Words that say when and how, and name nothing. -#}
{% macro filling_words() -%}
{{ ['was', 'were', 'is', 'are', 'of', 'in', 'for', 'at', 'to', 'by', 'as', 'during', 'the', 'our', 'a', 'an', 'year', 'years', 'quarter', 'months', 'ended', 'fiscal', 'first', 'second', 'third', 'fourth', 'three', 'six', 'nine', 'twelve', 'increased', 'decreased', 'declined', 'grew', 'rose', 'fell', 'improved', 'amounted', 'totaled', 'totalled', 'reached', 'approximately', 'about', 'increase', 'decrease', 'january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december', '(fy)?[0-9]+'] | join('|') }}
{%- endmacro %}

{#- Words between the name of a figure and the figure, as a pattern. -#}
{% macro linking_words() -%}
expense|expenses|revenue|revenues|{{ filling_words() }}
{%- endmacro %}

{#- A text in lower case without words that name nothing. -#}
{% macro without_linking_words(text) -%}
{{ replaced(replaced("' ' || lower(" ~ text ~ ") || ' '", "'[^a-z一-鿿]+'", "'  '"), "' (" ~ filling_words() ~ "|and|while|with|from|had|has|was|were|been|came|stood|reported|recorded|posted|total|million|billion|thousand) '", "' '") }}
{%- endmacro %}

{#- Whether a text names a phrase and goes on with no other noun: not "rail crane revenue backlog" for rail crane revenue. -#}
{% macro announces(phrase, text) -%}
(position({{ phrase }} in {{ text }}) > 0 and regexp_replace(substr({{ text }}, position({{ phrase }} in {{ text }}) + length({{ phrase }})), '^([ ,]+({{ linking_words() }})[ ,]|[ ,]*$).*$', '') = '')
{%- endmacro %}

{#- Whether the words before a figure end with a phrase that no other word qualifies: "the interest expense in 2019 was ". -#}
{% macro is_named(phrase, text) -%}
{%- set at = "position(" ~ phrase ~ " in " ~ text ~ ")" -%}
{%- set after = "substr(" ~ text ~ ", " ~ at ~ " + length(" ~ phrase ~ "))" -%}
{%- set before = "substr(" ~ text ~ ", 1, " ~ at ~ " - 1)" -%}
({{ phrase }} like '% %' and {{ at }} > 0
    and regexp_replace({{ after }}, '^([ ,]+({{ linking_words() }}))*[ ,]*$', '') = ''
    and ({{ at }} = 1{% for word in [', ', 'the ', 'our ', 'in ', 'from ', 'of ', 'total ', 'by '] %} or {{ before }} like '%{{ word }}'{% endfor %} or ({{ phrase }} like 'cash %' and {{ before }} like '%net ')))
{%- endmacro %}

{#- Whether a figure is said to be one of a phrase: "$24.2 million of net income". -#}
{% macro follows(phrase, text) -%}
({{ phrase }} like '% %' and ({{ text }} like ' of ' || {{ phrase }} || '%' or {{ text }} like ' in ' || {{ phrase }} || '%'))
{%- endmacro %}

{#- The noun that a figure is said to be an amount of: "availability" in "availability of $24.2 million". Empty where it only says that
    there is an amount ("a balance of"). -#}
{% macro noun_before(text) -%}
regexp_replace(regexp_extract({{ text }}, '([a-z]+) of (approximately |about |nearly |some |up to )?$', 1), '^(total|balance|amount|sum|level|value|expense|revenue|cost|charge|increase|decrease|end|each|total|excess|aggregate|out|because|as|consisting|composed|comprised)s?$', '')
{%- endmacro %}

{#- The year right behind a figure: "$224 million for 1993". -#}
{% macro year_behind(text) -%}
nullif(regexp_extract({{ text }}, '^ ?(in|for|during|at|as of)( the)?( fiscal| year| ended| end of)*( [a-z]+ [0-9]{1,2},)? ((19|20)[0-9][0-9])', 5), '')
{%- endmacro %}

{#- A power of ten of a small whole number, as a decimal. -#}
{% macro power_of_ten(exponent) -%}
cast(rpad('1', 1 + cast({{ exponent }} as integer), '0') as decimal(8, 0))
{%- endmacro %}

{#- Whether two figures, counted in whole units of the last digit, differ in one digit or in two swapped ones. -#}
{% macro one_digit_apart(one, other) -%}
(length({{ one }}) = length({{ other }}) and (levenshtein({{ one }}, {{ other }}) = 1
    or (levenshtein({{ one }}, {{ other }}) = 2 and mod(abs(cast({{ one }} as decimal(38, 0)) - cast({{ other }} as decimal(38, 0))), 9) = 0
        {% for digit in range(10) %}and length(replace({{ one }}, '{{ digit }}', '')) = length(replace({{ other }}, '{{ digit }}', '')) {% endfor %}
        and abs(cast({{ one }} as decimal(38, 0)) - cast({{ other }} as decimal(38, 0))) / 9 in ({% for power in range(8) %}{% for digit in range(1, 9) %}{{ digit ~ '0' * power }}{{ ', ' if not (loop.last and power == 7) }}{% endfor %}{% endfor %}))))
{%- endmacro %}

{#- Whether a text says that something moved, in words that say nothing else. -#}
{% macro says_moved(text, then='') -%}
({% for word in ['increas', 'decreas', 'declin', 'grew', 'rose', 'fell', 'reduc'] -%}
' ' || lower({{ text }}) || ' ' like '%{{ word }}%{{ then }}'{{ ' or ' if not loop.last }}
{%- endfor %})
{%- endmacro %}

{#- Words for a change of a figure, with a pattern after each. -#}
{% macro says_rise(text, then='') -%}
({{ says_moved(text, then) }} or {% for word in ['growth', 'higher', 'lower', 'improve', ' change', ' up ', ' down '] -%}
' ' || lower({{ text }}) || ' ' like '%{{ word }}%{{ then }}'{{ ' or ' if not loop.last }}
{%- endfor %})
{%- endmacro %}

{#- Nouns of a change that follow its figure: "a $3 million increase", not "$3 million increased". -#}
{% macro names_change(text) -%}
({{ says(text, [' higher', ' lower', ' growth']) }}{% for word in ['increase', 'decrease', 'decline', 'reduction', 'improvement', 'change'] %}{% for end in [' ', ',', '.'] %} or lower({{ text }}) like '% {{ word }}{{ end }}%'{% endfor %}{% endfor %})
{%- endmacro %}

{#- Whether a text ends as before the amount of a change: "an increase of ", "rose by ", "rose ", "was a " ("$5 million decrease"). -#}
{% macro ends_as_change(text) -%}
(right({{ text }}, 4) = ' by '{% for words in ['increase of', 'decrease of', 'rise of', 'decline of', 'growth of', 'gain of', 'reduction of', 'improvement of', 'change of', 'increased', 'decreased', 'rose', 'declined', 'grew', 'fell', 'dropped', 'improved', ' a', ' an'] %} or lower({{ text }}) like '%{{ words }} '{% endfor %})
{%- endmacro %}

{#- What a text says of a cause: behind "due to", "driven by". Empty where it names none. -#}
{% macro said_of_cause(text) -%}
regexp_extract({{ text }}, '.*(due to|attributable to|driven by|because of|result of|resulted from|resulting from)(.*)', 2)
{%- endmacro %}

{#- Words for a figure on another basis than the one printed in a table, unless its labels say them too. -#}
{% macro says_other_basis(text, label) -%}
({% for word in ['initially', 'originally', 'previously', 'preliminary', 'would have', 'pro forma', 'excluding', 'adjusted', 'non-gaap', 'underlying', 'constant currenc', 'comparable basis', 'prior to the adoption', 'restated', 'subsequent', 'fair value', 'weighted', 'notional'] -%}
({{ text }} like '%{{ word }}%' and {{ label }} not like '%{{ word }}%') or {% endfor %}
({{ text }} like '%attributable to%' and {{ label }} not like '%attributable%' and not {{ says(text, ['ly attributable', 'was attributable', 'were attributable', 'is attributable', 'are attributable', 'be attributable']) }}))
{%- endmacro %}

{#- The first year that a label names, NULL where there is none. -#}
{% macro year_of(label) -%}
nullif(regexp_extract({{ label }}, '(19|20)[0-9][0-9]', 0), '')
{%- endmacro %}

{#- How three figures in a row of a sentence, of which the second and third follow a gap, tell a growth: level, growth, level before ("up");
    growth, level, level before ("to"); level, level before, growth ("by"); growth, level before, level ("from"); level before, level,
    growth ("past"). NULL where the words between them say more. -#}
{% macro shape_of_growth() -%}
{%- set when = "( (ago|earlier|before))?( (in|for|during|at|as of) [^,;.()]*| a year (ago|earlier)| (last|the (previous|prior)) [a-z -]*)?[ ,(]*" -%}
{%- set rate = "(or |which (is|was) |representing |reflecting )?(an? )?((year[ -]over[ -]year|year[ -]on[ -]year|yoy|y/y|sequential) )?(increase|rise|gain|growth|decrease|decline|drop|fall|reduction|up|down|increasing|decreasing|growing|rising|declining)?( of| by)?[ ]*" -%}
{%- set since = "[ ,(]*((year[ -]over[ -]year|year[ -]on[ -]year|yoy|y/y)[ ,]*)?(from|compared (with|to)|versus|vs[.]?|against)( the| a)?[ ]*" -%}
case
    when not is_change and {{ is_all('second_gap', when ~ rate) }} and second_names_growth and {{ is_all('third_gap', since) }} then 'up'
    when {{ is_all('second_gap', '[ ,]*to[ ]*') }} and names_growth and {{ is_all('third_gap', '(' ~ when ~ ')?' ~ since) }} then 'to'
    when names_growth and {{ is_all('second_gap', since) }} and {{ is_all('third_gap', when ~ 'to[ ]*') }} then 'from'
    when is_after_from and {{ is_all('second_gap', when ~ 'to[ ]*') }} and {{ is_all('third_gap', when ~ rate) }} and third_names_growth then 'past'
    when not is_change and {{ is_all('second_gap', since) }} and {{ is_all('third_gap', when ~ rate) }} and third_names_growth then 'by'
end
{%- endmacro %}
{% macro is_all(text, pattern) -%}
({{ text }} not like '% and %' and {{ text }} not like '% offset by %' and {{ said_of_cause(text) }} = '' and regexp_replace({{ text }}, '^{{ pattern }}$', '') = '')
{%- endmacro %}
{% macro names_growth() -%}
{%- set words = "right(text_before, 30) || printed || left(text_after, 15)" -%}
({{ says_moved(words) }} or {{ says(words, ['rise', 'rising', 'grow', 'gain', 'up ', 'down ', 'drop', 'fall']) }})
{%- endmacro %}
