-- One row per term of a relation, of all rules, with the interval of its observation: that of a measured figure is half a unit wider on both sides.
with terms as {{ read_once() }} (
    {% for rule in var('relation_rules') %}
    select * from {{ ref('rule_' ~ rule) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

term_values as (
    select * from {{ ref('int_term_values') }}
),

rounded_sums as (
    select * from {{ ref('int_rounded_sums') }}
),

measured as (
    select * from {{ ref('int_measured_figures') }}
),

final as (
    select
        {{ printed_ids('terms.relation_id', 'terms.report_id') }} as relation_id,
        terms.report_id,
        terms.origin,
        terms.kind,
        terms.comparison,
        -- whether whole numbers are rounded is for the reader to assume
        case when rounded_sums.relation_id is not null then 'soft' else terms.severity end as severity,
        terms.subject_id,
        terms.metric_id,
        terms.period_id,
        terms.role,
        terms.weight,
        terms.observation_id,
        terms.constant,
        terms.said,
        coalesce(term_values.line, terms.line) as line,
        term_values.unit,
        term_values.period_id as observed_period_id,
        term_values.usage_warning,
        -- places that restate one figure are compared as printed, all else with what they leave of it
        coalesce(terms.constant, case when terms.origin = 'restatement' then term_values.own_low when measured.half_step is not null then cast(term_values.value_low - measured.half_step as {{ amount() }}) else term_values.low end) as low,
        coalesce(terms.constant, case when terms.origin = 'restatement' then term_values.own_high when measured.half_step is not null then cast(term_values.value_high + measured.half_step as {{ amount() }}) else term_values.high end) as high,
        coalesce(terms.constant, case when term_values.unit = 'date' then term_values.own_low else term_values.value_low end) as face_low,
        coalesce(terms.constant, case when term_values.unit = 'date' then term_values.own_high else term_values.value_high end) as face_high,
        {{ term_marks() }} as marks,
        coalesce(term_values.low_margin, 0) as low_margin,
        coalesce(term_values.high_margin, 0) as high_margin,
        terms.constant is null and term_values.observation_id is null as is_missing
    from terms
    left join term_values on terms.observation_id = term_values.observation_id
    left join rounded_sums on terms.report_id = rounded_sums.report_id and terms.relation_id = rounded_sums.relation_id
    -- an order of two figures is that of what they are rounded from
    left join measured on terms.observation_id = measured.observation_id and terms.kind in ('{{ operand_roles().keys() | join("', '") }}')
)

select * from final
