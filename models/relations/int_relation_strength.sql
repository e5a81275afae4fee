{{ config(materialized="view") }}
-- One row per relation: how much its verdict says. `support`: other relations of its rule and metric that hold. `power`: the chance that
-- a figure drawn from all with as many digits before the point as the stated one would have been contradicted.
with verdicts as (
    select * from {{ ref('int_relation_verdicts') }}
),

supported as (
    select
        *,
        count(case when verdict = 'consistent' then 1 end) over (partition by report_id, origin, metric_id)
        - case when verdict = 'consistent' then 1 else 0 end as support,
        coalesce(stated_low, stated_high) + coalesce(stated_high, stated_low) < 0 as is_negative
    from verdicts
),

-- a negative figure is drawn like its amount, with all ends mirrored
mirrored as (
    select
        report_id,
        relation_id,
        support,
        case when kind not in ('scope', 'date', 'day') and coalesce(unit, '') <> 'date' and coalesce(computed_low, computed_high) is not null then
            case when not is_negative then comparison when comparison = 'at_most' then 'at_least' when comparison = 'at_least' then 'at_most' else comparison end
        end as comparison,
        cast(case when is_negative then -computed_high else computed_low end as double) as computed_low,
        cast(case when is_negative then -computed_low else computed_high end as double) as computed_high,
        cast(case when is_negative then -stated_high else stated_low end as double) as stated_low,
        cast(case when is_negative then -stated_low else stated_high end as double) as stated_high
    from supported
),

drawn as (
    select
        *,
        -- a whole number without rounding is one of the whole numbers
        case when stated_low = stated_high and stated_low = floor(stated_low) then 0.5e0 else coalesce((stated_high - stated_low) * 0.5e0, 0) end as half,
        power(10e0, floor(log10(nullif((coalesce(stated_low, stated_high) + coalesce(stated_high, stated_low)) * 0.5e0, 0)) + 1e-12)) as least_drawn
    from mirrored
),

missed as (
    select
        report_id,
        relation_id,
        support,
        case when comparison is not null then least_drawn end as least_drawn,
        -- the part of the range in which a drawn figure would meet what is computed
        case when comparison = 'at_most' or stated_low is null or computed_high is null then 10 * least_drawn else least(10 * least_drawn, greatest(least_drawn, computed_high + half)) end as last_missed,
        case when comparison = 'at_least' or stated_high is null or computed_low is null then least_drawn else greatest(least_drawn, least(10 * least_drawn, computed_low - half)) end as first_missed
    from drawn
),

final as (
    select
        report_id,
        relation_id,
        cast(support as integer) as support,
        cast(cast({{ nearest('1 - greatest(last_missed - first_missed, 0) / nullif(cast(9 * least_drawn as double), 0)', 4) }} as decimal(18, 6)) as decimal(5, 4)) as power
    from missed
)

select * from final
