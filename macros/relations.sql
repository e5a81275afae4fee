{#- What a rule returns: one row per term of its relations, from the rows of the CTE `rows`. These have relation_id, report_id,
    subject_id, metric_id, period_id and the columns that the arguments name.
      operands   role: column with the id of the observation that plays it, NULL where it is missing; a list where several play it
      constants  role: value in place of the observation
      lines      role: line of what has no observation
      words      role: what statements say of it: in place of the figure where there is none, else after it; `reference`, with a constant that
                 no arithmetic reads, says why the two sides are compared
      weight     factor of all terms but the stated one
    Without `operands` the rows are terms already, with columns role and observation_id; `line` and `said` are the line and words of what has
    no observation. A `kind`, `comparison` or `severity` of none is a column of the rows. -#}
{% macro relation(rows, origin, kind, operands=none, constants={}, lines={}, words={}, comparison='equal', severity='hard', weight=1, constant='null', line='null', said='null') %}
{%- set roles = operand_roles().get(kind, ['left']) + ['stated', 'reference'] %}
{%- for role in (operands or {}) | list + constants | list if role not in roles %}
{%- do exceptions.raise_compiler_error('rule_' ~ origin ~ ': ' ~ role ~ ': expected a role of kind ' ~ kind ~ ': ' ~ roles | join(', ')) %}
{%- endfor %}
{%- set terms = [('role', 'observation_id', constant, line, said, weight)] if operands is none else [] %}
{%- for role in roles if operands is not none and (role in operands or role in constants) %}
{%- set played = operands.get(role, 'null') %}
{%- set columns = [played] if played is string else played %}
{%- for column in columns %}
{%- do terms.append(("'" ~ role ~ "'", column, constants.get(role, 'null'), lines.get(role, 'null'), words.get(role, 'null'), 1 if role == 'stated' else weight)) %}
{%- endfor %}
{%- endfor %}
{%- for role, observation, value, line, said, factor in terms %}
select
    relation_id,
    report_id,
    '{{ origin }}' as origin,
    {% if kind %}'{{ kind }}' as {% endif %}kind,
    {% if comparison %}'{{ comparison }}' as {% endif %}comparison,
    {% if severity %}'{{ severity }}' as {% endif %}severity,
    subject_id,
    metric_id,
    period_id,
    {{ role }} as role,
    cast({{ factor }} as {{ amount() }}) as weight,
    cast({{ observation }} as {{ dbt.type_string() }}) as observation_id,
    cast({{ value }} as {{ amount() }}) as constant,
    cast({{ line }} as integer) as line,
    cast({{ said }} as {{ dbt.type_string() }}) as said
from {{ rows }}
{% if not loop.last %}union all{% endif %}
{%- endfor %}
{% endmacro %}

{#- Roles of the terms by the kind of a relation; one of any other kind has a single operand, `left`. -#}
{% macro operand_roles() %}
{{ return({
    'sum': ['add', 'subtract'],
    'product': ['left', 'right'],
    'ratio': ['numerator', 'denominator'],
    'share': ['part', 'whole'],
    'total': ['part', 'share'],
    'growth': ['later', 'earlier'],
    'base': ['level', 'growth'],
    'grown': ['level', 'growth'],
    'compound': ['later', 'earlier'],
    'portion': ['part', 'add'],
}) }}
{% endmacro %}

{#- Whether the sum of a relation stands beside other operands, in the place of what is stated. -#}
{% macro is_sum_stated(kind) %}{{ kind }} not in ('sum', 'portion'){% endmacro %}

{#- What else a term says, as a sum of powers of two: 1 the lower end and 2 the upper end of what is computed is left out, 4 and 8 those of
    what is stated; 16 the term is an actual and 32 a forecast of the period of the relation. -#}
{% macro term_marks() -%}
{%- set falls = "terms.role in ('subtract', 'denominator', 'whole', 'earlier', 'share') or (terms.kind = 'base' and terms.role = 'growth') or (terms.kind = 'portion' and terms.role = 'add')" -%}
{%- set above = "case when terms.origin = 'restatement' then term_values.is_own_above else term_values.is_above end" -%}
{%- set below = "case when terms.origin = 'restatement' then term_values.is_own_below else term_values.is_below end" -%}
case
    when term_values.observation_id is null or terms.constant is not null then 0
    else case
        when not (term_values.is_above or term_values.is_below or term_values.is_own_above or term_values.is_own_below) then 0
        when terms.role = 'stated' or (terms.role = 'add' and {{ is_sum_stated('terms.kind') }}) then {{ end_marks(above, below, 4, 8) }}
        when terms.role = 'subtract' and {{ is_sum_stated('terms.kind') }} then {{ end_marks(above, below, 8, 4) }}
        when {{ falls }} then {{ end_marks(above, below, 2, 1) }}
        else {{ end_marks(above, below, 1, 2) }}
    end
    + case
        when coalesce(term_values.period_id, '') <> terms.period_id then 0
        when term_values.is_forecast then 32
        else 16
    end
end
{%- endmacro %}
{% macro end_marks(above, below, low, high) -%}
case when {{ above }} then {{ low }} else 0 end + case when {{ below }} then {{ high }} else 0 end
{%- endmacro %}

{#- Whether a quotient or difference of two observations has an end; with open sides it may have none. -#}
{% macro ends_meet(one, other) -%}
(({{ one }}.bound_low is not null and {{ other }}.bound_high is not null) or ({{ one }}.bound_high is not null and {{ other }}.bound_low is not null))
{%- endmacro %}

{#- Whether two rows are equal in these columns, which are never NULL. -#}
{% macro same_columns(one, other, columns) -%}
{%- for column in columns %}{{ one }}.{{ column }} = {{ other }}.{{ column }}{{ ' and ' if not loop.last }}{% endfor -%}
{%- endmacro %}

{#- Whether a part is within its whole at the printed numbers. Where it is not, nothing follows from the two but their conflict. -#}
{% macro is_within(part, whole) -%}
({{ part }}.is_signed or coalesce({{ part }}.bound_low, {{ part }}.bound_high) <= coalesce({{ whole }}.bound_high, {{ whole }}.bound_low))
{%- endmacro %}

{#- The places of the parts of a relation, from the greatest and from the least; a part that is open on that side stands first. -#}
{% macro extreme_places() -%}
row_number() over (partition by relation_id order by case when bound_high is null then 0 else 1 end, bound_high desc, part_id nulls last) as from_greatest,
row_number() over (partition by relation_id order by case when bound_low is null then 0 else 1 end, bound_low nulls last, part_id nulls last) as from_least
{%- endmacro %}

{#- Terms of the two relations in which a whole lies between the greatest and the least of its parts: `ranked` has a row per part with the places
    above, `is_whole` says that all parts are there. -#}
{% macro extreme_terms(ranked, is_whole) -%}
{%- for place, name, comparison in [('from_greatest', 'at-most', 'at_least'), ('from_least', 'at-least', 'at_most')] %}
{%- set last = loop.last %}
{%- for role, column in [('left', 'part_id'), ('stated', 'whole_id')] %}
select relation_id || '-{{ name }}-' || part_id as relation_id, report_id, '{{ comparison }}' as comparison, severity, subject_id, metric_id, period_id, '{{ role }}' as role, {{ column }} as observation_id
from {{ ranked }}
where {{ is_whole }} and {{ place }} = 1
{{ 'union all' if not (last and loop.last) }}
{%- endfor %}
{%- endfor %}
{%- endmacro %}

{#- Whether two observations can be of one time: a day in common, or one without days. -#}
{% macro times_meet(one, other) -%}
({{ one }}.period_id = {{ other }}.period_id or ({{ one }}.period_start <= {{ other }}.period_end and {{ other }}.period_start <= {{ one }}.period_end)
    or {{ one }}.period_start is null or {{ other }}.period_start is null)
{%- endmacro %}

{#- Days since 1970-01-01. -#}
{% macro day_number(day) %}{{ return(adapter.dispatch('day_number')(day)) }}{% endmacro %}
{% macro default__day_number(day) %}({{ day }} - cast('1970-01-01' as date)){% endmacro %}
{% macro spark__day_number(day) %}datediff({{ day }}, cast('1970-01-01' as date)){% endmacro %}

{#- The day before a day. -#}
{% macro day_before(day) %}{{ return(adapter.dispatch('day_before')(day)) }}{% endmacro %}
{% macro default__day_before(day) %}({{ day }} - 1){% endmacro %}
{% macro spark__day_before(day) %}date_sub({{ day }}, 1){% endmacro %}

{#- Distinct values of a group as a sorted list, without NULL. DuckDB's own list of distinct values makes a table of hashes for each group; the keys of
    a histogram are distinct and sorted. -#}
{% macro sorted_list(x) %}{{ return(adapter.dispatch('sorted_list')(x)) }}{% endmacro %}
{% macro default__sorted_list(x) %}coalesce(map_keys(histogram({{ x }})), []){% endmacro %}
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

{#- One row per group of terms: the ends of the operands, of the stated side and of the sum of the parts, or of the other parts of a
    portion. A role other than a part of a sum occurs once in a relation. A sum beside other operands takes the place of what is stated. A
    call block adds further columns. -#}
{% macro relation_sides(terms, keys) %}
{%- set pairs = operand_roles().values() | reject('equalto', ['add', 'subtract']) | list %}
select
    {{ keys }},
    {{ dbt.any_value('kind') }} as kind,
    {{ dbt.any_value('comparison') }} as comparison,
    min(case when role not in ('stated', 'add', 'subtract') then weight end) as weight,
    {%- for side, roles in [('first', pairs | map('first') | unique), ('second', pairs | map('last') | reject('equalto', 'add') | unique), ('stated', ['stated'])] %}
    {%- set played = "role in ('" ~ roles | join("', '") ~ "')" %}
    {%- for end, other_end in [('low', 'high'), ('high', 'low')] %}
    {%- set played_end = "max(case when " ~ played ~ " then " ~ end ~ " end)" %}
    {% if side != 'stated' %}{{ played_end }}
    {%- else %}coalesce({{ played_end }}, case when {{ is_sum_stated('min(kind)') }} then {{ part_sum(end, other_end) }} end){% endif %} as {{ side }}_{{ end }},
    {%- endfor %}
    {%- endfor %}
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
        then cast(coalesce(
            sum(case when weight = 1 then {{ signed }} end) + cast(sum(case when weight <> 1 then weight * {{ signed }} end) as {{ amount() }}),
            sum(case when weight = 1 then {{ signed }} end),
            cast(sum(case when weight <> 1 then weight * {{ signed }} end) as {{ amount() }})
        ) as {{ amount() }})
end
{%- endmacro %}

{#- Whether a term has a warning that its scope, unit or basis is not clear from the text. -#}
{% macro is_unclear(term) -%}
coalesce({{ term }}.usage_warning in {{ vocabulary('usage_warnings', 'usage_warning', 'is_unclear') }}, false)
{%- endmacro %}

{#- A conflict is hard where a reader of its lines has nothing to assume. -#}
{% macro severity_of(differs_in) -%}
case when {{ differs_in }} is null then 'hard' else 'soft' end
{%- endmacro %}

{#- The sides of relations with what they give, computed_low and computed_high, by the kind of each. The ends that an end of the result
    comes from are chosen first: a growth acts on a level as 100 + growth does. -#}
{% macro evaluated(sides) %}
{%- set ends = ['first_low', 'first_high', 'other_low', 'other_high'] %}
select
    *,
    {%- for end, other_end, opposite, furthest in [('low', 'high', 'first_high', 'least'), ('high', 'low', 'first_low', 'greatest')] %}
    case
        when kind = 'sum' then sum_{{ end }}
        when kind in ('product', 'grown')
            then {{ furthest }}({{ weighted_end(end, end ~ '_left', end ~ '_right', 'factor') }}, case when is_across_zero then {{ weighted_end(end, opposite, 'other_low', 'factor') }} end)
        when kind = 'ratio' then {{ ratio_end(end, end ~ '_left', end ~ '_right', 'factor', 6) }}
        when kind in ('share', 'growth') then {{ ratio_end(end, end ~ '_left', end ~ '_right', 100, 4) }} - case when kind = 'growth' then 100 else 0 end
        when kind in ('total', 'base') then {{ ratio_end(end, end ~ '_left', end ~ '_right', 100, 0) }}
        when kind = 'compound' then {{ cagr_end(end, 'second_low', 'second_high', 'first_low', 'first_high', 'weight') }}
        -- it rises with the part and falls with the others
        when kind = 'portion' then case
            when {{ is_unsigned('first_low', 'first_high') }} and {{ is_unsigned('sum_low', 'sum_high') }} then {{ ratio_end(end, 'first_' ~ end, '(first_' ~ end ~ ' + sum_' ~ other_end ~ ')', 100, 4) }}
        end
        else first_{{ end }}
    end as computed_{{ end }}{{ ',' if not loop.last }}
    {%- endfor %}
from (
    select
        *,
        case when kind = 'grown' then 0.01 else weight end as factor,
        is_defined and {{ is_across_zero(*ends) }} as is_across_zero,
        {%- for end in ['low', 'high'] %}
        case
            when is_defined and kind in ('product', 'grown') then {{ left_low(*ends) if end == 'low' else left_high(*ends) }}
            when is_defined and kind in ('ratio', 'share', 'total', 'growth', 'base') then {{ dividend_low(*ends) if end == 'low' else dividend_high(*ends) }}
        end as {{ end }}_left,
        case when kind in ('product', 'grown') then {{ right_low(*ends) if end == 'low' else right_high(*ends) }} else {{ divisor_low(*ends) if end == 'low' else divisor_high(*ends) }} end as {{ end }}_right{{ ',' if not loop.last }}
        {%- endfor %}
    from (
        select
            *,
            case when kind in ('base', 'grown') then 100 + second_low else second_low end as other_low,
            case when kind in ('base', 'grown') then 100 + second_high else second_high end as other_high,
            case kind
                when 'growth' then {{ is_unsigned('second_low', 'second_high') }}
                when 'grown' then {{ is_unsigned('first_low', 'first_high') }}
                when 'base' then {{ has_base('first_low', 'first_high', 'second_low', 'second_high') }}
                else true
            end as is_defined
        from {{ sides }}
    ) as shifted
) as chosen
{% endmacro %}

{#- Whether an end of what is computed is left out: not where it is zero times what is, nor where a factor is negative, so that it may be
    the other end. -#}
{% macro is_left_out(computed, mark) -%}
(marks & {{ mark }} <> 0 and (
    kind not in ('product', 'ratio', 'share', 'total', 'growth', 'grown', 'base', 'compound', 'portion')
    or ({{ computed }} <> case when kind in ('growth', 'compound') then -100 else 0 end and coalesce(first_low, first_high, 0) >= 0 and coalesce(second_low, second_high, 0) >= 0)
))
{%- endmacro %}
{% macro cannot_meet() -%}
(comparison <> 'at_least' and {{ apart('computed_low', 'stated_high', 'marks & 8 <> 0 or ' ~ is_left_out('computed_low', 1)) }})
or (comparison <> 'at_most' and {{ apart('stated_low', 'computed_high', 'marks & 4 <> 0 or ' ~ is_left_out('computed_high', 2)) }})
{%- endmacro %}
