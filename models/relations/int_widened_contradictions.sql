-- Contradictions that survive when approximate figures are widened, with the greatest percentage at which they do.
with contradictions as (
    select report_id, relation_id from {{ ref('relation_audit') }}
    where verdict = 'contradicted'
),

tolerances as (
    {% for percent in var('sensitivity_percents') %}
    select {{ percent }} as percent, cast({{ percent / 100 }} as {{ amount() }}) as tolerance
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

terms as (
    select
        terms.report_id,
        terms.relation_id,
        tolerances.percent,
        terms.kind,
        terms.comparison,
        terms.role,
        terms.weight,
        {{ widened_low('terms.low', 'terms.value_low', 'terms.is_approx', 'tolerances.tolerance') }} as low,
        {{ widened_high('terms.high', 'terms.value_high', 'terms.is_approx', 'tolerances.tolerance') }} as high
    from {{ ref('int_comparable_terms') }} as terms
    inner join contradictions on terms.report_id = contradictions.report_id and terms.relation_id = contradictions.relation_id
    cross join tolerances
),

sides as (
    {% call relation_sides('terms', 'report_id, relation_id, percent') %}count(*) as terms{% endcall %}
),

widened as (
    select *, {{ computed_low() }} as computed_low, {{ computed_high() }} as computed_high
    from sides
),

final as (
    select report_id, relation_id, max(percent) as survives_percent
    from widened
    where {{ cannot_meet() }}
    group by report_id, relation_id
)

select * from final
