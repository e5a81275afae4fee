-- One row per identity that does not hold and figure that explains it: a metric that no definition joins, printed of the same subject, period and
-- scope, is what the two sides differ by, with either sign. A hard product (margin times revenue) leaves room for nothing.
with terms as (
    select * from {{ ref('int_identity_relations') }}
),

observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead
),

defined as (
    select metric_id from {{ ref('stg_metric_identities') }}
),

valued as (
    select terms.*, 'equal' as comparison, observations.bound_low as low, observations.bound_high as high, 0 as marks
    from terms
    inner join observations on terms.observation_id = observations.observation_id
    where terms.kind = 'sum' or terms.severity = 'soft'
),

sides as (
    {% call relation_sides('valued', 'report_id, relation_id') %}
    max(case when role = 'stated' then observation_id end) as stated_id,
    bit_or(marks) as marks
    {% endcall %}
),

results as (
    {{ evaluated('sides') }}
),

gaps as (
    select
        report_id,
        relation_id,
        stated_id,
        stated_low - computed_high as low,
        stated_high - computed_low as high
    from results
    where {{ cannot_meet() }}
),

final as (
    select distinct gaps.report_id, gaps.relation_id, other.observation_id
    from gaps
    inner join observations as stated on gaps.stated_id = stated.observation_id
    inner join observations as other
        on {{ same_columns('stated', 'other', ['report_id', 'subject_id', 'scope_id', 'geography_id', 'period_id', 'unit']) }}
    where other.metric_id not in (select metric_id from defined)
        and ((other.bound_low <= gaps.high and other.bound_high >= gaps.low) or (-other.bound_high <= gaps.high and -other.bound_low >= gaps.low))
)

select * from final
