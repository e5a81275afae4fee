{{ config(materialized="view") }}
-- One row per relation: a sentence with the places that it compares, the figures there as printed, what they give and what follows.
with verdicts as (
    select * from {{ ref('int_relation_verdicts') }}
),

words as (
    select * from {{ ref('int_observation_words') }}
),

rules as (
    select * from {{ ref('int_relation_rules') }}
),

declared as (
    select * from {{ ref('stg_declared_relations') }}
),

subjects as (
    select * from {{ ref('stg_subjects') }}
),

-- a place without a figure gives a number that was counted, or a day
terms as (
    select
        terms.report_id,
        terms.relation_id,
        terms.role = 'stated' as is_stated,
        coalesce(words.prints, case
            when terms.line is not null then 'line ' || cast(terms.line as {{ dbt.type_string() }})
            when terms.kind = 'day' then 'the report'
            else 'the rule'
        end || case when terms.origin like 'list%' then ' lists ' else ' gives ' end || {{ interval_text('terms.constant', 'terms.constant', "case when terms.kind in ('day', 'date') then 'date' end") }}, 'one input is not printed') as prints,
        case when words.what is not null then ' for the ' || words.what when terms.constant is not null and terms.origin like 'list%' then ' members of ' || subjects.name else '' end as what,
        row_number() over (
            partition by terms.report_id, terms.relation_id, terms.role = 'stated'
            order by terms.line nulls last, terms.observation_id nulls last, terms.role nulls last, terms.constant nulls last
        ) as place
    from {{ ref('int_relation_terms') }} as terms
    left join words on terms.observation_id = words.observation_id
    left join subjects on terms.subject_id = subjects.subject_id
),

-- the first three of many are named
sides as (
    select
        report_id,
        relation_id,
        max(case when is_stated then prints end) as stated,
        max(case when is_stated then what end) as stated_what,
        max(case when place = 1 and not is_stated then prints end) as first_given,
        max(case when place = 1 and not is_stated then what end) as first_what,
        max(case when place = 2 and not is_stated then prints || what end) as second_given,
        max(case when place = 3 and not is_stated then prints || what end) as third_given,
        count(case when not is_stated then 1 end) as given
    from terms
    group by report_id, relation_id
),

worded as (
    select
        verdicts.report_id,
        verdicts.relation_id,
        sides.given > 1 or verdicts.kind not in ('equal', 'order', 'nesting', 'date', 'day', 'count', 'scope') as is_computed,
        sides.first_given || sides.first_what || coalesce(', ' || sides.second_given, '') || coalesce(', ' || sides.third_given, '')
        || case when sides.given > 3 then ' and ' || cast(sides.given - 3 as {{ dbt.type_string() }}) || ' more' else '' end as inputs,
        sides.stated || case when sides.stated_what = sides.first_what and sides.stated_what <> '' then ' for the same' else sides.stated_what end as stated,
        {{ interval_text('verdicts.computed_low', 'verdicts.computed_high', 'verdicts.unit') }} as result,
        case
            when verdicts.verdict = 'unknown' then 'this cannot be judged (' || replace(coalesce(verdicts.reason, 'input missing'), '_', ' ') || ')'
            when verdicts.verdict = 'implied' then 'nothing is printed to compare it with'
            when verdicts.origin = 'currency_shift' then 'they belong together and are not in one currency'
            when verdicts.kind = 'scope' then 'one figure under two definitions'
            when verdicts.verdict = 'strained' then 'they agree only because a side is left open'
            when verdicts.verdict = 'consistent' then 'both can hold'
            when verdicts.comparison = 'equal' then 'no value fits both'
            else ' is ' || case
                when verdicts.comparison = 'at_most' and verdicts.unit = 'date' then 'later'
                when verdicts.comparison = 'at_most' then 'greater'
                when verdicts.unit = 'date' then 'earlier'
                else 'less'
            end || ' than the second, and cannot be'
        end as ending,
        case when verdicts.verdict in ('contradicted', 'strained') then ' (' || coalesce(declared.statement, rules.phrase) || ')' else '' end as because
    from verdicts
    inner join sides on verdicts.report_id = sides.report_id and verdicts.relation_id = sides.relation_id
    left join rules on verdicts.origin = rules.origin
    left join declared on verdicts.report_id = declared.report_id and verdicts.relation_id = declared.relation_id
),

final as (
    select
        report_id,
        relation_id,
        {{ as_sentence('inputs') }} || coalesce(case when is_computed then ', which gives ' || result end, '') || coalesce('; ' || stated, '') || ': '
        || case when ending like ' is %' then case when is_computed then 'the result' else 'the first' end else '' end || ending || because || '.' as statement
    from worded
)

select * from final
