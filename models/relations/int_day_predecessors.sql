-- One row per thing and day whose level is printed on one earlier day within a quarter, at the end of the month or quarter before: that day. Two such days
-- leave open which one is meant. Of rates and prices, which also change by the day, only where a stock of the same subject is printed on both days.
{%- set thing = ['report_id', 'subject_id', 'metric_id', 'scope_id', 'geography_id'] %}
with days as (
    select distinct
        {{ thing | join(', ') }}, unit, period_id,
        is_additive and not is_average and quantity_kind <> 'percent' as is_stock,
        {{ day_number('period_end') }} as end_day
    from {{ ref('int_lead_observations') }}
    where is_lead and period_type = 'day' and not adds_over_time and growth_of_metric_id is null
),

followed as (
    select
        *,
        lag(period_id) over (partition by {{ thing | join(', ') }}, unit order by end_day nulls last, period_id nulls last) as earlier_id,
        end_day - lag(end_day) over (partition by {{ thing | join(', ') }}, unit order by end_day nulls last, period_id nulls last) as days_between,
        count(*) over (partition by {{ thing | join(', ') }}, unit order by end_day nulls last range between 99 preceding and 1 preceding) as earlier_days
    from days
),

-- a month of 28 days to five weeks, a quarter of 13 weeks with eight days more or less
pairs as (
    select * from followed
    where earlier_days = 1 and (days_between between 28 and 35 or days_between between 83 and 99)
),

stocks as (
    select distinct report_id, subject_id, period_id, earlier_id from pairs
    where is_stock
),

final as (
    select {% for column in thing %}pairs.{{ column }}, {% endfor %}pairs.period_id, min(pairs.earlier_id) as earlier_id
    from pairs
    inner join stocks on {{ same_columns('pairs', 'stocks', ['report_id', 'subject_id', 'period_id', 'earlier_id']) }}
    group by {% for column in thing %}pairs.{{ column }}, {% endfor %}pairs.period_id
    having min(pairs.earlier_id) = max(pairs.earlier_id)
)

select * from final
