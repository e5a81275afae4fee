{#- How a forecast came out. An outcome that an open side leaves open is a hit only where the forecast holds all of it. -#}
{% macro forecast_result(low, high, outcome_low, outcome_high) -%}
case
    when {{ outcome_low }} > {{ high }} then 'above'
    when {{ outcome_high }} < {{ low }} then 'below'
    when {{ encloses(low, high, outcome_low, outcome_high) }} then 'hit'
    when {{ outcome_low }} is null or {{ outcome_high }} is null then 'undecided'
    else 'hit'
end
{%- endmacro %}

{#- An end of what was realised less what was forecast, in percent of what was realised, which has one sign. With a realised a and a forecast f
    it is 100 - 100 f / a where a is positive, and 100 f / a - 100 where it is negative. -#}
{% macro forecast_gap(low, high, outcome_low, outcome_high, end) -%}
case
    when {{ outcome_low }} > 0 then 100 - {{ (signed_ratio_high if end == 'low' else signed_ratio_low)(low, high, outcome_low, outcome_high, 100) }}
    when {{ outcome_high }} < 0 then {{ (signed_ratio_low if end == 'low' else signed_ratio_high)(low, high, outcome_low, outcome_high, 100) }} - 100
end
{%- endmacro %}

{#- The same of two numbers at face value, to the nearest of four decimals. -#}
{% macro point_gap(forecast, outcome) -%}
case when {{ outcome }} <> 0 then {{ nearest("100 * cast(" ~ outcome ~ " - " ~ forecast ~ " as double) / abs(cast(" ~ outcome ~ " as double))", 4) }} end
{%- endmacro %}

{#- An end of Wilson's 95 % interval of a rate in percent, rounded outward: hits of n. -#}
{% macro wilson(hits, n, sign) -%}
{%- set z = '1.959963984540054e0' -%}
{%- set p = "(cast(" ~ hits ~ " as double) / " ~ n ~ ")" -%}
{%- set end = "100 * (" ~ p ~ " + " ~ z ~ " * " ~ z ~ " / (2 * " ~ n ~ ") " ~ sign ~ " " ~ z ~ " * sqrt(" ~ p ~ " * (1 - " ~ p ~ ") / " ~ n ~ " + " ~ z ~ " * " ~ z ~ " / (4e0 * " ~ n ~ " * " ~ n ~ "))) / (1 + " ~ z ~ " * " ~ z ~ " / " ~ n ~ ")" -%}
case when {{ n }} > 0 then {% if sign == '-' %}greatest({{ outward_low(end) }}, 0){% else %}least({{ outward_high(end) }}, 100){% endif %} end
{%- endmacro %}
