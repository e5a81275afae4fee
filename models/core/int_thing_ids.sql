-- One row per report and id by which it names a thing otherwise than the shared registers: what the thing is called across reports. A row
-- of same_as decides. A dated period is its days, and so the shared period of these days. Any other id that a report defines itself is known
-- to its editions alone and bears the first one's name, so that what two reports happen to call alike is not one thing.
with own as (
    select * from {{ ref('stg_own_ids') }}
),

same_as as (
    select * from {{ ref('stg_same_as') }}
),

editions as (
    select * from {{ ref('int_report_editions') }}
),

shared_periods as (
    select period_start, period_end, min(period_id) as period_id
    from {{ ref('stg_periods') }}
    where {{ register_of('period_id') }} = '' and period_start is not null and period_end is not null
    group by period_start, period_end
),

defined as (
    select
        own.report_id,
        own.register,
        own.id,
        case
            when own.period_start is not null and own.period_end is not null
                then coalesce(shared_periods.period_id, cast(own.period_start as {{ dbt.type_string() }}) || '/' || cast(own.period_end as {{ dbt.type_string() }}))
            else editions.first_edition_id || '.' || own.id
        end as shared_id
    from own
    inner join editions on own.report_id = editions.report_id
    left join shared_periods on own.period_start = shared_periods.period_start and own.period_end = shared_periods.period_end
    left join same_as on own.report_id = same_as.report_id and own.register = same_as.register and own.id = same_as.id
    where not own.is_shared and same_as.id is null
),

final as (
    select report_id, register, id, shared_id from defined
    union all
    select report_id, register, id, same_as as shared_id from same_as
)

select * from final
