{{ config(materialized="view") }}
-- One row per observation of a figure that is printed more than once, ranked within the figure: firmest wording first, then the earlier
-- line. Most figures are printed once and need no rank.
{%- set figure = 'report_id, subject_id, metric_id, scope_key, geography_key, period_key, unit' %}
with observations as (
    select * from {{ ref('stg_observations') }}
),

graded as (
    select
        observation_id,
        line,
        report_id,
        subject_id,
        metric_id,
        scope_key,
        geography_key,
        period_key,
        unit,
        case
            when {{ warning_allows('usage_warning', 'counts') }} then 0
            when {{ warning_allows('usage_warning', 'is_compared') }} then 1
            else 2
        end as caution,
        case when qualifier = 'approx' then 1 else 0 end as vagueness
    from observations
),

restated as (
    select {{ figure }}
    from graded
    group by {{ figure }}
    having count(*) > 1
),

final as (
    select
        observation_id,
        row_number() over place = 1 as is_lead,
        vagueness = first_value(vagueness) over place as is_as_firm
    from graded
    where ({{ figure }}) in (select {{ figure }} from restated)
    window place as (
        partition by {{ figure }}
        order by caution nulls last, vagueness nulls last, line nulls last, observation_id nulls last
    )
)

select * from final
