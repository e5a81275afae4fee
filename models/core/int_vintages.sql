-- One row per thing and report, where its publisher prints the thing in several reports: from which day to which it stood, and the figures
-- that the publisher had printed before. The reports of one day are ordered by nothing: the figures of the day before them are those of all
-- its reports.
{%- set thing = thing_columns() | join(', ') %}
with editions as (
    select * from {{ ref('int_report_editions') }}
),

-- most publishers print most things once
publishers as (
    select publisher from editions
    group by publisher
    having count(*) > 1
),

figures as (
    select figures.*, figures.last_day as day
    from {{ ref('int_shared_figures') }} as figures
    inner join publishers on figures.publisher = publishers.publisher
    where figures.is_main and figures.last_day is not null
),

-- by a number first
repeated as (
    select mark, publisher
    from figures
    group by mark, publisher
    having count(*) > 1
),

printed_again as (
    select figures.*
    from figures
    inner join repeated on figures.mark = repeated.mark and figures.publisher = repeated.publisher
),

days as (
    select
        {{ thing }},
        publisher,
        day,
        {{ hull_low('low') }} as low,
        {{ hull_high('high') }} as high,
        max(case when is_contradicted then 1 else 0 end) as contradicted,
        min(outlook) as outlook,
        max(outlook) as other_outlook,
        {{ united('observation_ids') }} as observation_ids
    from printed_again
    group by {{ thing }}, publisher, day
),

sequence as (
    select
        *,
        row_number() over vintages as place,
        lead(day) over vintages as next_day,
        {% for column in ['low', 'high', 'contradicted', 'outlook', 'other_outlook', 'observation_ids'] -%}
        lag({{ column }}) over vintages as earlier_{{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from days
    window vintages as (partition by {{ thing }}, publisher order by day nulls last)
),

final as (
    select
        printed_again.*,
        sequence.place = 1 as is_first,
        sequence.next_day,
        sequence.earlier_low,
        sequence.earlier_high,
        sequence.earlier_observation_ids,
        -- a figure replaces one of its own kind; an actual is the outcome of a forecast
        coalesce(sequence.earlier_contradicted = 0
        and not printed_again.is_contradicted
        and sequence.earlier_outlook = printed_again.outlook
        and sequence.earlier_other_outlook = printed_again.outlook, false) as is_revision,
        row_number() over (
            partition by {% for column in thing_columns() %}printed_again.{{ column }}, {% endfor %}printed_again.publisher, printed_again.day
            order by printed_again.report_id nulls last
        ) = 1 as is_lead
    from printed_again
    inner join sequence
        on printed_again.publisher = sequence.publisher
        and printed_again.day = sequence.day
        {% for column in thing_columns() %}and printed_again.{{ column }} = sequence.{{ column }}
        {% endfor %}
)

select * from final
