-- One row per relation: what its sides give, the verdict on what is stated, and for a contradiction the greatest tolerance that it
-- survives.
with terms as (
    select * from {{ ref('int_comparable_terms') }}
),

judged as (
    select * from {{ ref('int_relation_sides') }}
),

-- tried again with other ends: open sides closed at the printed number, which shows whether the numbers themselves disagree (432 rounds down
-- to "more than 430" where one restates the other), and contradicted ones with approximate observations wider by each of some percentages
tried_again as (
    select report_id, relation_id, cast(null as integer) as percent from judged
    where not is_open
        and coalesce(stated_low, stated_high) is not null
        and ({% for side in ['first', 'second', 'stated', 'sum'] %}({{ side }}_low is null) <> ({{ side }}_high is null){{ ' or ' if not loop.last }}{% endfor %})
    {% for percent in var('sensitivity_percents') %}
    union all
    select report_id, relation_id, {{ percent }} as percent from judged where is_apart
    {% endfor %}
    union all
    -- what is consistent, at face value: the numbers may agree only because each stands for all that round to it
    select report_id, relation_id, -1 as percent from judged
    where kind not in ('scope', 'date', 'day', 'count')
        and not is_open
        and coalesce(stated_low, stated_high) is not null
        and not (computed_low is not distinct from stated_low and computed_high is not distinct from stated_high)
        -- numbers inside these ends may be in another order than the comparison asks for
        and ((comparison <> 'at_least' and coalesce(computed_high > stated_low, true)) or (comparison <> 'at_most' and coalesce(stated_high > computed_low, true)))
        and not is_apart
),

other_terms as (
    {%- set rounding = "case when terms.origin in ('restatement', 'undated_restatement') then " ~ last_step('coalesce(terms.low, terms.high)') ~ " else 0 end" %}
    select
        terms.report_id,
        terms.relation_id,
        tried_again.percent,
        terms.kind, terms.comparison, terms.role, terms.weight,
        case when tried_again.percent > 0 then terms.marks else 0 end as marks,
        case when tried_again.percent = -1 then terms.face_low when tried_again.percent is null then coalesce(terms.low, terms.high - {{ rounding }}) else cast(terms.low - terms.low_margin * (tried_again.percent * 0.01) as {{ amount() }}) end as low,
        case when tried_again.percent = -1 then terms.face_high when tried_again.percent is null then coalesce(terms.high, terms.low + {{ rounding }}) else cast(terms.high + terms.high_margin * (tried_again.percent * 0.01) as {{ amount() }}) end as high
    from terms
    inner join tried_again on terms.report_id = tried_again.report_id and terms.relation_id = tried_again.relation_id
),

other_sides as (
    {% call relation_sides('other_terms', 'report_id, relation_id, percent') %}bit_or(marks) as marks{% endcall %}
),

other_results as (
    {{ evaluated('other_sides') }}
),

judged_again as (
    select report_id, relation_id, percent, {{ cannot_meet() }} as is_apart
    from other_results
),

contradicted_again as (
    select
        report_id,
        relation_id,
        max(case when is_apart and percent is null then 1 else 0 end) = 1 as is_when_closed,
        max(case when is_apart and percent = -1 then 1 else 0 end) = 1 as is_at_face,
        max(case when is_apart and percent > 0 then percent end) as survives_percent
    from judged_again
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
        printed.unit,
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
            when printed.lacks_input or printed.is_open then 'unknown'
            when printed.stated_low is null and printed.stated_high is null then 'implied'
            when printed.kind = 'scope' then 'strained'
            when printed.is_apart and printed.is_outcome then 'unknown'
            when printed.is_apart then 'contradicted'
            -- they meet only beyond what is printed
            when contradicted_again.is_when_closed then 'strained'
            else 'consistent'
        end as verdict,
        case
            when printed.lacks_input then 'input_missing'
            when printed.is_open and printed.kind in ('growth', 'base', 'grown', 'compound') and least(printed.first_low, printed.second_low) <= 0 then 'base_not_positive'
            when printed.is_open and printed.kind in ('ratio', 'share', 'total') and printed.second_low <= 0 then 'divisor_may_be_zero'
            when printed.is_open then 'side_open'
            when printed.kind <> 'scope' and printed.is_apart and printed.is_outcome then 'forecast_and_outcome'
        end as reason,
        coalesce(contradicted_again.is_at_face and not contradicted_again.is_when_closed, false) as holds_only_by_rounding,
        contradicted_again.survives_percent
    from judged as printed
    left join contradicted_again on printed.report_id = contradicted_again.report_id and printed.relation_id = contradicted_again.relation_id
)

select * from final
