-- Contradictions that survive when approximate figures are widened, with the greatest percentage at which they do.
with contradicted as (
    select * from {{ ref('int_contradicted_terms') }}
),

tolerances as (
    {% for percent in var('sensitivity_percents') %}
    select {{ percent }} as percent, cast({{ percent / 100 }} as {{ amount() }}) as tolerance
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

terms as (
    select
        contradicted.report_id,
        contradicted.relation_id,
        tolerances.percent,
        contradicted.kind,
        contradicted.comparison,
        contradicted.role,
        contradicted.weight,
        {{ widened_low('low', 'value_low', 'is_approx', 'tolerance') }} as low,
        {{ widened_high('high', 'value_high', 'is_approx', 'tolerance') }} as high
    from contradicted
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
