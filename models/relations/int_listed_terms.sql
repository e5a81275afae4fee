-- Every term, with its interval, of the relations of any number of terms: sums, rates and what is declared.
with terms as (
    {% for rule in [
        'rule_complement',
        'rule_currency_pair',
        'rule_declared',
        'rule_event_interval',
        'rule_group_share',
        'rule_market_remainder',
        'rule_part_rest',
        'rule_parts_sum',
        'rule_point_change',
        'rule_release_interval',
        'rule_run_rate',
        'rule_shares_total',
        'rule_subperiods',
    ] %}
    select * from {{ ref(rule) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
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
