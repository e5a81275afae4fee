{{ config(materialized="table" if target.type == "spark" else "view") }}
-- One row per relation: the intervals of its operands, of its stated side and of the sum of its parts, what they give, and whether that can
-- meet what is stated. A table on Spark, which writes what a filter compares in place of its name: that grows beyond any memory.
with terms as (
    select * from {{ ref('int_comparable_terms') }}
),

sides as (
    {% call relation_sides('terms', 'report_id, relation_id') %}
    {{ dbt.any_value('origin') }} as origin,
    {{ dbt.any_value('subject_id') }} as subject_id,
    {{ dbt.any_value('metric_id') }} as metric_id,
    {{ dbt.any_value('period_id') }} as period_id,
    count(case when role = 'add' and kind = 'sum' then 1 end) as parts,
    max(case when severity = 'soft' or {{ is_unclear('terms') }} then 1 else 0 end) = 1 as is_soft,
    max(case when role <> 'stated' and is_missing then 1 else 0 end) = 1 as lacks_input,
    -- a percentage turns another unit into itself
    coalesce(min(case when role <> 'stated' and unit <> 'percent' then unit end), min(case when role <> 'stated' then unit end)) as input_unit,
    min(case when role = 'stated' then unit end) as stated_unit,
    min(case when role = 'numerator' then unit end) as numerator_unit,
    min(case when role = 'denominator' then unit end) as denominator_unit,
    bit_or(marks) as marks,
    -- the two places that a description names: what is computed or measured, and what it is compared with; the first sign ranks the roles
    min(case when (kind = 'sum' and role = 'stated') or (kind = 'portion' and role = 'part') then '0' when role in ('left', 'numerator', 'part', 'later', 'level', 'add') then '1' else '2' end || observation_id) as own_place,
    min(case when role in ('right', 'denominator', 'whole', 'earlier') then '0' when role = 'subtract' then '1' end || observation_id) as other_place,
    count(case when role = 'subtract' then 1 end) as subtracted,
    count(case when role in ('add', 'subtract') and unit = 'percent' then 1 end) as percentages,
    max(case when role = 'stated' then observation_id end) as stated_observation_id,
    {{ sorted_list('observation_id') }} as observation_ids,
    {{ sorted_list('line') }} as lines
    {% endcall %}
),

named as (
    select
        *,
        case
            when kind = 'sum' and input_unit = 'date' then coalesce(stated_unit, 'days')
            when kind in ('growth', 'share', 'compound', 'portion') then 'percent'
            when kind = 'day' then 'date'
            when kind = 'count' then 'count'
            when stated_unit is not null then stated_unit
            -- the difference of two percentages is one of points
            when kind = 'sum' and subtracted = 1 and percentages = 2 then 'percentage_points'
            -- money over a fraction is money, money over servers is money per server
            when kind = 'ratio' and numerator_unit = denominator_unit then 'ratio'
            when kind <> 'ratio' or coalesce(denominator_unit, 'ratio') in ('ratio', 'percent') then input_unit
            else numerator_unit || '/' || denominator_unit
        end as unit,
        substr(own_place, 2) as own_observation_id,
        nullif(
            coalesce(case when other_place < '1' or subtracted = 1 then substr(other_place, 2) end, stated_observation_id),
            substr(own_place, 2)
        ) as other_observation_id
    from sides
),

computed as (
    {{ evaluated('named') }}
),

final as (
    select
        *,
        computed_low is null and computed_high is null as is_open,
        {{ cannot_meet() }} as is_apart,
        -- a forecast and an actual of one period are no conflict; a declared relation compares what it names
        origin <> 'declared' and marks & 16 <> 0 and marks & 32 <> 0 as is_outcome
    from computed
)

select * from final
