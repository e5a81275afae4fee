{{ config(materialized="view") }}
-- One row per relation: a title with both numbers, and a sentence with the places that it compares, the figures there as printed, what they
-- give, what follows and why.
with verdicts as (
    select
        *,
        kind in ('equal', 'order', 'nesting', 'date', 'day', 'count', 'scope') as is_plain,
        {{ interval_step('computed_low', 'computed_high') }} as computed_step,
        {{ interval_step('stated_low', 'stated_high') }} as stated_step
    from {{ ref('int_relation_verdicts') }}
),

terms as (
    select * from {{ ref('int_term_words') }}
),

rules as (
    select * from {{ ref('int_relation_rules') }}
),

declared as (
    select * from {{ ref('stg_declared_relations') }}
),

-- the first four of many are named; where a side is one figure, that figure stands for it
sides as (
    select
        report_id,
        relation_id,
        {%- for side in ['given', 'stated'] %}
        max(case when side = '{{ side }}' and place = 1 then words end)
        {%- for place in [2, 3, 4] %}
        || coalesce(max(case when side = '{{ side }}' and place = {{ place }} then words end), '')
        {%- endfor %} as {{ side }},
        count(case when side = '{{ side }}' then 1 end) as {{ side }}_terms,
        max(case when side = '{{ side }}' and place = 1 then quoted end) as {{ side }}_quoted,
        max(case when side = '{{ side }}' and place = 1 then thing end) as {{ side }}_thing,
        min(case when side = '{{ side }}' then open_words end) as {{ side }}_open,
        {%- endfor %}
        max(case when side = 'why' then words end) as why
    from terms
    group by report_id, relation_id
),

subjects as (
    select subject_id, name from {{ ref('stg_subjects') }}
),

measured as (
    select
        verdicts.*,
        verdicts.verdict in ('contradicted', 'strained') as is_conflict,
        sides.given_terms as inputs,
        sides.given || case when sides.given_terms > 4 then ' and ' || cast(sides.given_terms - 4 as {{ dbt.type_string() }}) || ' more' else '' end as given,
        sides.stated,
        {{ interval_text('computed_low', 'computed_high', 'unit', 'computed_step') }} as computed_text,
        {{ interval_text("case when verdicts.comparison <> 'at_most' or sides.stated_terms = 1 then stated_low end", "case when verdicts.comparison <> 'at_least' or sides.stated_terms = 1 then stated_high end", 'unit', 'stated_step') }} as stated_text,
        case when sides.given_terms = 1 and verdicts.is_plain then sides.given_quoted end as given_quoted,
        case when sides.stated_terms = 1 then sides.stated_quoted end as stated_quoted,
        sides.stated_thing,
        sides.stated_thing <> sides.given_thing as is_of_two,
        -- the side that is open where the other one lies
        coalesce(
            case when (verdicts.comparison <> 'at_least' and verdicts.stated_high is null) or (verdicts.comparison <> 'at_most' and verdicts.stated_low is null) then sides.stated_open end,
            sides.given_open,
            'an open number (over, under, nearly) means something else'
        ) as open_words,
        coalesce(sides.why, declared.reason, rules.because) as because,
        case
            when verdicts.severity = 'hard' or sides.why is not null then ''
            when verdicts.origin = 'declared' then {{ unless('verdicts.severity', 'declared.differs_in') }}
            else coalesce(', unless ' || rules.reconciled_by, '')
        end as reconciled,
        case when declared.statement is null and sides.stated_terms < 2 then coalesce(case when sides.given_terms = 1 then sides.given_thing end, sides.stated_thing) end as thing,
        coalesce(declared.statement, case when sides.given_thing is null and sides.stated_thing is null then subjects.name end, rules.phrase) as topic,
        rules.clash
    from verdicts
    inner join sides on verdicts.report_id = sides.report_id and verdicts.relation_id = sides.relation_id
    left join rules on verdicts.origin = rules.origin
    left join declared on verdicts.report_id = declared.report_id and verdicts.relation_id = declared.relation_id
    left join subjects on verdicts.subject_id = subjects.subject_id
),

compared as (
    select
        *,
        coalesce(given_quoted, computed_text, '') as first_text,
        coalesce(stated_quoted, stated_text, '') as second_text
    from measured
),

worded as (
    select
        *,
        replace(replace(replace(clash, '[first]', first_text), '[second]', second_text), '[stated]', coalesce(stated_text, '')) as clash_words,
        given || case when inputs > 1 or not is_plain then coalesce({{ result_words('kind', 'parts < inputs', 'unit') }} || computed_text, '') else '' end
        || coalesce('; ' || stated, '')
        || case when is_conflict and unit in ('ratio', 'percent') and (inputs > 1 or kind = 'product') then coalesce(', that is ' || stated_text, '') else '' end as places,
        case
            when verdict = 'unknown' then 'this cannot be judged (' || replace(coalesce(reason, 'input missing'), '_', ' ') || ')'
            when verdict = 'implied' then 'nothing is printed to compare it with'
            when verdict = 'consistent' then 'both can hold'
        end as no_conflict,
        case
            when comparison = 'equal' or stated_quoted is null then 'no value fits both'
            else coalesce(given_quoted, {{ result_noun('kind', 'parts < inputs', 'unit') }}) || ' is ' || {{ beyond_words('comparison', 'unit') }} || ' than ' || stated_quoted
        end as apart_words
    from compared
),

final as (
    select
        report_id,
        relation_id,
        {{ as_sentence('coalesce(thing, topic)') }} || ': ' || coalesce(clash_words, case
            when inputs = 1 or thing is null then first_text || ' against ' || second_text || case when thing is not null and is_of_two then ' for the ' || stated_thing else '' end
            else second_text || ' against ' || first_text || ' from other figures'
        end) as title,
        {{ as_sentence('places') }} || ': '
        || coalesce(no_conflict, clash_words, case when verdict = 'strained' then 'at the printed numbers ' else '' end || apart_words)
        || case when not is_conflict or kind = 'scope' then '' else ', though ' || because || case when verdict = 'strained' then '; both can hold only if ' || open_words else reconciled end end
        || '.' as statement
    from worded
)

select * from final
