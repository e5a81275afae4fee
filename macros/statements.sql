{#- What the data say in sentences. -#}

{#- A name inside a sentence: its first letter small, unless the name begins with an abbreviation or a month. -#}
{% macro in_sentence(name) -%}
case when substr({{ name }}, 2, 1) not between 'a' and 'z' or substr({{ name }}, 1, 4) in ('Janu', 'Febr', 'Marc', 'Apri', 'May ', 'June', 'July', 'Augu', 'Sept', 'Octo', 'Nove', 'Dece') then {{ name }} else lower(substr({{ name }}, 1, 1)) || substr({{ name }}, 2) end
{%- endmacro %}

{#- A text as a sentence: its first letter large. -#}
{% macro as_sentence(text) -%}
translate(substr({{ text }}, 1, 1), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') || substr({{ text }}, 2)
{%- endmacro %}

{#- How much depends on a metric: 1, high, for money that adds up and for what the marts of money, markets and shipments show; 3, low, for
    counts of list members and for ranks; 2, medium, for all else. -#}
{% macro materiality_rank(metrics) -%}
case
    when ({{ metrics }}.unit = 'currency' and {{ metrics }}.additive <> 'no')
        {%- for mart in ['market_size', 'market_growth', 'company_financials', 'company_growth', 'funding_rounds', 'device_shipments.units', 'chip_shares', 'market_concentration.share', 'market_concentration.ratio'] %}
        or coalesce({{ has_item(metrics ~ '.marts', "'" ~ mart ~ "'") }}, false)
        {%- endfor %} then 1
    when {{ metrics }}.quantity_kind = 'rank' or ({{ metrics }}.unit = 'count' and {{ metrics }}.additive = 'no') then 3
    else 2
end
{%- endmacro %}
{% macro materiality(rank) -%}
case {{ rank }} when 1 then 'high' when 2 then 'medium' else 'low' end
{%- endmacro %}

{#- A decimal without zeros at its end. -#}
{% macro number_text(x) -%}
trim(trailing '.' from trim(trailing '0' from cast({{ x }} as {{ dbt.type_string() }})))
{%- endmacro %}

{#- A day counted since 1970-01-01, as text. -#}
{% macro day_text(x) -%}
cast(cast('1970-01-01' as date) + cast({{ x }} as integer) as {{ dbt.type_string() }})
{%- endmacro %}

{#- An interval as text, rounded outward: "44 to 63 billion CNY". -#}
{% macro interval_text(low, high, unit) -%}
case
    when coalesce({{ low }}, {{ high }}) is null then null
    when {{ unit }} = 'date' then {{ ends_text(day_text(low), day_text(high)) }}
    {%- for scale, word in [('1000000000000', ' trillion'), ('1000000000', ' billion'), ('1000000', ' million'), ('10', ''), ('0', '')] %}
    {%- set by = scale if word else '1' %}
    {%- set digits = 2 if scale != '0' else 4 %}
    when greatest(abs(coalesce({{ low }}, {{ high }})), abs(coalesce({{ high }}, {{ low }}))) >= {{ scale }}
        then {{ ends_text(number_text(ratio_low(low, by, 1, digits)), number_text(ratio_high(high, by, 1, digits))) }} || '{{ word }}'
    {%- endfor %}
end || case when {{ unit }} in ('date', 'ratio', 'count') or {{ unit }} is null then '' when {{ unit }} = 'XXX' then ' (currency not printed)' else ' ' || replace({{ unit }}, '_', ' ') end
{%- endmacro %}
{% macro ends_text(low, high) -%}
case when {{ low }} is null then 'at most ' || {{ high }} when {{ high }} is null then 'at least ' || {{ low }} when {{ low }} = {{ high }} then {{ low }} else {{ low }} || ' to ' || {{ high }} end
{%- endmacro %}
