{{ config(materialized="view") }}
-- One row per relation of one or two operands: their sides.
with relations as (
    select * from {{ ref('int_compared_relations') }}
),

term_values as (
    select * from {{ ref('int_term_values') }}
),

final as (
    select
        relations.report_id,
        relations.relation_id,
        relations.kind,
        relations.comparison,
        relations.weight,
        coalesce(relations.first_constant, first_term.low) as first_low,
        coalesce(relations.first_constant, first_term.high) as first_high,
        second_term.low as second_low,
        second_term.high as second_high,
        coalesce(relations.stated_constant, stated_term.low) as stated_low,
        coalesce(relations.stated_constant, stated_term.high) as stated_high,
        relations.origin,
        relations.subject_id,
        relations.metric_id,
        relations.period_id,
        relations.severity = 'soft'
        or {{ is_unclear('first_term') }}
        or {{ is_unclear('second_term') }}
        or {{ is_unclear('stated_term') }} as is_soft,
        -- a percentage turns another unit into itself
        coalesce(least(nullif(first_term.unit, 'percent'), nullif(second_term.unit, 'percent')), first_term.unit, second_term.unit) as input_unit,
        stated_term.unit as stated_unit,
        first_term.unit as numerator_unit,
        second_term.unit as denominator_unit,
        (relations.first_constant is null and first_term.observation_id is null)
        or ({{ has_two_operands() }} and second_term.observation_id is null) as lacks_input,
        greatest(case when relations.kind in ('product', 'ratio', 'share', 'growth') then relations.second_id end, relations.stated_id) as other_observation_id,
        relations.stated_id as stated_observation_id,
        {{ sorted_three('relations.first_id', 'relations.second_id', 'relations.stated_id') }} as observation_ids,
        {{ sorted_three('coalesce(first_term.line, relations.first_line)', 'second_term.line', 'coalesce(stated_term.line, relations.stated_line)') }} as lines
    from relations
    left join term_values as first_term on relations.first_id = first_term.observation_id
    left join term_values as second_term on relations.second_id = second_term.observation_id
    left join term_values as stated_term on relations.stated_id = stated_term.observation_id
)

select * from final
