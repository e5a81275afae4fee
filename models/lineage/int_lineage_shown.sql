-- Rows of marts that show figures as they stand, each with the observations that decide them.
with years as (
    select * from {{ ref('int_calendar_years') }}
),

sizes as (
    select inputs.*, years.year
    from {{ ref('int_figure_inputs') }} as inputs
    inner join years on inputs.period_id = years.period_id
    where inputs.metric_id = 'market_size'
),

devices as (
    select * from {{ ref('device_shipments') }}
),

shipped as (
    select inputs.*, years.year
    from {{ ref('int_figure_inputs') }} as inputs
    inner join years on inputs.period_id = years.period_id
    where inputs.metric_id in ('shipments', 'shipment_growth', 'penetration')
),

growth as (
    select * from {{ ref('company_growth') }}
),

revenues as (
    select * from {{ ref('int_figure_inputs') }}
    where metric_id in ('revenue', 'revenue_growth') and scope_id is null and geography_id is null
),

price_ratios as (
    select * from {{ ref('int_figure_inputs') }}
    where metric_id = 'price_ratio'
),

scopes as (
    select * from {{ ref('stg_scopes') }}
),

final as (
    {% set optional = ['scope_id', 'market_id', 'geography_id', 'period_id'] %}
    {% set figure = {'company_id': 'inputs.subject_id', 'market_id': 'inputs.scope_id'} %}
    {% for mart, key, columns in [
        ('company_financials', ['company_id', 'metric_id', 'scope_id', 'geography_id', 'period_id', 'unit'], 'low, high'),
        ('funding_rounds', ['subject_id', 'metric_id', 'scope_id', 'geography_id', 'period_id', 'unit'], 'low, high'),
        ('usage_metrics', ['subject_id', 'metric_id', 'scope_id', 'geography_id', 'period_id', 'unit'], 'low, high'),
        ('model_specs', ['subject_id', 'metric_id', 'scope_id', 'geography_id', 'period_id', 'unit'], 'low, high'),
        ('chip_shares', ['subject_id', 'market_id', 'period_id', 'metric_id', 'geography_id'], 'low, high, complement_low, complement_high'),
        ('compute_mix', ['subject_id', 'metric_id', 'period_id', 'scope_id', 'geography_id'], 'low, high'),
    ] %}
    select
        shown.report_id,
        '{{ mart }}' as mart,
        {% for column in key %}{{ "coalesce(shown." ~ column ~ ", '')" if column in optional else "shown." ~ column }}{{ " || '|' || " if not loop.last }}{% endfor %} as row_key,
        '{{ columns }}' as column_names,
        inputs.observation_id,
        inputs.line
    from {{ ref(mart) }} as shown
    inner join {{ ref('int_figure_inputs') }} as inputs
        on shown.report_id = inputs.report_id
        {% for column in key %}
        {% set input = figure.get(column, 'inputs.' ~ column) %}
        and {{ "coalesce(shown." ~ column ~ ", '') = coalesce(" ~ input ~ ", '')" if column in optional else "shown." ~ column ~ " = " ~ input }}
        {% endfor %}
    union all
    {% endfor %}
    select report_id, 'market_size' as mart, coalesce(scope_id, subject_id) || '|' || year || '|' || subject_id || '|' || coalesce(geography_id, '') || '|' || unit as row_key, 'low, high' as column_names, observation_id, line
    from sizes
    union all
    select
        devices.report_id,
        'device_shipments' as mart,
        devices.device_id || '|' || coalesce(devices.geography_id, '') || '|' || devices.year || '|' || coalesce(devices.scope_id, '') as row_key,
        case shipped.metric_id
            when 'shipments' then 'units_low, units_high, implied_prior_low, implied_prior_high, implied_total_low, implied_total_high'
            when 'shipment_growth' then 'growth_low, growth_high, implied_prior_low, implied_prior_high'
            else 'penetration_low, penetration_high, implied_total_low, implied_total_high'
        end as column_names,
        shipped.observation_id,
        shipped.line
    from devices
    inner join shipped
        on devices.report_id = shipped.report_id
        and devices.device_id = shipped.subject_id
        and devices.year = shipped.year
        and coalesce(devices.geography_id, '') = coalesce(shipped.geography_id, '')
        and coalesce(devices.scope_id, '') = coalesce(shipped.scope_id, '')
    union all
    select
        growth.report_id,
        'company_growth' as mart,
        growth.company_id || '|' || growth.metric_id || '|' || growth.period_id as row_key,
        case revenues.metric_id
            when 'revenue' then 'derived_growth_low, derived_growth_high, implied_base_low, implied_base_high'
            else 'stated_growth_low, stated_growth_high, implied_base_low, implied_base_high'
        end as column_names,
        revenues.observation_id,
        revenues.line
    from growth
    inner join revenues
        on growth.report_id = revenues.report_id
        and growth.company_id = revenues.subject_id
        and growth.period_id = revenues.period_id
        and (revenues.metric_id = 'revenue_growth' or revenues.unit = growth.unit)
    union all
    select
        price_ratios.report_id,
        'price_ratios' as mart,
        price_ratios.subject_id || '|' || price_ratios.metric_id || '|' || price_ratios.period_key || '|stated|' || coalesce(scopes.compared_subject_id, '')
        || '|' || coalesce(price_ratios.scope_id, '') || '|' || coalesce(price_ratios.geography_id, '') as row_key,
        'low, high' as column_names,
        price_ratios.observation_id,
        price_ratios.line
    from price_ratios
    left join scopes on price_ratios.scope_id = scopes.scope_id
)

select * from final
