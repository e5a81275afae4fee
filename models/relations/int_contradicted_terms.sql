{{ config(materialized="view") }}
-- The terms of every contradicted relation, in the unit that it is judged in.
with contradictions as (
    select report_id, relation_id from {{ ref('relation_audit') }}
    where verdict = 'contradicted'
),

term_values as (
    select * from {{ ref('int_term_values') }}
),

relations as (
    select compared.*
    from {{ ref('int_compared_relations') }} as compared
    inner join contradictions on compared.report_id = contradictions.report_id and compared.relation_id = contradictions.relation_id
),

compared as (
    select report_id, relation_id, kind, comparison, {{ operand_role(0) }} as role, weight, first_id as observation_id, first_constant as constant
    from relations
    union all
    select report_id, relation_id, kind, comparison, {{ operand_role(1) }} as role, weight, second_id as observation_id, cast(null as {{ amount() }}) as constant
    from relations
    where {{ has_two_operands() }}
    union all
    select report_id, relation_id, kind, comparison, 'stated' as role, cast(1 as {{ amount() }}) as weight, stated_id as observation_id, stated_constant as constant
    from relations
),

final as (
    select
        compared.report_id,
        compared.relation_id,
        compared.kind,
        compared.comparison,
        compared.role,
        compared.weight,
        coalesce(compared.constant, term_values.low) as low,
        coalesce(compared.constant, term_values.high) as high,
        term_values.value_low,
        term_values.value_high,
        coalesce(term_values.is_approx, false) as is_approx
    from compared
    left join term_values on compared.observation_id = term_values.observation_id
    union all
    select
        listed.report_id,
        listed.relation_id,
        listed.kind,
        listed.comparison,
        listed.role,
        listed.weight,
        listed.low,
        listed.high,
        listed.value_low,
        listed.value_high,
        listed.is_approx
    from {{ ref('int_comparable_terms') }} as listed
    inner join contradictions on listed.report_id = contradictions.report_id and listed.relation_id = contradictions.relation_id
)

select * from final
