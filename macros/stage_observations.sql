{#- One staging view per family: text cells cast, nothing derived. Bad cells never get here:
    `claimhouse check` names them before anything is loaded, and a cast raises. -#}
{% macro stage_observations(family) %}
with source as (
    select * from {{ ref(family ~ '_observations') }}
),

final as (
    select
        report_id,
        observation_id,
        '{{ family }}' as family,
        cast(line as integer) as line,
        cast(token as integer) as token,
        printed,
        subject_id,
        metric_id,
        scope_id,
        geography_id,
        period_id,
        low as mantissa_low,
        high as mantissa_high,
        cast(unit_mult as integer) as unit_mult,
        unit,
        qualifier,
        obs_status,
        cited_source_id,
        usage_warning,
        note
    from source
)

select * from final
{% endmacro %}
