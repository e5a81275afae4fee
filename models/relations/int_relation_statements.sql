-- One row per relation: a title with both numbers, and a sentence of what it compares, what that gives, what follows and why.
with verdicts as (
    select
        *,
        kind in ('equal', 'order', 'nesting', 'date', 'day', 'count', 'scope') as is_plain,
        {{ interval_step('computed_low', 'computed_high') }} as computed_step,
        {{ interval_step('stated_low', 'stated_high') }} as stated_step
    from {{ ref('int_relation_verdicts') }}
),

rules as (
    select * from {{ ref('int_relation_rules') }}
),

declared as (
    select * from {{ ref('stg_declared_relations') }}
),

sides as (
    select * from {{ ref('int_side_words') }}
),

subjects as (
    select subject_id, name from {{ ref('stg_subjects') }}
),

joined as (
    select
        verdicts.*,
        verdicts.verdict in ('contradicted', 'strained') as is_conflict,
        sides.given_terms as inputs,
        sides.given || case when sides.given_terms > 4 then ' and ' || cast(sides.given_terms - 4 as {{ dbt.type_string() }}) || ' more' else '' end as given,
        sides.stated,
        sides.given_terms > 1 or not verdicts.is_plain as has_result,
        sides.stated_terms = 1 as is_stated_once,
        -- several figures that state one number between them, which nothing prints
        sides.stated_terms > 1 and not sides.is_stated_by_constant and verdicts.stated_observation_id is null as is_stated_by_several,
        case when sides.given_terms = 1 and verdicts.is_plain then sides.given_quoted end as given_quoted,
        case when sides.stated_terms = 1 then sides.stated_quoted end as stated_quoted,
        sides.stated_thing,
        sides.stated_thing <> sides.given_thing as is_of_two,
        -- the side that is open where the other one lies
        coalesce(case when (verdicts.comparison <> 'at_least' and verdicts.stated_high is null) or (verdicts.comparison <> 'at_most' and verdicts.stated_low is null) then sides.stated_open end, sides.given_open, 'an open number (over, under, nearly) means something else') as open_words,
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

-- a step of its own, so that each text is made once
ended as (
    select
        *,
        case when is_conflict or has_result then {{ end_text('computed_low', true, 'unit', 'computed_step') }} end as computed_from,
        case when is_conflict or has_result then {{ end_text('computed_high', false, 'unit', 'computed_step') }} end as computed_to,
        case when is_conflict and (comparison <> 'at_most' or is_stated_once) then {{ end_text('stated_low', true, 'unit', 'stated_step') }} end as stated_from,
        case when is_conflict and (comparison <> 'at_least' or is_stated_once) then {{ end_text('stated_high', false, 'unit', 'stated_step') }} end as stated_to
    from joined
),

measured as (
    select
        *,
        {{ interval_text('computed_from', 'computed_to', 'unit', 'computed_step') }} as computed_text,
        {{ interval_text('stated_from', 'stated_to', 'unit', 'stated_step') }} as stated_text
    from ended
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
        given || case when has_result then coalesce({{ result_words('kind', 'parts < inputs', 'unit') }} || computed_text, '') else '' end
        || coalesce('; ' || stated, '')
        || case when is_conflict and (is_stated_by_several or (unit in ('ratio', 'percent') and (inputs > 1 or kind = 'product'))) then coalesce(', that is ' || stated_text, '') else '' end as places,
        case
            when verdict = 'unknown' then 'this cannot be judged (' || replace(coalesce(reason, 'input missing'), '_', ' ') || ')'
            when verdict = 'implied' then 'nothing is printed to compare it with'
            when verdict = 'consistent' then 'both can hold'
        end as no_conflict,
        case
            when comparison = 'equal' or stated_quoted is null then 'no value fits both'
            else coalesce(given_quoted, {{ result_noun('kind', 'parts < inputs', 'unit') }}) || ' ' || {{ beyond_words('comparison', 'unit') }} || ' ' || stated_quoted
        end as apart_words
    from compared
),

final as (
    select
        report_id,
        relation_id,
        case when is_conflict then {{ as_sentence('coalesce(thing, topic)') }} || ': ' || coalesce(clash_words, case
            when inputs = 1 or thing is null then first_text || ' ' || case when comparison = 'equal' or stated_quoted is null then 'against' else {{ beyond_words('comparison', 'unit', true) }} end || ' ' || second_text || case when thing is not null and is_of_two then ' for the ' || stated_thing else '' end
            else second_text || ' against ' || first_text || ' from other figures'
        end) end as title,
        {{ as_sentence('places') }} || ': '
        || coalesce(no_conflict, clash_words, case when verdict = 'strained' then 'at the printed numbers ' else '' end || apart_words)
        || case when not is_conflict then '' else ', though ' || because || case when verdict = 'strained' and kind <> 'scope' then '; both can hold only if ' || open_words else reconciled end end || '.' as statement
    from worded
)

select * from final
