-- One row per term of the relations with any number of terms (sums, rates and declared relations), with its interval.
with terms as (
    {{ union_of_rules('terms') }}
),

term_values as (
    select * from {{ ref('int_term_values') }}
),

final as (
    select
        terms.relation_id,
        terms.report_id,
        terms.origin,
        terms.kind,
        terms.comparison,
        terms.severity,
        terms.subject_id,
        terms.metric_id,
        terms.period_id,
        terms.role,
        terms.weight,
        terms.observation_id,
        terms.constant,
        term_values.line,
        term_values.unit,
        term_values.period_id as observed_period_id,
        term_values.usage_warning,
        coalesce(term_values.is_approx, false) as is_approx,
        term_values.value_low,
        term_values.value_high,
        coalesce(terms.constant, term_values.low) as low,
        coalesce(terms.constant, term_values.high) as high,
        terms.constant is null and term_values.observation_id is null as is_missing
    from terms
    left join term_values on terms.observation_id = term_values.observation_id
)

select * from final
