{#- The rows of all rules of one shape, `operands` or `terms`, as listed in dbt_project.yml. -#}
{% macro union_of_rules(shape) -%}
{% for rule in var('relation_rules')[shape] -%}
select * from {{ ref('rule_' ~ rule) }}
{% if not loop.last %}union all
{% endif %}
{%- endfor %}
{%- endmacro %}

{#- What a rule returns, from the rows of the CTE `rows`: columns relation_id, report_id, subject_id, metric_id, period_id and the ones
    that the arguments name. A relation of one or two operands is one row; of a sum each term is a row, and `operands` lists the columns
    of a role. Without `operands` the rows are terms themselves, with columns role and observation_id.
      operands   role: column with the id of the observation that plays it, NULL where it is missing
      constants  role: value in place of the observation
      lines      role: line of what has no observation
      weight     factor of all terms but the stated one
    A `kind`, `comparison` or `severity` of none is a column of the rows. -#}
{% macro relation(rows, origin, kind, operands=none, constants={}, lines={}, comparison='equal', severity='hard', weight=1, constant='null') %}
{%- if operands is none %}
{{ term_rows(rows, origin, kind, 'role', 'observation_id', constant, comparison, severity, weight) }}
{%- elif kind == 'sum' %}
{%- set terms = [] %}
{%- for role in ['add', 'subtract'] %}
{%- for column in operands.get(role, ['null'] if role in constants else []) %}{% do terms.append((role, column, weight)) %}{% endfor %}
{%- endfor %}
{%- if 'stated' in operands or 'stated' in constants %}{% do terms.append(('stated', operands.get('stated', 'null'), 1)) %}{% endif %}
{%- for role, column, factor in terms %}
{{ term_rows(rows, origin, kind, "'" ~ role ~ "'", column, constants.get(role, 'null'), comparison, severity, factor) }}
{% if not loop.last %}union all{% endif %}
{%- endfor %}
{%- else %}
{%- set roles = operand_roles().get(kind, ['left']) %}
select
    {{ relation_columns(origin, kind, comparison, severity) }},
    cast({{ weight }} as {{ amount() }}) as weight,
    cast({{ operands.get(roles[0], 'null') }} as {{ dbt.type_string() }}) as first_id,
    cast({{ operands.get(roles[1], 'null') }} as {{ dbt.type_string() }}) as second_id,
    cast({{ operands.get('stated', 'null') }} as {{ dbt.type_string() }}) as stated_id,
    cast({{ constants.get(roles[0], 'null') }} as {{ amount() }}) as first_constant,
    cast({{ constants.get('stated', 'null') }} as {{ amount() }}) as stated_constant,
    cast({{ lines.get(roles[0], 'null') }} as integer) as first_line,
    cast({{ lines.get('stated', 'null') }} as integer) as stated_line
from {{ rows }}
{%- endif %}
{% endmacro %}

{% macro relation_columns(origin, kind, comparison, severity) -%}
relation_id,
    report_id,
    '{{ origin }}' as origin,
    {% if kind %}'{{ kind }}' as {% endif %}kind,
    {% if comparison %}'{{ comparison }}' as {% endif %}comparison,
    {% if severity %}'{{ severity }}' as {% endif %}severity,
    subject_id,
    metric_id,
    period_id
{%- endmacro %}

{% macro term_rows(rows, origin, kind, role, observation, constant, comparison, severity, weight) -%}
select
    {{ relation_columns(origin, kind, comparison, severity) }},
    {{ role }} as role,
    cast({{ weight }} as {{ amount() }}) as weight,
    cast({{ observation }} as {{ dbt.type_string() }}) as observation_id,
    cast({{ constant }} as {{ amount() }}) as constant
from {{ rows }}
{%- endmacro %}

{#- Roles of the operands by the kind of a relation; one of any other kind has a single operand, `left`. -#}
{% macro operand_roles() %}
{{ return({
    'product': ('left', 'right'),
    'ratio': ('numerator', 'denominator'),
    'share': ('part', 'whole'),
    'total': ('part', 'share'),
    'growth': ('later', 'earlier'),
    'base': ('level', 'growth'),
    'grown': ('level', 'growth'),
}) }}
{% endmacro %}
{% macro operand_role(place) -%}
case kind {% for kind, roles in operand_roles().items() %}when '{{ kind }}' then '{{ roles[place] }}' {% endfor %}{% if place == 0 %}else 'left' {% endif %}end
{%- endmacro %}
{% macro has_two_operands() -%}
kind in ('{{ operand_roles() | join("', '") }}')
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
{% macro default__sorted_list(x) %}list_sort(list_distinct(list({{ x }}))){% endmacro %}
{% macro spark__sorted_list(x) %}sort_array(collect_set({{ x }})){% endmacro %}

{#- Three values, of which some may be NULL or equal, as such a list; the general way is slow. -#}
{% macro sorted_three(a, b, c) -%}
case
    when {{ b }} is null and ({{ a }} is null) <> ({{ c }} is null) then {{ list_of(["coalesce(" ~ a ~ ", " ~ c ~ ")"]) }}
    when {{ b }} is null and {{ a }} <> {{ c }} then {{ list_of(["least(" ~ a ~ ", " ~ c ~ ")", "greatest(" ~ a ~ ", " ~ c ~ ")"]) }}
    when {{ c }} is null and {{ a }} <> {{ b }} then {{ list_of(["least(" ~ a ~ ", " ~ b ~ ")", "greatest(" ~ a ~ ", " ~ b ~ ")"]) }}
    else {{ sorted_items([a, b, c]) }}
end
{%- endmacro %}
{% macro list_of(items) %}{{ return(adapter.dispatch('list_of')(items)) }}{% endmacro %}
{% macro default__list_of(items) %}[{{ items | join(', ') }}]{% endmacro %}
{% macro spark__list_of(items) %}array({{ items | join(', ') }}){% endmacro %}
{% macro sorted_items(items) %}{{ return(adapter.dispatch('sorted_items')(items)) }}{% endmacro %}
{% macro default__sorted_items(items) %}list_sort(list_distinct({{ list_of(items) }})){% endmacro %}
{% macro spark__sorted_items(items) %}sort_array(array_compact(array_distinct({{ list_of(items) }}))){% endmacro %}

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
    {%- set pairs = operand_roles().values() | list %}
    {% for operand, roles in [('first', pairs | map('first') | unique), ('second', pairs | map('last') | unique), ('stated', ['stated'])] %}
    {%- set played = "role in ('" ~ roles | join("', '") ~ "')" %}
    max(case when {{ played }} then low end) as {{ operand }}_low,
    max(case when {{ played }} then high end) as {{ operand }}_high,
    {% endfor %}
    {{ part_sum('low', 'high') }} as sum_low,
    {{ part_sum('high', 'low') }} as sum_high,
    {{ caller() }}
from {{ terms }}
group by {{ keys }}
{% endmacro %}

{#- Weighted sum of one end of the parts of a relation, the other end of what is subtracted; one open part opens it. The product
    has twelve decimals, and turning each into six again is slow: few parts have another weight than 1. -#}
{% macro part_sum(one_end, other_end) -%}
{%- set signed = "case role when 'add' then " ~ one_end ~ " when 'subtract' then -(" ~ other_end ~ ") end" -%}
case
    when count(case when role in ('add', 'subtract') then 1 end) = count({{ signed }})
        then cast(coalesce(sum(case when weight = 1 then {{ signed }} end), 0) + coalesce(cast(sum(case when weight <> 1 then weight * {{ signed }} end) as {{ amount() }}), 0) as {{ amount() }})
end
{%- endmacro %}

{#- Whether a term was printed under something that it does not say. -#}
{% macro is_unclear(term) -%}
coalesce({{ term }}.usage_warning in ('heading', 'scope_unclear', 'unit_unclear', 'basis_unclear'), false)
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
