{#- What every rule returns: one row per term of a relation. A rule first makes one row per relation with a
    column per role (the id of the observation that plays it, NULL where it is missing); this unfolds them.
    A role may have more beside that column: a constant in place of the value, and a line where no observation has one. -#}
{% macro unfold_terms(relations, origin, kind, roles, comparison='equal', severity='hard', weight=1) %}
{%- for term in roles %}
{%- set role, observation, constant, line = (term + ('null', 'null'))[:4] %}
select
    relation_id,
    report_id,
    '{{ origin }}' as origin,
    '{{ kind }}' as kind,
    '{{ comparison }}' as comparison,
    '{{ severity }}' as severity,
    subject_id,
    metric_id,
    period_id,
    '{{ role }}' as role,
    cast({{ weight if role != 'stated' else 1 }} as {{ amount() }}) as weight,
    cast({{ observation }} as {{ dbt.type_string() }}) as observation_id,
    cast({{ constant }} as {{ amount() }}) as constant,
    cast({{ line }} as integer) as line
from {{ relations }}
{% if not loop.last %}union all{% endif %}
{%- endfor %}
{% endmacro %}

{#- Ending of an id: what tells the rows of one `partition` apart, nothing where there is one row. -#}
{% macro told_apart(partition, columns) -%}
case when count(*) over (partition by {{ partition }}) > 1 then {% for column in columns %}'-' || coalesce({{ column }}, ''){{ ' || ' if not loop.last }}{% endfor %} else '' end
{%- endmacro %}

{#- Whether a quotient or difference of two observations has an end at all; with open sides it may have none. -#}
{% macro ends_meet(one, other) -%}
(({{ one }}.bound_low is not null and {{ other }}.bound_high is not null) or ({{ one }}.bound_high is not null and {{ other }}.bound_low is not null))
{%- endmacro %}

{#- Days since 1970-01-01. -#}
{% macro day_number(day) %}{{ return(adapter.dispatch('day_number')(day)) }}{% endmacro %}
{% macro default__day_number(day) %}({{ day }} - cast('1970-01-01' as date)){% endmacro %}
{% macro spark__day_number(day) %}datediff({{ day }}, cast('1970-01-01' as date)){% endmacro %}

{#- Distinct values of a group as a sorted list. -#}
{% macro sorted_list(x) %}{{ return(adapter.dispatch('sorted_list')(x)) }}{% endmacro %}
{% macro default__sorted_list(x) -%}
case
    when min({{ x }}) is null then []
    when min({{ x }}) = max({{ x }}) then [min({{ x }})]
    when count({{ x }}) = 2 then [min({{ x }}), max({{ x }})]
    else list_sort(list_distinct(list({{ x }})))
end
{%- endmacro %}
{% macro spark__sorted_list(x) %}sort_array(collect_set({{ x }})){% endmacro %}

{#- First and last item of a list, and a list from text parted by a sign. -#}
{% macro first_item(items) %}{{ return(adapter.dispatch('first_item')(items)) }}{% endmacro %}
{% macro default__first_item(items) %}list_extract({{ items }}, 1){% endmacro %}
{% macro spark__first_item(items) %}get({{ items }}, 0){% endmacro %}
{% macro last_item(items) %}{{ return(adapter.dispatch('last_item')(items)) }}{% endmacro %}
{% macro default__last_item(items) %}list_extract({{ items }}, -1){% endmacro %}
{% macro spark__last_item(items) %}get({{ items }}, size({{ items }}) - 1){% endmacro %}
{% macro split_list(text, by=';') %}{{ return(adapter.dispatch('split_list')(text, by)) }}{% endmacro %}
{% macro default__split_list(text, by) %}string_split(coalesce({{ text }}, ''), '{{ by }}'){% endmacro %}
{% macro spark__split_list(text, by) %}split(coalesce({{ text }}, ''), '{{ by }}'){% endmacro %}

{#- One row per item of a list. -#}
{% macro unnested(items) %}{{ return(adapter.dispatch('unnested')(items)) }}{% endmacro %}
{% macro default__unnested(items) %}unnest({{ items }}){% endmacro %}
{% macro spark__unnested(items) %}explode({{ items }}){% endmacro %}

{#- One row per group of terms: the two operands, the stated side and the sum of the parts, each with its ends. A role
    other than a part occurs once in a relation. A call block adds further columns. -#}
{% macro relation_sides(terms, keys) %}
select
    {{ keys }},
    {{ dbt.any_value('kind') }} as kind,
    {{ dbt.any_value('comparison') }} as comparison,
    min(case when role <> 'stated' then weight end) as weight,
    {% for operand, roles in [
        ('first', ['left', 'numerator', 'later', 'level', 'part']),
        ('second', ['right', 'denominator', 'earlier', 'growth', 'whole', 'share']),
        ('stated', ['stated']),
    ] %}
    max(case when role in ('{{ roles | join("', '") }}') then low end) as {{ operand }}_low,
    max(case when role in ('{{ roles | join("', '") }}') then high end) as {{ operand }}_high,
    {% endfor %}
    {{ part_sum('low', 'high') }} as sum_low,
    {{ part_sum('high', 'low') }} as sum_high,
    {{ caller() }}
from {{ terms }}
group by {{ keys }}
{% endmacro %}

{#- Weighted sum of one end of the parts of a relation, the other end of what is subtracted; one open part opens it. -#}
{% macro part_sum(one_end, other_end) -%}
case
    when count(case when role in ('add', 'subtract') then 1 end) = count(case role when 'add' then {{ one_end }} when 'subtract' then {{ other_end }} end)
        then cast(sum(weight * case role when 'add' then {{ one_end }} when 'subtract' then -({{ other_end }}) end) as {{ amount() }})
end
{%- endmacro %}

{#- What the sides of a relation give by its kind, and whether that cannot meet what is stated. -#}
{% macro computed_low() -%}
case kind
    when 'sum' then sum_low
    when 'product' then {{ weighted_product('first_low', 'second_low', 'weight', outward_low('cast(first_low as double) * cast(second_low as double) * cast(weight as double)')) }}
    when 'ratio' then {{ ratio_low('first_low', 'second_high', 'weight', 6) }}
    when 'share' then {{ ratio_low('first_low', 'second_high', 100) }}
    when 'total' then {{ ratio_low('first_low', 'second_high', 100, 0) }}
    when 'growth' then {{ growth_low('second_high', 'first_low') }}
    when 'grown' then {{ weighted_product('first_low', '(100 + second_low)', '0.01', outward_low('cast(first_low as double) * (100 + cast(second_low as double)) * 0.01')) }}
    when 'base' then {{ base_low('first_low', 'second_high') }}
    else first_low
end
{%- endmacro %}
{% macro computed_high() -%}
case kind
    when 'sum' then sum_high
    when 'product' then {{ weighted_product('first_high', 'second_high', 'weight', outward_high('cast(first_high as double) * cast(second_high as double) * cast(weight as double)')) }}
    when 'ratio' then {{ ratio_high('first_high', 'second_low', 'weight', 6) }}
    when 'share' then {{ ratio_high('first_high', 'second_low', 100) }}
    when 'total' then {{ ratio_high('first_high', 'second_low', 100, 0) }}
    when 'growth' then {{ growth_high('second_low', 'first_high') }}
    when 'grown' then {{ weighted_product('first_high', '(100 + second_high)', '0.01', outward_high('cast(first_high as double) * (100 + cast(second_high as double)) * 0.01')) }}
    when 'base' then {{ base_high('first_high', 'second_low') }}
    else first_high
end
{%- endmacro %}
{% macro cannot_meet() -%}
(comparison <> 'at_least' and computed_low > stated_high) or (comparison <> 'at_most' and stated_low > computed_high)
{%- endmacro %}
