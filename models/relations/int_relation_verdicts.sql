{{ config(materialized="view") }}
-- The one place where relations are evaluated: what the sides give, against what is stated.
with sides as (
    select * from {{ ref('int_relation_sides') }}
),

printed as (
    select *, {{ computed_low() }} as computed_low, {{ computed_high() }} as computed_high
    from sides
),

-- open sides closed at the printed number show whether the numbers themselves disagree
closed_sides as (
    select
        report_id,
        relation_id,
        kind,
        comparison,
        weight,
        coalesce(first_low, first_high) as first_low,
        coalesce(first_high, first_low) as first_high,
        coalesce(second_low, second_high) as second_low,
        coalesce(second_high, second_low) as second_high,
        coalesce(stated_low, stated_high) as stated_low,
        coalesce(stated_high, stated_low) as stated_high,
        closed_sum_low as sum_low,
        closed_sum_high as sum_high
    from sides
    where (first_low is null) <> (first_high is null)
        or (second_low is null) <> (second_high is null)
        or (stated_low is null) <> (stated_high is null)
        or (sum_low is null) <> (sum_high is null)
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
