{#- Interval arithmetic lives here and nowhere else. A NULL side is open (unbounded).
    Quotients are computed in double precision and rounded outward, so that they enclose;
    sums and differences of decimals are exact. Formulas: docs/METHODS.md. -#}

{% macro amount() %}decimal(28, 6){% endmacro %}

{#- A share in percent. Narrow, so that its square keeps all its digits on every engine. -#}
{% macro share() %}decimal(12, 6){% endmacro %}

{#- An exact decimal as an amount, rounded down or up. -#}
{% macro amount_low(x) -%}
(cast({{ x }} as {{ amount() }}) - case when cast({{ x }} as {{ amount() }}) > {{ x }} then 0.000001 else 0 end)
{%- endmacro %}
{% macro amount_high(x) -%}
(cast({{ x }} as {{ amount() }}) + case when cast({{ x }} as {{ amount() }}) < {{ x }} then 0.000001 else 0 end)
{%- endmacro %}

{#- The two numbers of a printed fraction ("1/10"); NULL for any other mantissa. -#}
{% macro over_line(mantissa) -%}
cast(case when {{ mantissa }} like '%/%' then split_part({{ mantissa }}, '/', 1) end as decimal(18, 6))
{%- endmacro %}
{% macro under_line(mantissa) -%}
cast(nullif(split_part({{ mantissa }}, '/', 2), '') as decimal(18, 6))
{%- endmacro %}

{#- Mantissa text times a power of ten, exact: -2 for basis points and cents. Text of more than 18 digits is read a hundred times slower. -#}
{% macro scaled(mantissa, mult) -%}
{%- set number = "cast(" ~ mantissa ~ " as decimal(18, 6))" -%}
case when {{ mult }} < 0 then cast({{ number }} * {{ step(2) }} as {{ amount() }})
else cast(cast({{ number }} as decimal(20, 6)) * cast(rpad('1', 1 + cast({{ mult }} as integer), '0') as decimal(18, 0)) as {{ amount() }}) end
{%- endmacro %}

{#- Half a unit of the last printed digit of a mantissa (XBRL Calculations 1.1). -#}
{% macro half_last_digit(mantissa, mult) -%}
{{ scaled("'0.' || repeat('0', length(coalesce(nullif(split_part(" ~ mantissa ~ ", '.', 2), ''), ''))) || '5'", mult) }}
{%- endmacro %}

{#- Middle of two decimals, to the nearest. DuckDB takes longer to leave out a decimal of a wide one than for all else in a row: a double is asked
    first, and taken where it is exact. -#}
{% macro middle(low, high) -%}
{%- set sum = "(" ~ low ~ " + " ~ high ~ ")" -%}
{%- set closest = "cast(cast(" ~ sum ~ " as double) * 0.5e0 as decimal(29, 6))" -%}
case when {{ closest }} + {{ closest }} = {{ sum }} then {{ closest }} else cast({{ sum }} * 0.5 as decimal(29, 6)) end
{%- endmacro %}

{#- The step of the last digit of an amount: 10 for 430, 0.1 for 20.5, 0 for 0. -#}
{% macro last_step(x) -%}
{%- set digits = "replace(cast(" ~ x ~ " as " ~ dbt.type_string() ~ "), '.', '')" -%}
case when {{ x }} = 0 then 0 else cast(cast(rpad('1', cast(1 + length({{ digits }}) - length(trim(trailing '0' from {{ digits }})) as integer), '0') as decimal(28, 0)) * {{ step(6) }} as {{ amount() }}) end
{%- endmacro %}

{#- A side widened by a fraction of its value, where the figure was printed as approximate. -#}
{% macro widened_low(bound, value, is_approx, tolerance) -%}
cast({{ bound }} - case when {{ is_approx }} then abs({{ value }}) * {{ tolerance }} else 0 end as {{ amount() }})
{%- endmacro %}
{% macro widened_high(bound, value, is_approx, tolerance) -%}
cast({{ bound }} + case when {{ is_approx }} then abs({{ value }}) * {{ tolerance }} else 0 end as {{ amount() }})
{%- endmacro %}

{#- Greatest whole number not above a double, as a decimal. On Spark floor gives a bigint, which would stop at its
    end; a double beyond it is whole anyhow. -#}
{% macro whole_below(x) %}{{ return(adapter.dispatch('whole_below')(x)) }}{% endmacro %}
{% macro default__whole_below(x) %}cast(floor({{ x }}) as decimal(28, 0)){% endmacro %}
{% macro spark__whole_below(x) %}case when abs({{ x }}) < 9e18 then cast(floor({{ x }}) as decimal(28, 0)) else cast({{ x }} as decimal(28, 0)) end{% endmacro %}

{#- A double rounded down, up or to the nearest at `digits` decimals. The step is a decimal: a double divided by it
    is seldom one. -#}
{% macro rounded_down(x, digits) -%}
cast({{ whole_below("(" ~ x ~ ") * 1e" ~ digits) }} * {{ step(digits) }} as {{ amount() }})
{%- endmacro %}
{% macro rounded_up(x, digits) -%}
cast({{ whole_below("(" ~ x ~ ") * -1e" ~ digits) }} * -{{ step(digits) }} as {{ amount() }})
{%- endmacro %}
{% macro nearest(x, digits) -%}
cast({{ whole_below("(" ~ x ~ ") * 1e" ~ digits ~ " + 0.5e0") }} * {{ step(digits) }} as {{ amount() }})
{%- endmacro %}
{% macro step(digits) %}cast({{ '1' if digits == 0 else '0.' ~ '0' * (digits - 1) ~ '1' }} as decimal(7, 6)){% endmacro %}

{#- Rounds a double outward to `digits` decimals; 1e-12 relative covers the error of one quotient and a root. -#}
{% macro outward_low(x, digits=4) -%}
{{ rounded_down("(" ~ x ~ ") - abs(" ~ x ~ ") * 1e-12", digits) }}
{%- endmacro %}
{% macro outward_high(x, digits=4) -%}
{{ rounded_up("(" ~ x ~ ") + abs(" ~ x ~ ") * 1e-12", digits) }}
{%- endmacro %}

{#- Quotient of two numbers times a factor; NULL where the divisor is zero.
    A quotient that ends within `digits` decimals is returned exactly, any other rounded outward. -#}
{% macro quotient(a, b, factor, digits, rounded) -%}
{%- set closest = nearest("cast(" ~ a ~ " as double) * " ~ factor ~ " / nullif(cast(" ~ b ~ " as double), 0)", digits) -%}
case when {{ closest }} * {{ b }} = {{ a }} * {{ factor }} then {{ closest }} else {{ rounded }} end
{%- endmacro %}
{#- An end of the quotient of non-negative intervals; a zero in the divisor opens the side. -#}
{% macro ratio_low(a_low, b_high, factor=1, digits=4) -%}
{{ quotient(a_low, b_high, factor, digits, outward_low("cast(" ~ a_low ~ " as double) * " ~ factor ~ " / nullif(cast(" ~ b_high ~ " as double), 0)", digits)) }}
{%- endmacro %}
{% macro ratio_high(a_high, b_low, factor=1, digits=4) -%}
{{ quotient(a_high, b_low, factor, digits, outward_high("cast(" ~ a_high ~ " as double) * " ~ factor ~ " / nullif(cast(" ~ b_low ~ " as double), 0)", digits)) }}
{%- endmacro %}

{#- The end `low` or `high` of a quotient, of a weighted product and of a growth a year. -#}
{% macro ratio_end(end, a, b, factor=1, digits=4) -%}
{{ ratio_low(a, b, factor, digits) if end == 'low' else ratio_high(a, b, factor, digits) }}
{%- endmacro %}
{% macro weighted_end(end, a, b, weight) -%}
{{ weighted_low(a, b, weight) if end == 'low' else weighted_high(a, b, weight) }}
{%- endmacro %}
{% macro cagr_end(end, a_low, a_high, b_low, b_high, years) -%}
{{ cagr_low(a_low, a_high, b_low, b_high, years) if end == 'low' else cagr_high(a_low, a_high, b_low, b_high, years) }}
{%- endmacro %}

{#- Whether an interval has no negative number. A quantity of which only an upper end is printed is not negative. -#}
{% macro is_unsigned(low, high) -%}
({{ low }} >= 0 or ({{ low }} is null and coalesce({{ high }}, 0) >= 0))
{%- endmacro %}

{#- The ends of two intervals of any sign whose quotient is an end of theirs. A divisor with numbers on both sides of zero gives none. -#}
{% macro dividend_low(a_low, a_high, b_low, b_high) -%}
case when {{ is_unsigned(b_low, b_high) }} then {{ a_low }} when {{ b_high }} < 0 then {{ a_high }} end
{%- endmacro %}
{% macro divisor_low(a_low, a_high, b_low, b_high) -%}
case when {{ is_unsigned(b_low, b_high) }} then case when {{ a_low }} < 0 then {{ b_low }} else {{ b_high }} end when {{ a_high }} > 0 then {{ b_high }} else {{ b_low }} end
{%- endmacro %}
{% macro dividend_high(a_low, a_high, b_low, b_high) -%}
case when {{ is_unsigned(b_low, b_high) }} then {{ a_high }} when {{ b_high }} < 0 then {{ a_low }} end
{%- endmacro %}
{% macro divisor_high(a_low, a_high, b_low, b_high) -%}
case when {{ is_unsigned(b_low, b_high) }} then case when {{ a_high }} < 0 then {{ b_high }} else {{ b_low }} end when {{ a_low }} <= 0 then {{ b_high }} else {{ b_low }} end
{%- endmacro %}
{#- An end of the quotient of two intervals of any sign. -#}
{% macro signed_ratio_low(a_low, a_high, b_low, b_high, factor=1, digits=4) -%}
{{ ratio_low("(" ~ dividend_low(a_low, a_high, b_low, b_high) ~ ")", "(" ~ divisor_low(a_low, a_high, b_low, b_high) ~ ")", factor, digits) }}
{%- endmacro %}
{% macro signed_ratio_high(a_low, a_high, b_low, b_high, factor=1, digits=4) -%}
{{ ratio_high("(" ~ dividend_high(a_low, a_high, b_low, b_high) ~ ")", "(" ~ divisor_high(a_low, a_high, b_low, b_high) ~ ")", factor, digits) }}
{%- endmacro %}

{#- The same where the divisor has no negative number. -#}
{% macro unsigned_ratio_low(a_low, b_low, b_high, factor=1, digits=4) -%}
{{ ratio_low(a_low, "(case when " ~ a_low ~ " < 0 then " ~ b_low ~ " else " ~ b_high ~ " end)", factor, digits) }}
{%- endmacro %}
{% macro unsigned_ratio_high(a_high, b_low, b_high, factor=1, digits=4) -%}
{{ ratio_high(a_high, "(case when " ~ a_high ~ " < 0 then " ~ b_high ~ " else " ~ b_low ~ " end)", factor, digits) }}
{%- endmacro %}

{#- Product of an amount of any sign and a rate, which is positive, in whole base units, exact before it is rounded outward. -#}
{% macro converted_low(low, rate_low, rate_high) -%}
cast(floor({{ low }} * case when {{ low }} < 0 then {{ rate_high }} else {{ rate_low }} end) as {{ amount() }})
{%- endmacro %}
{% macro converted_high(high, rate_low, rate_high) -%}
cast(ceil({{ high }} * case when {{ high }} < 0 then {{ rate_low }} else {{ rate_high }} end) as {{ amount() }})
{%- endmacro %}

{#- Product of two numbers and a weight, rounded outward: from decimals where the one nearer to zero is below a million (a share, a price, a
    count of months), else in double precision. -#}
{% macro weighted_product(a, b, of_decimals, of_doubles) -%}
case
    when {{ a }} is null or {{ b }} is null then null
    when least(abs({{ a }}), abs({{ b }})) < 1000000 and greatest(abs({{ a }}), abs({{ b }})) < 10000000000000000 then {{ of_decimals }}
    else {{ of_doubles }}
end
{%- endmacro %}
{% macro weighted_low(a, b, weight) -%}
{{ weighted_product(a, b, amount_low(product_of_decimals(a, b, weight)), outward_low(product_of_doubles(a, b, weight))) }}
{%- endmacro %}
{% macro weighted_high(a, b, weight) -%}
{{ weighted_product(a, b, amount_high(product_of_decimals(a, b, weight)), outward_high(product_of_doubles(a, b, weight))) }}
{%- endmacro %}
{% macro product_of_decimals(a, b, weight) -%}
(cast(case when ({{ a }} < 0) <> ({{ b }} < 0) then -1 else 1 end * least(abs({{ a }}), abs({{ b }})) * {{ weight }} as decimal(14, 8)) * cast(greatest(abs({{ a }}), abs({{ b }})) as decimal(22, 6)))
{%- endmacro %}
{% macro product_of_doubles(a, b, weight) -%}
cast({{ a }} as double) * cast({{ b }} as double) * cast({{ weight }} as double)
{%- endmacro %}

{#- The ends of two intervals of any sign whose product is an end of theirs. Two intervals that both have numbers on both sides of zero
    have two such products, this and that of the opposite ends. -#}
{% macro left_low(a_low, a_high, b_low, b_high) -%}
case
    when {{ is_unsigned(a_low, a_high) }} then case when {{ b_low }} < 0 then {{ a_high }} else {{ a_low }} end
    when {{ a_high }} <= 0 then case when {{ b_high }} < 0 then {{ a_high }} else {{ a_low }} end
    when {{ is_unsigned(b_low, b_high) }} then {{ a_low }}
    when {{ b_high }} <= 0 then {{ a_high }}
    when {{ is_across_zero(a_low, a_high, b_low, b_high) }} then {{ a_low }}
end
{%- endmacro %}
{% macro right_low(a_low, a_high, b_low, b_high) -%}
case when {{ is_unsigned(a_low, a_high) }} or (({{ b_high }} < 0 or ({{ b_high }} = 0 and {{ b_low }} < 0)) and coalesce({{ a_high }} > 0, true)) then {{ b_low }} else {{ b_high }} end
{%- endmacro %}
{% macro left_high(a_low, a_high, b_low, b_high) -%}
case
    when {{ is_unsigned(a_low, a_high) }} then case when {{ b_high }} < 0 then {{ a_low }} else {{ a_high }} end
    when {{ a_high }} <= 0 then case when {{ b_low }} >= 0 then {{ a_high }} else {{ a_low }} end
    when {{ is_unsigned(b_low, b_high) }} then {{ a_high }}
    when {{ b_high }} <= 0 then {{ a_low }}
    when {{ is_across_zero(a_low, a_high, b_low, b_high) }} then {{ a_high }}
end
{%- endmacro %}
{% macro right_high(a_low, a_high, b_low, b_high) -%}
case when {{ is_unsigned(a_low, a_high) }} or ({{ a_high }} > 0 or {{ a_high }} is null) and not coalesce({{ b_high }} <= 0, false) then {{ b_high }} else {{ b_low }} end
{%- endmacro %}
{% macro is_across_zero(a_low, a_high, b_low, b_high) -%}
({{ a_low }} < 0 and {{ a_high }} > 0 and {{ b_low }} < 0 and {{ b_high }} > 0)
{%- endmacro %}

{#- Growth in percent from an earlier level a to a later level b, of any sign; only a positive level grows. -#}
{% macro growth_low(a_low, a_high, b_low, b_high) -%}
case when {{ is_unsigned(a_low, a_high) }} then {{ unsigned_ratio_low(b_low, a_low, a_high, 100) }} - 100 end
{%- endmacro %}
{% macro growth_high(a_low, a_high, b_low, b_high) -%}
case when {{ is_unsigned(a_low, a_high) }} then {{ unsigned_ratio_high(b_high, a_low, a_high, 100) }} - 100 end
{%- endmacro %}

{#- Compound annual growth in percent over `years`, between levels that are not negative. -#}
{% macro cagr_low(a_low, a_high, b_low, b_high, years) -%}
case
    when {{ is_unsigned(a_low, a_high) }} and {{ is_unsigned(b_low, b_high) }}
        then {{ outward_low("(power(cast(" ~ b_low ~ " as double) / nullif(cast(" ~ a_high ~ " as double), 0), 1e0 / nullif(" ~ years ~ ", 0)) - 1) * 100") }}
end
{%- endmacro %}
{% macro cagr_high(a_low, a_high, b_low, b_high, years) -%}
case
    when {{ is_unsigned(a_low, a_high) }} and {{ is_unsigned(b_low, b_high) }}
        then {{ outward_high("(power(cast(" ~ b_high ~ " as double) / nullif(cast(" ~ a_low ~ " as double), 0), 1e0 / nullif(" ~ years ~ ", 0)) - 1) * 100") }}
end
{%- endmacro %}

{#- Base before a growth in percent: level / (1 + growth / 100). The base is positive, so the level and 1 + growth have one sign. -#}
{% macro base_low(level_low, level_high, growth_low, growth_high) -%}
case when {{ has_base(level_low, level_high, growth_low, growth_high) }} then {{ signed_ratio_low(level_low, level_high, "(100 + " ~ growth_low ~ ")", "(100 + " ~ growth_high ~ ")", 100, 0) }} end
{%- endmacro %}
{% macro base_high(level_low, level_high, growth_low, growth_high) -%}
case when {{ has_base(level_low, level_high, growth_low, growth_high) }} then {{ signed_ratio_high(level_low, level_high, "(100 + " ~ growth_low ~ ")", "(100 + " ~ growth_high ~ ")", 100, 0) }} end
{%- endmacro %}
{% macro has_base(level_low, level_high, growth_low, growth_high) -%}
({{ is_unsigned(level_low, level_high) }} and coalesce({{ growth_low }}, 0) >= -100 or {{ level_high }} <= 0 and {{ growth_high }} < -100)
{%- endmacro %}

{#- Whether nothing lies between two ends; where an end is left out, they may not be one number either. -#}
{% macro apart(low, high, is_open='false') -%}
coalesce({{ low }} > {{ high }} or ({{ low }} = {{ high }} and ({{ is_open }})), false)
{%- endmacro %}

{#- Sum of a group of sides: one open side opens the sum. -#}
{% macro sum_side(x) -%}
case when count(*) = count({{ x }}) then cast(sum({{ x }}) as {{ amount() }}) end
{%- endmacro %}

{#- Verdict over a computed and a stated interval that should be equal. `strained`: they meet only because a
    side is open, the printed numbers themselves do not. -#}
{% macro verdict(c_low, c_high, s_low, s_high) -%}
case
    when {{ c_low }} is null and {{ c_high }} is null then 'unknown'
    when {{ s_low }} is null and {{ s_high }} is null then 'implied'
    when {{ c_low }} > {{ s_high }} or {{ s_low }} > {{ c_high }} then 'contradicted'
    when coalesce({{ c_low }}, {{ c_high }}) > coalesce({{ s_high }}, {{ s_low }}) or coalesce({{ s_low }}, {{ s_high }}) > coalesce({{ c_high }}, {{ c_low }}) then 'strained'
    else 'consistent'
end
{%- endmacro %}

{#- Distance between two disjoint intervals over the mean of their nearest ends. -#}
{% macro relative_gap(c_low, c_high, s_low, s_high) -%}
case
    when {{ c_low }} > {{ s_high }} then {{ gap_over_mean(c_low, s_high) }}
    when {{ s_low }} > {{ c_high }} then {{ gap_over_mean(s_low, c_high) }}
end
{%- endmacro %}
{% macro gap_over_mean(above, below) -%}
{%- set gap = nearest("cast(" ~ above ~ " - " ~ below ~ " as double) / nullif(abs(cast(" ~ above ~ " + " ~ below ~ " as double)) / 2, 0)", 4) -%}
cast(case when {{ gap }} > 999999 then 999999 else {{ gap }} end as decimal(10, 4))
{%- endmacro %}

{#- The interval that holds all of a group: one open side opens it. -#}
{% macro hull_low(x) -%}
case when count(*) = count({{ x }}) then min({{ x }}) end
{%- endmacro %}
{% macro hull_high(x) -%}
case when count(*) = count({{ x }}) then max({{ x }}) end
{%- endmacro %}
