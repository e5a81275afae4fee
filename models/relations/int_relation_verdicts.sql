{{ config(materialized="view") }}
-- The one place where relations are evaluated: what the sides give, against what is stated.
with printed as (
    select *, {{ computed_low() }} as computed_low, {{ computed_high() }} as computed_high
    from {{ ref('int_relation_sides') }}
),

half_open as (
    select distinct report_id, relation_id from {{ ref('int_comparable_terms') }}
    where (low is null) <> (high is null)
),

-- open sides closed at the printed number show whether the numbers themselves disagree
closed_terms as (
    select
        terms.report_id,
        terms.relation_id,
        terms.kind,
        terms.comparison,
        terms.role,
        terms.weight,
        coalesce(terms.low, terms.high) as low,
        coalesce(terms.high, terms.low) as high
    from {{ ref('int_comparable_terms') }} as terms
    inner join half_open on terms.report_id = half_open.report_id and terms.relation_id = half_open.relation_id
),

closed_sides as (
    {% call relation_sides('closed_terms', 'report_id, relation_id') %}count(*) as terms{% endcall %}
),

closed as (
    select *, {{ computed_low() }} as computed_low, {{ computed_high() }} as computed_high
    from closed_sides
),

disagreeing as (
    select report_id, relation_id from closed
    where {{ cannot_meet() }}
),

final as (
    select
        printed.relation_id,
        printed.report_id,
        printed.origin,
        printed.kind,
        printed.comparison,
        case when printed.is_soft then 'soft' else 'hard' end as severity,
        printed.subject_id,
        printed.metric_id,
        printed.period_id,
        case
            when printed.kind = 'sum' and printed.input_unit = 'date' then coalesce(printed.stated_unit, 'days')
            when printed.kind in ('growth', 'share') then 'percent'
            when printed.kind = 'day' then 'date'
            when printed.kind = 'count' then 'count'
            when printed.stated_unit is not null then printed.stated_unit
            -- money over a fraction is money, money over servers is money per server
            when printed.kind <> 'ratio' or coalesce(printed.denominator_unit, 'ratio') in ('ratio', 'percent') then printed.input_unit
            when printed.numerator_unit = printed.denominator_unit then 'ratio'
            else printed.numerator_unit || '/' || printed.denominator_unit
        end as unit,
        printed.parts,
        printed.other_observation_id,
        printed.stated_observation_id,
        printed.observation_ids,
        printed.lines,
        printed.computed_low,
        printed.computed_high,
        printed.stated_low,
        printed.stated_high,
        case
            when printed.lacks_input or (printed.computed_low is null and printed.computed_high is null) then 'unknown'
            when printed.stated_low is null and printed.stated_high is null then 'implied'
            when printed.kind = 'scope' then 'strained'
            when {{ cannot_meet() }} then 'contradicted'
            -- they meet only beyond what is printed
            when disagreeing.relation_id is not null then 'strained'
            else 'consistent'
        end as verdict
    from printed
    left join disagreeing on printed.report_id = disagreeing.report_id and printed.relation_id = disagreeing.relation_id
)

select * from final
