{{ config(materialized="view") }}
-- One row per relation: what it is, where it stands, and the sides that its terms make up.
{%- set kept = 'report_id, relation_id, kind, comparison, weight, first_low, first_high, second_low, second_high, stated_low, stated_high, origin, subject_id, metric_id, period_id, is_soft, input_unit, stated_unit, numerator_unit, denominator_unit, lacks_input, other_observation_id, stated_observation_id, observation_ids, lines' %}
with compared as (
    select * from {{ ref('int_compared_sides') }}
),

listed as (
    select * from {{ ref('int_listed_sides') }}
),

final as (
    select {{ kept }}, sum_low, sum_high, closed_sum_low, closed_sum_high, parts
    from listed
    union all
    select {{ kept }}, null as sum_low, null as sum_high, null as closed_sum_low, null as closed_sum_high, 0 as parts
    from compared
)

select * from final
