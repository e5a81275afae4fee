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
{%- set least = signed_ratio_low(low, high, outcome_low, outcome_high, 100) -%}
{%- set most = signed_ratio_high(low, high, outcome_low, outcome_high, 100) -%}
case
    when {{ outcome_low }} > 0 then 100 - {{ most if end == 'low' else least }}
    when {{ outcome_high }} < 0 then {{ least if end == 'low' else most }} - 100
end
{%- endmacro %}

{#- The same of two numbers at face value, to the nearest of four decimals. -#}
{% macro point_gap(forecast, outcome) -%}
{{ nearest("100 * cast(" ~ outcome ~ " - " ~ forecast ~ " as double) / nullif(abs(cast(" ~ outcome ~ " as double)), 0)", 4) }}
{%- endmacro %}

{#- An end of Wilson's 95 % interval of a rate in percent, rounded outward: h hits of n give (h + z^2/2 -+ z sqrt(h (n - h) / n + z^2/4)) / (n + z^2). -#}
{% macro wilson(hits, n, sign) -%}
{%- set z = '1.959963984540054e0' -%}
{%- set root = "sqrt(1e0 * " ~ hits ~ " * (" ~ n ~ " - " ~ hits ~ ") / nullif(" ~ n ~ ", 0) + " ~ z ~ " * " ~ z ~ " / 4)" -%}
{%- set end = "100e0 * (" ~ hits ~ " + " ~ z ~ " * " ~ z ~ " / 2 " ~ sign ~ " " ~ z ~ " * " ~ root ~ ") / nullif(" ~ n ~ " + " ~ z ~ " * " ~ z ~ ", 0)" -%}
case when {{ n }} > 0 then {% if sign == '-' %}greatest({{ outward_low(end) }}, 0){% else %}least({{ outward_high(end) }}, 100){% endif %} end
{%- endmacro %}
