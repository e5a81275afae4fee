{{ config(materialized="view") }}
-- One row per relation: a sentence with the places that it compares, the figures there as printed, what they give, what follows and why.
with verdicts as (
    select *, {{ interval_step('computed_low', 'computed_high') }} as computed_step, {{ interval_step('stated_low', 'stated_high') }} as stated_step
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
        count(case when side = 'stated' then 1 end) as claims
    from terms
    group by report_id, relation_id
),

worded as (
    select
        verdicts.report_id,
        verdicts.relation_id,
        sides.given || case when sides.inputs > 4 then ' and ' || cast(sides.inputs - 4 as {{ dbt.type_string() }}) || ' more' else '' end as given,
        case
            when sides.inputs > 1 or verdicts.kind not in ('equal', 'order', 'nesting', 'date', 'day', 'count', 'scope')
                then {{ result_words('verdicts.kind', 'verdicts.parts < sides.inputs', 'verdicts.unit') }} || {{ interval_text('verdicts.computed_low', 'verdicts.computed_high', 'verdicts.unit', 'verdicts.computed_step') }}
        end as result,
        sides.stated || case
            when verdicts.verdict in ('contradicted', 'strained') and (
                (verdicts.unit in ('ratio', 'percent') and (sides.inputs > 1 or verdicts.kind = 'product'))
                or (sides.claims > 1 and verdicts.stated_observation_id is null)
            )
                then coalesce(', that is ' || {{ interval_text('verdicts.stated_low', 'verdicts.stated_high', 'verdicts.unit', 'verdicts.stated_step') }}, '')
            else ''
        end as stated,
        case
            when verdicts.verdict = 'unknown' then 'this cannot be judged (' || replace(coalesce(verdicts.reason, 'input missing'), '_', ' ') || ')'
            when verdicts.verdict = 'implied' then 'nothing is printed to compare it with'
            when verdicts.origin = 'currency_shift' then 'they belong together and are not in one currency'
            when verdicts.kind = 'scope' then 'one number stands for two different things'
            when verdicts.verdict = 'consistent' then 'both can hold'
            else case when verdicts.verdict = 'strained' then 'at the printed numbers ' else '' end || case
                when verdicts.kind = 'count' then 'the two differ'
                when verdicts.comparison = 'equal' then 'no value fits both'
                else case when sides.inputs > 1 then 'the result' else 'the first' end || ' is ' || case
                    when verdicts.comparison = 'at_most' and coalesce(verdicts.unit, 'date') = 'date' then 'later'
                    when verdicts.comparison = 'at_most' then 'greater'
                    when coalesce(verdicts.unit, 'date') = 'date' then 'earlier'
                    else 'less'
                end || case when sides.inputs > 1 then ' than the last figure' else ' than the second' end
            end
        end as ending,
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

final as (
    select
        report_id,
        relation_id,
        {{ as_sentence('given') }} || coalesce(result, '') || coalesce('; ' || stated, '') || ': '
        || ending || because || '.' as statement
    from worded
)

select * from final
