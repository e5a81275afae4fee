{{ config(materialized="view") }}
-- One row per relation: the intervals of its operands, of what is stated and of the sum of its parts. A role other than a part of a
-- sum occurs once in a relation.
{%- set pairs = operand_roles().values() | reject('equalto', ['add', 'subtract']) | list %}
{%- set sides = {'first': pairs | map('first') | unique | list, 'second': pairs | map('last') | unique | list, 'stated': ['stated']} %}
with terms as (
    select * from {{ ref('int_comparable_terms') }}
),

final as (
    select
        report_id,
        relation_id,
        {{ dbt.any_value('origin') }} as origin,
        {{ dbt.any_value('kind') }} as kind,
        {{ dbt.any_value('comparison') }} as comparison,
        {{ dbt.any_value('subject_id') }} as subject_id,
        {{ dbt.any_value('metric_id') }} as metric_id,
        {{ dbt.any_value('period_id') }} as period_id,
        min(case when role <> 'stated' then weight end) as weight,
        {% for side, roles in sides.items() %}
        {% for column in ['low', 'high', 'low_margin', 'high_margin'] %}
        max(case when role in ('{{ roles | join("', '") }}') then {{ column }} end) as {{ side }}_{{ column }},
        {% endfor %}
        {% endfor %}
        {{ part_sum('low', 'high') }} as sum_low,
        {{ part_sum('high', 'low') }} as sum_high,
        {{ part_sum('coalesce(low, high)', 'coalesce(high, low)') }} as closed_sum_low,
        {{ part_sum('coalesce(high, low)', 'coalesce(low, high)') }} as closed_sum_high,
        {{ part_margin('low_margin', 'high_margin') }} as sum_low_margin,
        {{ part_margin('high_margin', 'low_margin') }} as sum_high_margin,
        count(case when role = 'add' then 1 end) as parts,
        max(case when severity = 'soft' or {{ is_unclear('terms') }} then 1 else 0 end) = 1 as is_soft,
        max(case when role <> 'stated' and is_missing then 1 else 0 end) = 1 as lacks_input,
        -- a percentage turns another unit into itself
        coalesce(min(case when role <> 'stated' and unit <> 'percent' then unit end), min(case when role <> 'stated' then unit end)) as input_unit,
        min(case when role = 'stated' then unit end) as stated_unit,
        min(case when role = 'numerator' then unit end) as numerator_unit,
        min(case when role = 'denominator' then unit end) as denominator_unit,
        max(case when role in ('whole', 'right', 'denominator', 'earlier', 'subtract', 'stated') then observation_id end) as other_observation_id,
        max(case when role = 'stated' then observation_id end) as stated_observation_id,
        {{ sorted_list('observation_id') }} as observation_ids,
        {{ sorted_list('line') }} as lines
    from terms
    group by report_id, relation_id
)

select * from final
