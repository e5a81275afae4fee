{{ config(materialized="view") }}
-- One row per relation: what its sides give, the verdict on what is stated, and for a contradiction the greatest tolerance that it
-- survives. The one place where relations are evaluated.
with terms as (
    select * from {{ ref('int_comparable_terms') }}
),

sides as (
    select * from {{ ref('int_relation_sides') }}
),

printed as (
    select *, {{ computed_low() }} as computed_low, {{ computed_high() }} as computed_high
    from sides
),

-- relations that are tried again with other ends: with open sides closed at the printed number, which shows whether the numbers
-- themselves disagree, and contradicted ones with approximate figures wider by each of some percentages
tried_again as (
    select report_id, relation_id, cast(null as integer) as percent, cast(null as {{ amount() }}) as tolerance from printed
    where {% for side in ['first', 'second', 'stated', 'sum'] %}({{ side }}_low is null) <> ({{ side }}_high is null){{ ' or ' if not loop.last }}{% endfor %}
    {% for percent in var('sensitivity_percents') %}
    union all
    select report_id, relation_id, {{ percent }} as percent, cast({{ percent / 100 }} as {{ amount() }}) as tolerance from printed
    where {{ cannot_meet() }}
    {% endfor %}
),

other_terms as (
    select
        terms.report_id,
        terms.relation_id,
        tried_again.percent,
        terms.kind,
        terms.comparison,
        terms.role,
        terms.weight,
        case when tried_again.percent is null then coalesce(terms.low, terms.high) else cast(terms.low - terms.low_margin * tried_again.tolerance as {{ amount() }}) end as low,
        case when tried_again.percent is null then coalesce(terms.high, terms.low) else cast(terms.high + terms.high_margin * tried_again.tolerance as {{ amount() }}) end as high
    from terms
    inner join tried_again on terms.report_id = tried_again.report_id and terms.relation_id = tried_again.relation_id
),

other_sides as (
    {% call relation_sides('other_terms', 'report_id, relation_id, percent') %}count(*) as terms{% endcall %}
),

other_results as (
    select *, {{ computed_low() }} as computed_low, {{ computed_high() }} as computed_high
    from other_sides
),

contradicted_again as (
    select report_id, relation_id, max(case when percent is null then 1 else 0 end) = 1 as is_when_closed, max(percent) as survives_percent
    from other_results
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
        printed.own_observation_id,
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
            when contradicted_again.is_when_closed then 'strained'
            else 'consistent'
        end as verdict,
        contradicted_again.survives_percent
    from printed
    left join contradicted_again on printed.report_id = contradicted_again.report_id and printed.relation_id = contradicted_again.relation_id
)

select * from final
