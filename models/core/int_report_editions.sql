-- One row per report: who published it, on which days that can have been, of which first edition it is one, and which came before it. A
-- report that prints no day was published within its month, on the last day at the latest. Without a publisher it stands for itself.
with reports as (
    select * from {{ ref('stg_reports') }}
),

-- an edition names any earlier one: each step doubles the way to the first
names_0 as (
    select reports.report_id, coalesce(earlier.report_id, reports.report_id) as first_id
    from reports
    left join reports as earlier on reports.edition_of = earlier.report_id
),

{%- for step in range(1, 6) %}

names_{{ step }} as (
    select later.report_id, coalesce(earlier.first_id, later.first_id) as first_id
    from names_{{ step - 1 }} as later
    left join names_{{ step - 1 }} as earlier on later.first_id = earlier.report_id
),
{%- endfor %}

placed as (
    select
        reports.report_id,
        reports.title,
        coalesce(reports.publisher, first_edition.publisher, names_5.first_id) as publisher,
        coalesce(reports.published_on, cast(reports.as_of || '-01' as date)) as first_day,
        coalesce(reports.published_on, last_day(cast(reports.as_of || '-01' as date))) as last_day,
        reports.withdrawn_on,
        names_5.first_id as first_edition_id
    from reports
    inner join names_5 on reports.report_id = names_5.report_id
    left join reports as first_edition on names_5.first_id = first_edition.report_id
),

-- of the editions that stood on the day, those of the latest earlier day
earlier_days as (
    select placed.report_id, max(earlier.last_day) as earlier_day
    from placed
    inner join placed as earlier
        on placed.first_edition_id = earlier.first_edition_id
        and earlier.last_day < placed.first_day
    where earlier.withdrawn_on is null or earlier.withdrawn_on >= placed.first_day
    group by placed.report_id
),

final as (
    select placed.*, earlier_days.earlier_day
    from placed
    left join earlier_days on placed.report_id = earlier_days.report_id
)

select * from final
