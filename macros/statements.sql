{#- What the data say in sentences. -#}

{#- A name inside a sentence: its first letter small, unless the name begins with an abbreviation or a month. -#}
{% macro in_sentence(name) -%}
case when substr({{ name }}, 2, 1) not between 'a' and 'z' or substr({{ name }}, 1, 4) in ('Janu', 'Febr', 'Marc', 'Apri', 'May ', 'June', 'July', 'Augu', 'Sept', 'Octo', 'Nove', 'Dece') then {{ name }} else lower(substr({{ name }}, 1, 1)) || substr({{ name }}, 2) end
{%- endmacro %}

{#- A text as a sentence: its first letter large. -#}
{% macro as_sentence(text) -%}
case when substr({{ text }}, 1, 1) between 'a' and 'z' then chr(ascii({{ text }}) - 32) || substr({{ text }}, 2) else {{ text }} end
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

{#- The steps in which an interval is written: three digits or so. -#}
{% macro interval_step(low, high) -%}
case
    {%- for least, step in [('10000000000000', '100000000000'), ('1000000000000', '10000000000'), ('10000000000', '100000000'), ('1000000000', '10000000'), ('10000000', '100000'), ('1000000', '10000'), ('10', '0.1')] %}
    when greatest(abs(coalesce({{ low }}, {{ high }})), abs(coalesce({{ high }}, {{ low }}))) >= {{ least }} then cast({{ step }} as {{ amount() }})
    {%- endfor %}
    else cast(0.0001 as {{ amount() }})
end
{%- endmacro %}

{#- An end of an interval as text, rounded outward to its steps. -#}
{% macro end_text(x, is_low, unit, step) -%}
{%- set steps = ratio_low(x, step, 1, 0) if is_low else ratio_high(x, step, 1, 0) -%}
case
    when {{ unit }} = 'date' then {{ day_text(x) }}
    else {{ number_text("cast(cast(" ~ steps ~ " as decimal(18, 6)) as decimal(12, 0)) * cast(case when " ~ step ~ " in (0.1, 100000, 100000000, 100000000000) then 0.1 when " ~ step ~ " = 0.0001 then 0.0001 else 0.01 end as decimal(5, 4))") }}
end
{%- endmacro %}

{#- An interval as text, from the texts of its ends: "44 to 63 billion CNY". -#}
{% macro interval_text(low, high, unit, step) -%}
case when {{ high }} is null then 'at least ' || {{ low }} else coalesce(case {{ low }} when {{ high }} then '' else {{ low }} || ' to ' end, 'at most ') || {{ high }} end
|| case when coalesce({{ unit }}, '') = 'date' then '' when {{ step }} > 1000000000 then ' trillion' when {{ step }} > 1000000 then ' billion' when {{ step }} > 1000 then ' million' else '' end
|| case when {{ unit }} in ('date', 'ratio', 'count') or {{ unit }} is null then '' when {{ unit }} = 'XXX' then ' (currency not printed)' else ' ' || replace({{ unit }}, '_', ' ') end
{%- endmacro %}

{#- What would reconcile a soft conflict, by what its lines leave open. -#}
{% macro unless(severity, differs_in) -%}
case
    when {{ severity }} <> 'soft' then ''
    {%- for name, words in [
        ('period', 'they are about different times'), ('measure', 'each measures something else'), ('scope', 'one of the two is meant more narrowly'),
        ('unit', 'the unit that is not printed is another'), ('source', 'each comes from another source'),
    ] %}
    when {{ differs_in }} = '{{ name }}' then ', unless {{ words }}'
    {%- endfor %}
    else ''
end
{%- endmacro %}

{#- What a computed interval is called by the kind of its relation: after its operands (given), where it is compared (noun), and in a title
    (source). -#}
{% macro result_names() %}
{{ return([
    (['sum'], ', together ', 'their sum', "the sum of its ' || cast(inputs as " ~ dbt.type_string() ~ ") || ' parts"),
    (['share', 'portion'], ', a share of ', 'that share', 'the share of a part in its whole'),
    (['growth'], ', a growth of ', 'that growth', 'the growth between two levels'),
    (['compound'], ', a growth a year of ', 'that growth', 'the growth a year between two levels'),
    (['ratio'], ', a ratio of ', 'that ratio', 'the ratio of two figures'),
    (['total'], ', which makes the whole ', 'that whole', 'the whole by a part and its share'),
    (['base'], ', which makes the level before ', 'that level', 'the level before by its growth'),
    (['grown'], ', which makes the level after ', 'that level', 'the level after by its growth'),
]) }}
{% endmacro %}
{% macro result_words(kind, subtracted, unit, place) -%}
{%- set column = {'given': 0, 'noun': 1, 'source': 2}[place] -%}
case
    when {{ unit }} = 'date' then '{{ (', which gives ', 'that date', 'the date by an interval')[column] }}'
    when {{ kind }} = 'sum' and {{ subtracted }} then '{{ (', which leaves ', 'what is left', 'what is left of another figure')[column] }}'
    {%- for kinds, given, noun, source in result_names() %}
    when {{ kind }} in ('{{ kinds | join("', '") }}') then '{{ (given, noun, source)[column] }}'
    {%- endfor %}
    else '{{ (', which gives ', 'that result', 'the result of other figures')[column] }}'
end
{%- endmacro %}

{#- A currency as the figures print it, where they have another word for it than its code. -#}
{% macro currency_word(unit, printed) -%}
case when {{ unit }} = 'CNY' and position('RMB' in {{ printed }}) > 0 then 'RMB' else {{ unit }} end
{%- endmacro %}

{#- How the first number stands to the second where it should not. -#}
{% macro beyond_words(is_above, unit) -%}
{%- set ways = [("('rank')", 'ranks below', 'ranks above'), ("('date')", 'is later than', 'is earlier than')] %}
case
    {%- for units, above, below in ways %}
    when coalesce({{ unit }}, 'date') in {{ units }} then case when {{ is_above }} then '{{ above }}' else '{{ below }}' end
    {%- endfor %}
    when {{ is_above }} then 'is more than'
    else 'is less than'
end
{%- endmacro %}

{#- The words of a rule with the figures of a relation in their places: each number, the value of the second one, the second with what it
    measures, what the sentence says of each side and how that begins, up to a list, the topic, and how many figures the first side has. -#}
{% macro filled(words) -%}
{%- set places = [
    ('[first]', 'first_text'), ('[second]', 'second_text'), ('[value]', "coalesce(stated_text, '')"), ('[second place]', 'second_place'),
    ('[first words]', 'given'), ('[second words]', "coalesce(stated, '')"),
    ('[first head]', "split_part(given, ':', 1)"), ('[second head]', "split_part(coalesce(stated, ''), ':', 1)"),
    ('[topic]', 'topic'), ('[inputs]', "cast(inputs as " ~ dbt.type_string() ~ ")"),
] -%}
{%- for place in places %}replace({% endfor %}{{ words }}{% for place, text in places %}, '{{ place }}', {{ text }}){% endfor %}
{%- endmacro %}

{#- How many entries a listing has, and which: those of both listings, then those that this one has alone. -#}
{% macro listing_words(line, entries, names) -%}
'line ' || cast({{ line }} as {{ dbt.type_string() }}) || ' lists ' || cast({{ entries }} as {{ dbt.type_string() }}) || ': ' || coalesce(shared_names, '')
|| case when coalesce({{ names }}, '') = '' then '' when coalesce(shared_names, '') = '' then {{ names }} else ' and, only there, ' || {{ names }} end
{%- endmacro %}
