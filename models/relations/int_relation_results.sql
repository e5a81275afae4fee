{{ config(materialized="view") }}
-- One row per relation: what its two sides say and give, as text, and the words of its rule.
with verdicts as (
    select
        *,
        kind in ('equal', 'order', 'nesting', 'date', 'day', 'count', 'scope') as is_plain
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
    select subject_id, name from {{ ref('int_subjects') }}
),

joined as (
    select
        verdicts.*,
        verdicts.verdict in ('contradicted', 'strained') as is_conflict,
        sides.given_terms as inputs,
        sides.given,
        sides.stated,
        sides.given_terms > 1 or not verdicts.is_plain as has_result,
        sides.stated_terms,
        sides.stated_terms = 1 as is_stated_once,
        -- several figures that state one number between them, which nothing prints
        sides.stated_terms > 1 and not sides.is_stated_by_constant and verdicts.stated_observation_id is null as is_stated_by_several,
        case when sides.given_terms = 1 and verdicts.is_plain then sides.given_quoted end as given_quoted,
        case when sides.stated_terms = 1 then sides.stated_quoted end as stated_quoted,
        sides.given_measure,
        sides.stated_measure,
        -- open sides are compared at the number that is printed
        case verdicts.comparison when 'at_most' then true when 'at_least' then false else coalesce(verdicts.computed_low, verdicts.computed_high) >= coalesce(verdicts.stated_high, verdicts.stated_low) end as is_above,
        {{ currency_word('verdicts.unit', "coalesce(sides.given_quoted, '') || coalesce(sides.stated_quoted, '')") }} as unit_word,
        sides.why is not null as has_own_reason,
        declared.statement is not null as is_declared,
        -- the side that is open where the other one lies
        ((verdicts.comparison <> 'at_least' and verdicts.stated_high is null) or (verdicts.comparison <> 'at_most' and verdicts.stated_low is null)) and sides.stated_open is not null as is_stated_open,
        sides.stated_open,
        sides.given_open,
        coalesce(sides.why, declared.reason, rules.because) as because,
        case
            when verdicts.severity = 'hard' or sides.why is not null then ''
            when verdicts.origin = 'declared' then {{ unless('verdicts.severity', 'declared.differs_in') }}
            else coalesce(', unless ' || rules.reconciled_by, '')
        end as reconciled,
        case when declared.statement is null and sides.stated_terms < 2 then coalesce(case when sides.given_terms = 1 then sides.given_thing end, sides.stated_thing) end as thing,
        coalesce(declared.statement, case when sides.given_thing is null and sides.stated_thing is null then subjects.name end, rules.phrase) as topic,
        rules.clash,
        rules.title
    from verdicts
    inner join sides on verdicts.report_id = sides.report_id and verdicts.relation_id = sides.relation_id
    left join rules on verdicts.origin = rules.origin
    left join declared on verdicts.report_id = declared.report_id and verdicts.relation_id = declared.relation_id
    left join subjects on verdicts.subject_id = subjects.subject_id
),

stepped as (
    select
        *,
        case when is_conflict or has_result then {{ interval_step('computed_low', 'computed_high') }} end as computed_step,
        case when is_conflict then {{ interval_step('stated_low', 'stated_high') }} end as stated_step
    from joined
),

-- a step of its own, so that each text is made once
ended as (
    select
        *,
        case when is_conflict or has_result then {{ end_text('computed_low', true, 'unit', 'computed_step') }} end as computed_from,
        case when is_conflict or has_result then {{ end_text('computed_high', false, 'unit', 'computed_step') }} end as computed_to,
        case when is_conflict and (comparison <> 'at_most' or is_stated_once) then {{ end_text('stated_low', true, 'unit', 'stated_step') }} end as stated_from,
        case when is_conflict and (comparison <> 'at_least' or is_stated_once) then {{ end_text('stated_high', false, 'unit', 'stated_step') }} end as stated_to
    from stepped
),

measured as (
    select
        *,
        case when is_conflict or has_result then {{ interval_text('computed_from', 'computed_to', 'unit_word', 'computed_step') }} end
        || case when is_conflict and unit = 'ratio' and computed_low > 0 and computed_high < 0.5 then ' (about 1/' || cast(cast(floor(2 / nullif(cast(computed_low + computed_high as double), 0) + 0.5) as integer) as {{ dbt.type_string() }}) || ')' else '' end as computed_text,
        case when is_conflict then {{ interval_text('stated_from', 'stated_to', 'unit_word', 'stated_step') }} end as stated_text,
        coalesce(case when is_stated_open then stated_open end, given_open, 'an open number (over, under, nearly) stands for another one') as open_words,
        -- from the nearest ends; days and ranks have no multiples
        case
            when verdict <> 'contradicted' or comparison <> 'equal' or unit in ('date', 'rank') or unit is null then 0
            when is_above and stated_high > 0 then {{ ratio_low('computed_low', 'stated_high', 1, 1) }}
            when not is_above and computed_high > 0 then {{ ratio_low('stated_low', 'computed_high', 1, 1) }}
            else 0
        end as times_apart
    from ended
),

final as (
    select
        report_id, relation_id, kind, comparison, verdict, reason, unit, lines, parts, inputs, stated_terms,
        is_conflict, is_declared, is_above, times_apart, is_stated_by_several, has_result,
        given, given_quoted, given_measure, stated, stated_quoted, stated_measure, has_own_reason, computed_text, stated_text,
        thing, topic, because, reconciled, open_words, is_stated_open, clash, title,
        coalesce(given_quoted, computed_text, '') as first_text,
        coalesce(stated_quoted, stated_text, '') as second_text,
        -- the second figure with what it measures, where that is not the same
        case when is_conflict then coalesce(stated_quoted || replace(split_part(stated, stated_quoted, 2), ' for the same', ''), stated_text, '') end as second_place,
        case when verdict <> 'strained' then '' when is_above then 'only ' else 'as much as ' end as measured_as
    from measured
)

select * from final
