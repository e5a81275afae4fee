-- One row per report: who published it, on which days that can have been, of which first edition it is one, and which came before it. A
-- report that prints no day was published within its month, on the last day at the latest. Without a publisher it stands for itself.
with reports as (
    select * from {{ ref('stg_reports') }}
),

-- an edition names the first one, or one before it that does; sixteen steps at most
{%- set steps = range(1, 17) %}
named as (
    select
        step_0.report_id,
        coalesce({% for step in steps | reverse %}step_{{ step }}.report_id, {% endfor %}step_0.report_id) as first_id
    from reports as step_0
    {% for step in steps -%}
    left join reports as step_{{ step }} on step_{{ step - 1 }}.edition_of = step_{{ step }}.report_id
    {% endfor -%}
),

placed as (
    select
        reports.report_id,
        reports.title,
        coalesce(reports.publisher, first_edition.publisher, named.first_id) as publisher,
        coalesce(reports.published_on, cast(reports.as_of || '-01' as date)) as first_day,
        coalesce(reports.published_on, last_day(cast(reports.as_of || '-01' as date))) as last_day,
        reports.withdrawn_on,
        named.first_id as first_edition_id
    from reports
    inner join named on reports.report_id = named.report_id
    left join reports as first_edition on named.first_id = first_edition.report_id
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
