-- One row per period and basis: the period that it follows (previous) and the one a year earlier (year_ago), of the same kind and calendar.
-- Found by the days between the ends, with eight days for quarters and years of whole weeks. A day has no previous day. Where days are
-- not printed, the register names the period before.
with periods as (
    select
        *,
        {{ day_number('period_end') }} as end_day,
        {{ day_number('period_end') }} - {{ day_number('period_start') }} + 1 as days,
        case period_type when 'month' then 30 when 'quarter' then 91 when 'half' then 182 when 'nine_months' then 273 when 'year' then 365 end as usual_days
    from {{ ref('stg_periods') }}
),

bases as (
    select *, 'previous' as basis, coalesce(days, usual_days) as step from periods
    where period_type not in ('day', 'interval')
    union all
    select *, 'year_ago' as basis, 365 as step from periods
),

candidates as (
    select
        bases.period_id,
        bases.basis,
        earlier.period_id as earlier_id,
        row_number() over (
            partition by bases.period_id, bases.basis
            order by abs(bases.end_day - earlier.end_day - bases.step) nulls last, earlier.period_id nulls last
        ) as choice
    from bases
    inner join periods as earlier
        on bases.period_type = earlier.period_type
        and bases.calendar = earlier.calendar
        and {{ register_of('bases.period_id') }} = {{ register_of('earlier.period_id') }}
        and bases.end_day - earlier.end_day between bases.step - 8 and bases.step + 8
    where bases.period_id <> earlier.period_id
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
        and (bases.basis = 'previous' or bases.period_type = 'year')
),

final as (
    select * from derived
    union all
    select * from named
)

select * from final
