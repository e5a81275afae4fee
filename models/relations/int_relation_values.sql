-- The one place where relations are evaluated: each under every scenario of int_scenarios.
with terms as (
    select * from {{ ref('int_comparable_terms') }}
),

scenarios as (
    select * from {{ ref('int_scenarios') }}
),

sides as (
    select
        terms.*,
        scenarios.scenario,
        {{ widened_low("case when scenarios.closes_open_sides then coalesce(terms.low, terms.high) else terms.low end", 'terms.value_low', 'terms.is_approx', 'scenarios.tolerance') }} as low_side,
        {{ widened_high("case when scenarios.closes_open_sides then coalesce(terms.high, terms.low) else terms.high end", 'terms.value_high', 'terms.is_approx', 'scenarios.tolerance') }} as high_side
    from terms
    cross join scenarios
),

weighted as (
    select
        *,
        case when kind = 'sum' then weight else 1 end * case when role = 'subtract' then -high_side else low_side end as part_low,
        case when kind = 'sum' then weight else 1 end * case when role = 'subtract' then -low_side else high_side end as part_high,
        role in ('add', 'subtract') as is_part,
        role <> 'stated' as is_input
    from sides
),

relations as (
    select
        report_id,
        relation_id,
        scenario,
        min(origin) as origin,
        min(kind) as kind,
        min(comparison) as comparison,
        case when max(case when severity = 'soft' or usage_warning in ('heading', 'scope_unclear', 'unit_unclear', 'basis_unclear') then 1 else 0 end) = 1 then 'soft' else 'hard' end as severity,
        min(subject_id) as subject_id,
        min(metric_id) as metric_id,
        min(period_id) as period_id,
        -- a percentage turns another unit into itself
        coalesce(min(case when is_input and unit <> 'percent' then unit end), min(case when is_input then unit end)) as input_unit,
        min(case when not is_input then unit end) as stated_unit,
        max(case when is_input and is_missing then 1 else 0 end) = 1 as lacks_input,
        count(*) - count(observation_id) as constants,
        max(case when role in ('whole', 'right', 'denominator', 'earlier', 'subtract', 'stated') then observation_id end) as other_observation_id,
        {{ sorted_list('observation_id') }} as observation_ids,
        {{ sorted_list('line') }} as lines,
        sum(case when role = 'add' then 1 else 0 end) as parts,
        case when sum(case when is_part then 1 else 0 end) = count(case when is_part then part_low end) then cast(sum(case when is_part then part_low end) as {{ amount() }}) end as sum_low,
        case when sum(case when is_part then 1 else 0 end) = count(case when is_part then part_high end) then cast(sum(case when is_part then part_high end) as {{ amount() }}) end as sum_high,
        min(case when is_input then weight end) as weight,
        {% for role in ['left', 'right', 'numerator', 'denominator', 'later', 'earlier', 'level', 'growth', 'part', 'whole', 'share', 'stated'] %}
        max(case when role = '{{ role }}' then low_side end) as {{ role }}_low,
        max(case when role = '{{ role }}' then high_side end) as {{ role }}_high{{ ',' if not loop.last }}
        {% endfor %}
    from weighted
    group by report_id, relation_id, scenario
),

final as (
    select
        relation_id,
        scenario,
        report_id,
        origin,
        kind,
        comparison,
        severity,
        subject_id,
        metric_id,
        period_id,
        case when kind = 'sum' and input_unit = 'date' then 'days' when kind in ('growth', 'share') then 'percent' when kind = 'ratio' then coalesce(stated_unit, 'ratio') else coalesce(stated_unit, input_unit) end as unit,
        lacks_input,
        parts,
        other_observation_id,
        observation_ids,
        lines,
        case kind
            when 'sum' then sum_low
            when 'product' then {{ weighted_product('left_low', 'right_low', 'weight', outward_low('cast(left_low as double) * cast(right_low as double) * cast(weight as double)')) }}
            when 'ratio' then {{ ratio_low('numerator_low', 'denominator_high', 'weight', 6) }}
            when 'share' then {{ ratio_low('part_low', 'whole_high', 100) }}
            when 'total' then {{ ratio_low('part_low', 'share_high', 100, 0) }}
            when 'growth' then {{ growth_low('earlier_high', 'later_low') }}
            when 'base' then {{ base_low('level_low', 'growth_high') }}
            else left_low
        end as computed_low,
        case kind
            when 'sum' then sum_high
            when 'product' then {{ weighted_product('left_high', 'right_high', 'weight', outward_high('cast(left_high as double) * cast(right_high as double) * cast(weight as double)')) }}
            when 'ratio' then {{ ratio_high('numerator_high', 'denominator_low', 'weight', 6) }}
            when 'share' then {{ ratio_high('part_high', 'whole_low', 100) }}
            when 'total' then {{ ratio_high('part_high', 'share_low', 100, 0) }}
            when 'growth' then {{ growth_high('earlier_low', 'later_high') }}
            when 'base' then {{ base_high('level_high', 'growth_low') }}
            else left_high
        end as computed_high,
        stated_low,
        stated_high
    from relations
)

select * from final
