-- One row per period and basis: the period that it follows (previous), the one a year earlier (year_ago) and the one that ends the year before
-- (year_end), of the same kind and calendar. Found by the days between the ends, with eight days for quarters and years of whole weeks. The
-- previous day is that of a daily series, up to four days before. Where days are not printed, the register names the period before.
with periods as (
    select
        *,
        {{ day_number('period_end') }} as end_day,
        {{ day_number('period_end') }} - {{ day_number('period_start') }} + 1 as days,
        case period_type when 'month' then 30 when 'quarter' then 91 when 'half' then 182 when 'nine_months' then 273 when 'year' then 365 end as usual_days
    from {{ ref('stg_periods') }}
),

year_ends as (
    select bases.period_id, max(years.end_day) as year_end_day
    from periods as bases
    inner join periods as years
        on bases.calendar = years.calendar
        and {{ register_of('bases.period_id') }} = {{ register_of('years.period_id') }}
        and years.end_day < bases.end_day
    where years.period_type = 'year' and bases.period_type in ('day', 'month', 'quarter')
    group by bases.period_id
),

bases as (
    select *, 'previous' as basis, end_day - coalesce(days, usual_days) as sought_day, case when period_type = 'day' then 3 else 8 end as reach from periods
    where period_type <> 'interval'
    union all
    select *, 'year_ago' as basis, end_day - 365 as sought_day, 8 as reach from periods
    union all
    select periods.*, 'year_end' as basis, year_ends.year_end_day as sought_day, 8 as reach
    from periods
    inner join year_ends on periods.period_id = year_ends.period_id
),

candidates as (
    select
        bases.period_id,
        bases.basis,
        earlier.period_id as earlier_id,
        row_number() over (
            partition by bases.period_id, bases.basis
            order by abs(bases.sought_day - earlier.end_day) nulls last, earlier.period_id nulls last
        ) as choice
    from bases
    inner join periods as earlier
        on bases.period_type = earlier.period_type
        and bases.calendar = earlier.calendar
        and {{ register_of('bases.period_id') }} = {{ register_of('earlier.period_id') }}
        and abs(bases.sought_day - earlier.end_day) <= bases.reach
    where bases.end_day > earlier.end_day
        and coalesce(abs(bases.days - earlier.days), 0) <= 8
),

derived as (
    select period_id, basis, earlier_id from candidates
    where choice = 1
),

named as (
    select bases.period_id, bases.basis, bases.prior_period_id as earlier_id
    from bases
    left join derived on bases.period_id = derived.period_id and bases.basis = derived.basis
    where bases.prior_period_id is not null and derived.period_id is null
        and (bases.basis = 'previous' or (bases.basis = 'year_ago' and bases.period_type = 'year'))
),

final as (
    select * from derived
    union all
    select * from named
)

select * from final
