{{ config(materialized="view") }}
-- One row per relation: what its sides give, the verdict on what is stated, and for a contradiction the greatest tolerance that it
-- survives. The one place where relations are evaluated.
{%- set sides = ['first', 'second', 'stated', 'sum'] %}
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
        {% for side in ['first', 'second', 'stated'] %}
        coalesce({{ side }}_low, {{ side }}_high) as {{ side }}_low,
        coalesce({{ side }}_high, {{ side }}_low) as {{ side }}_high,
        {% endfor %}
        closed_sum_low as sum_low,
        closed_sum_high as sum_high
    from sides
    where {% for side in sides %}({{ side }}_low is null) <> ({{ side }}_high is null){{ ' or ' if not loop.last }}{% endfor %}
),

closed as (
    select *, {{ computed_low() }} as computed_low, {{ computed_high() }} as computed_high
    from closed_sides
),

disagreeing as (
    select report_id, relation_id from closed
    where {{ cannot_meet() }}
),

-- approximate figures of contradicted relations, wider by each of some percentages
widened_sides as (
    {% for percent in var('sensitivity_percents') %}
    select
        report_id,
        relation_id,
        kind,
        comparison,
        weight,
        {{ percent }} as percent,
        {% for side in sides %}
        cast({{ side }}_low - {{ side }}_low_margin * {{ percent / 100 }} as {{ amount() }}) as {{ side }}_low,
        cast({{ side }}_high + {{ side }}_high_margin * {{ percent / 100 }} as {{ amount() }}) as {{ side }}_high{{ ',' if not loop.last }}
        {% endfor %}
    from printed
    where {{ cannot_meet() }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

widened as (
    select *, {{ computed_low() }} as computed_low, {{ computed_high() }} as computed_high
    from widened_sides
),

surviving as (
    select report_id, relation_id, max(percent) as survives_percent from widened
    where {{ cannot_meet() }}
    group by report_id, relation_id
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
        end as verdict,
        surviving.survives_percent
    from printed
    left join surviving on printed.report_id = surviving.report_id and printed.relation_id = surviving.relation_id
    left join disagreeing on printed.report_id = disagreeing.report_id and printed.relation_id = disagreeing.relation_id
)

select * from final
