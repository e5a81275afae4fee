-- One row per figure that cannot be negative by its metric and is, where another relation holds with its sign and not without it: what a sum, a
-- definition, a share or the text's own formula needs is no misprint.
{%- set origins = ['parts_sum', 'subperiods', 'metric_identity', 'share_triad', 'declared'] %}
with observations as (
    select * from {{ ref('int_lead_observations') }}
),

negatives as (
    select report_id, observation_id as negative_id from observations
    where is_lead and quantity_kind in ('money', 'count') and not is_signed and coalesce(bound_high, bound_low) < 0
),

terms as (
    {% for origin in origins %}
    select report_id, relation_id, kind, comparison, role, weight, observation_id, constant from {{ ref('rule_' ~ origin) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

-- as printed, and with the other sign
turns as (
    select false as is_turned
    union all
    select true as is_turned
),

tries as (
    select distinct terms.report_id, terms.relation_id, negatives.negative_id, turns.is_turned
    from terms
    inner join negatives on terms.report_id = negatives.report_id and terms.observation_id = negatives.negative_id
    cross join turns
),

tried_terms as (
    select
        tries.report_id, tries.relation_id, tries.negative_id, tries.is_turned,
        terms.kind, terms.comparison, terms.role, terms.weight,
        0 as marks,
        coalesce(terms.constant, case when tries.is_turned and observations.observation_id = tries.negative_id then -observations.bound_high else observations.bound_low end) as low,
        coalesce(terms.constant, case when tries.is_turned and observations.observation_id = tries.negative_id then -observations.bound_low else observations.bound_high end) as high
    from tries
    inner join terms on tries.report_id = terms.report_id and tries.relation_id = terms.relation_id
    left join observations on terms.observation_id = observations.observation_id
    where terms.role <> 'reference'
),

sides as (
    {% call relation_sides('tried_terms', 'report_id, relation_id, negative_id, is_turned') %}bit_or(marks) as marks{% endcall %}
),

results as (
    {{ evaluated('sides') }}
),

judged as (
    select
        report_id, relation_id, negative_id, is_turned,
        coalesce(computed_low, computed_high) is not null and coalesce(stated_low, stated_high) is not null as is_judged,
        {{ cannot_meet() }} as is_apart
    from results
),

final as (
    select distinct printed.report_id, printed.negative_id as observation_id
    from judged as printed
    inner join judged as turned
        on printed.report_id = turned.report_id
        and printed.relation_id = turned.relation_id
        and printed.negative_id = turned.negative_id
    where not printed.is_turned and printed.is_judged and not printed.is_apart
        and turned.is_turned and turned.is_apart
)

select * from final
