-- One row per term of a relation. A level, the level that the growth compares it with (of the period before, a year ago or the end of the year before) and the growth:
-- any two give the third, and three must agree. Two levels in different periods without a stated growth give the growth: of two quarters
-- or halves only from the period before and from a year ago, never of a quarter and a year. Of levels in several currencies, one with its earlier level is
-- used. A growth a year over several years is left to compound_growth; a level whose scope or basis is unclear gives no growth by itself.
with growths as (
    select * from {{ ref('int_growth_bases') }}
    where unit = 'percent'
        and not coalesce(period_type = 'interval' and {{ day_number('period_end') }} - {{ day_number('period_start') }} > 366, false)
),

-- read four times: only the columns that are needed
observations as (
    select
        report_id, observation_id, subject_id, metric_id, scope_id, geography_id, period_id, unit, bound_low, bound_high,
        period_start, period_end, period_type, adds_over_time, quantity_kind, usage_warning
    from {{ ref('int_lead_observations') }}
    where is_lead
),

predecessors as (
    select distinct period_id, earlier_id from {{ ref('int_period_predecessors') }}
    where basis <> 'year_end'
),

triads as (
    select
        growths.report_id,
        growths.subject_id,
        growths.metric_id,
        growths.period_id,
        growths.observation_id as growth_id,
        later.observation_id as later_id,
        case when coalesce(later.unit, earlier.unit) = earlier.unit then earlier.observation_id end as earlier_id,
        row_number() over (
            partition by growths.observation_id
            order by case when later.unit = earlier.unit then 0 else 1 end, later.observation_id nulls last, earlier.observation_id nulls last
        ) as choice
    from growths
    left join observations as later
        on growths.report_id = later.report_id
        and growths.subject_id = later.subject_id
        and growths.growth_of_metric_id = later.metric_id
        and growths.scope_id = later.scope_id
        and growths.geography_id = later.geography_id
        and growths.period_id = later.period_id
    left join observations as earlier
        on growths.report_id = earlier.report_id
        and growths.subject_id = earlier.subject_id
        and growths.growth_of_metric_id = earlier.metric_id
        and growths.scope_id = earlier.scope_id
        and growths.geography_id = earlier.geography_id
        and growths.earlier_period_id = earlier.period_id
),

agreeing as (
    select *, 'growth_triad-' || growth_id as relation_id from triads
    where choice = 1 and later_id is not null and earlier_id is not null
),

bases as (
    select *, 'growth_triad-' || growth_id as relation_id from triads
    where choice = 1 and earlier_id is null
),

following as (
    select *, 'growth_triad-' || growth_id as relation_id from triads
    where choice = 1 and later_id is null and earlier_id is not null
),

-- a level of a period for whose last day or month the same level is printed is no base: the narrower one is
wider as (select observation_id from {{ ref('rule_containing_period') }} where role = 'stated'),

levels as (
    select
        'growth_triad-' || later.observation_id || '-from-' || earlier.period_id as relation_id,
        later.report_id,
        later.subject_id,
        later.metric_id,
        later.period_id,
        later.observation_id as later_id,
        earlier.observation_id as earlier_id
    from observations as later
    inner join observations as earlier
        on later.report_id = earlier.report_id
        and later.subject_id = earlier.subject_id
        and later.metric_id = earlier.metric_id
        and later.scope_id = earlier.scope_id
        and later.geography_id = earlier.geography_id
        and later.unit = earlier.unit
        and (later.period_start > earlier.period_end or later.period_start is null)
    left join predecessors on later.period_id = predecessors.period_id and earlier.period_id = predecessors.earlier_id
    where later.quantity_kind in ('money', 'count')
        and (later.period_start is not null or predecessors.period_id is not null)
        and not {{ is_unclear('later') }} and not {{ is_unclear('earlier') }}
        and {{ ends_meet('later', 'earlier') }}
        and case
            when later.period_type <> earlier.period_type then not later.adds_over_time and (later.period_type in ('day', 'month', 'interval') or earlier.period_type in ('day', 'month', 'interval'))
            when later.period_type in ('year', 'day', 'interval') or (later.period_type = 'month' and not later.adds_over_time) then true
            else predecessors.period_id is not null
        end
        and not exists (select 1 from agreeing where agreeing.later_id = later.observation_id and agreeing.earlier_id = earlier.observation_id)
        and earlier.observation_id not in (select observation_id from wider)
),

final as (
    {{ relation('agreeing', 'growth_triad', 'growth', {'later': 'later_id', 'earlier': 'earlier_id', 'stated': 'growth_id'}) }}
    union all
    {{ relation('bases', 'growth_triad', 'base', {'level': 'later_id', 'growth': 'growth_id'}) }}
    union all
    {{ relation('following', 'growth_triad', 'grown', {'level': 'earlier_id', 'growth': 'growth_id'}) }}
    union all
    {{ relation('levels', 'growth_triad', 'growth', {'later': 'later_id', 'earlier': 'earlier_id'}) }}
)

select * from final
