-- One row per firm or product, metric, scope, place, period and unit: an amount in any currency as printed, and in yuan and US dollars where
-- a rate is known for exactly that period; margins, tax rates and shares of its results in their own unit.
{%- set targets = ['CNY', 'USD'] %}
with figures as (
    select * from {{ ref('int_current_figures') }}
    -- XXX: the currency is not printed
    where unit <> 'XXX' and metric_id in {{ metrics_of('company_financials') }}
),

rates as (
    select * from {{ ref('int_unit_conversions') }}
    where report_id is not null
),

final as (
    select
        figures.report_id,
        figures.subject_id as company_id,
        figures.metric_id,
        figures.scope_id,
        figures.geography_id,
        figures.period_id,
        figures.low,
        figures.high,
        figures.unit,
        figures.obs_status,
        case when figures.is_contradicted then 'contradicted' else 'consistent' end as verdict,
        {%- for target in targets %}
        {%- set to, back, currency = 'to_' ~ target, 'from_' ~ target, target | lower %}
        case
            when figures.unit = '{{ target }}' then figures.low
            when {{ to }}.to_unit is not null then {{ converted_low('figures.low', to ~ '.factor_low', to ~ '.factor_high') }}
            when {{ back }}.from_unit is not null then {{ unsigned_ratio_low('figures.low', back ~ '.factor_low', back ~ '.factor_high', 1, 0) }}
        end as {{ currency }}_low,
        case
            when figures.unit = '{{ target }}' then figures.high
            when {{ to }}.to_unit is not null then {{ converted_high('figures.high', to ~ '.factor_low', to ~ '.factor_high') }}
            when {{ back }}.from_unit is not null then {{ unsigned_ratio_high('figures.high', back ~ '.factor_low', back ~ '.factor_high', 1, 0) }}
        end as {{ currency }}_high,
        {%- endfor %}
        figures.observation_ids,
        {%- for target in targets %}
        coalesce(to_{{ target }}.observation_ids, from_{{ target }}.observation_ids) as {{ target | lower }}_rate_observation_ids,
        case when figures.unit <> '{{ target }}' then coalesce(to_{{ target }}.rate_source, from_{{ target }}.rate_source) end as {{ target | lower }}_rate_source{{ ',' if not loop.last }}
        {%- endfor %}
    from figures
    -- the rate into the target, else the rate out of it
    {%- for target in targets %}
    left join rates as to_{{ target }}
        on figures.report_id = to_{{ target }}.report_id
        and figures.period_id = to_{{ target }}.period_id
        and figures.unit = to_{{ target }}.from_unit
        and to_{{ target }}.to_unit = '{{ target }}'
    left join rates as from_{{ target }}
        on figures.report_id = from_{{ target }}.report_id
        and figures.period_id = from_{{ target }}.period_id
        and figures.unit = from_{{ target }}.to_unit
        and from_{{ target }}.from_unit = '{{ target }}'
    {%- endfor %}
)

{{ published('final') }}
