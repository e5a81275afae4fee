{{ config(materialized="view") }}
-- One row per relation: a sentence with the places that it compares, the figures there as printed, what they give, what follows and why.
with verdicts as (
    select * from {{ ref('int_relation_verdicts') }}
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

-- the first four of many are named
sides as (
    select
        report_id,
        relation_id,
        {%- for side in ['given', 'stated'] %}
        max(case when side = '{{ side }}' and place = 1 then words end)
        {%- for place in [2, 3, 4] %}
        || coalesce(max(case when side = '{{ side }}' and place = {{ place }} then words end), '')
        {%- endfor %} as {{ side }},
        {%- endfor %}
        max(case when side = 'why' then words end) as why,
        count(case when side = 'given' then 1 end) as inputs,
        -- several figures that state one number between them, which nothing prints
        count(case when side = 'stated' then 1 end) > 1 and max(case when side = 'stated' and is_constant then 1 else 0 end) = 0 as is_stated_by_several
    from terms
    group by report_id, relation_id
),

joined as (
    select
        verdicts.*,
        sides.given,
        sides.stated,
        sides.inputs,
        sides.inputs > 1 or verdicts.kind not in ('equal', 'order', 'nesting', 'date', 'day', 'count', 'scope') as has_result,
        verdicts.verdict in ('contradicted', 'strained') and (
            (verdicts.unit in ('ratio', 'percent') and (sides.inputs > 1 or verdicts.kind = 'product'))
            or (sides.is_stated_by_several and verdicts.stated_observation_id is null)
        ) as is_measured,
        {{ interval_step('verdicts.computed_low', 'verdicts.computed_high') }} as computed_step,
        {{ interval_step('verdicts.stated_low', 'verdicts.stated_high') }} as stated_step,
        case
            when verdicts.verdict not in ('contradicted', 'strained') or verdicts.kind = 'scope' then ''
            else ', though ' || coalesce(sides.why, declared.reason, rules.because) || case
                when verdicts.verdict = 'strained' then '; they fit only if an open one (over, under, nearly) is far from its number'
                when verdicts.severity = 'hard' or sides.why is not null then ''
                when verdicts.origin = 'declared' then {{ unless('verdicts.severity', 'declared.differs_in') }}
                else coalesce(', unless ' || rules.reconciled_by, '')
            end
        end as because
    from verdicts
    inner join sides on verdicts.report_id = sides.report_id and verdicts.relation_id = sides.relation_id
    left join rules on verdicts.origin = rules.origin
    left join declared on verdicts.report_id = declared.report_id and verdicts.relation_id = declared.relation_id
),

-- a step of its own, so that each text is made once
measured as (
    select
        *,
        {%- for side, is_said in [('computed', 'has_result'), ('stated', 'is_measured')] %}
        case when {{ is_said }} then {{ end_text(side ~ '_low', true, 'unit', side ~ '_step') }} end as {{ side }}_from,
        case when {{ is_said }} then {{ end_text(side ~ '_high', false, 'unit', side ~ '_step') }} end as {{ side }}_to{{ ',' if not loop.last }}
        {%- endfor %}
    from joined
),

worded as (
    select
        *,
        case when has_result then {{ result_words('kind', 'parts < inputs', 'unit') }} || {{ interval_text('computed_from', 'computed_to', 'unit', 'computed_step') }} end as result,
        case when is_measured then ', that is ' || {{ interval_text('stated_from', 'stated_to', 'unit', 'stated_step') }} end as measure,
        case
            when verdict = 'unknown' then 'this cannot be judged (' || replace(coalesce(reason, 'input missing'), '_', ' ') || ')'
            when verdict = 'implied' then 'nothing is printed to compare it with'
            when origin = 'currency_shift' then 'they belong together and are not in one currency'
            when kind = 'scope' then 'one number stands for two different things'
            when verdict = 'consistent' then 'both can hold'
            else case when verdict = 'strained' then 'at the printed numbers ' else '' end || case
                when kind = 'count' then 'the two differ'
                when comparison = 'equal' then 'no value fits both'
                else case when inputs > 1 then 'the result' else 'the first' end || ' is ' || case
                    when comparison = 'at_most' and coalesce(unit, 'date') = 'date' then 'later'
                    when comparison = 'at_most' then 'greater'
                    when coalesce(unit, 'date') = 'date' then 'earlier'
                    else 'less'
                end || case when inputs > 1 then ' than the last figure' else ' than the second' end
            end
        end as ending
    from measured
),

final as (
    select
        report_id,
        relation_id,
        {{ as_sentence('given') }} || case when inputs > 4 then ' and ' || cast(inputs - 4 as {{ dbt.type_string() }}) || ' more' else '' end
        || coalesce(result, '') || coalesce('; ' || stated || coalesce(measure, ''), '') || ': ' || ending || because || '.' as statement
    from worded
)

select * from final
