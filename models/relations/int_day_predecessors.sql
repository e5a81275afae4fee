-- One row per thing, day and basis: the earlier day that its level is compared with. `previous` is the one day within a quarter on which the report prints it,
-- at the end of the month or quarter before: two such days leave it open, and of rates and prices, which also change by the day, a stock of the same subject
-- must be printed on both days. `year_end` is the last day of the calendar year before.
{%- set thing = ['report_id', 'subject_id', 'metric_id', 'scope_id', 'geography_id'] %}
with days as (
    select distinct
        {{ thing | join(', ') }}, unit, period_id,
        is_additive and not is_average and quantity_kind <> 'percent' as is_stock,
        {{ day_number('period_end') }} as end_day,
        {{ day_number("cast(cast(extract(year from period_end) - 1 as " ~ dbt.type_string() ~ ") || '-12-31' as date)") }} as last_year_day
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

chosen as (
    select {% for column in thing %}pairs.{{ column }}, {% endfor %}pairs.period_id, 'previous' as basis, pairs.earlier_id
    from pairs
    inner join stocks on {{ same_columns('pairs', 'stocks', ['report_id', 'subject_id', 'period_id', 'earlier_id']) }}
    union
    select {% for column in thing %}later.{{ column }}, {% endfor %}later.period_id, 'year_end' as basis, earlier.period_id as earlier_id
    from days as later
    inner join days as earlier
        on {{ same_columns('later', 'earlier', thing + ['unit']) }}
        and later.last_year_day = earlier.end_day
),

final as (
    select {{ thing | join(', ') }}, period_id, basis, min(earlier_id) as earlier_id
    from chosen
    group by {{ thing | join(', ') }}, period_id, basis
    having min(earlier_id) = max(earlier_id)
)

select * from final
