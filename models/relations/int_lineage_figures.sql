{{ config(materialized='view' if var('bulk') else 'table') }}
-- Cells of the marts that show or combine current figures: which figures each is made of.
with figures as (
    select distinct figure_id, report_id, subject_id, metric_id, scope_id, geography_id, coalesce(period_id, 'undated') as period_id, unit
    from {{ ref('int_figure_inputs') }}
),

components as (
    select * from {{ ref('scope_components') }}
),

reconciled as (
    select *, whole_id || '|' || year || '|' || rule || '|' || coalesce(subject_id, '') || '|' || coalesce(geography_id, '') || '|' || unit as row_key
    from {{ ref('scope_reconciliation') }}
),

concentration as (
    select * from {{ ref('market_concentration') }}
),

devices as (
    select * from {{ ref('device_shipments') }}
),

price_ratios as (
    select * from {{ ref('price_ratios') }}
    where basis = 'stated'
),

years as (
    select * from {{ ref('periods') }}
    where period_type = 'year' and year is not null
),

sizes as (
    select figures.*, coalesce(figures.scope_id, figures.subject_id) as market_id, cast(years.year as integer) as year
    from figures
    inner join years on figures.period_id = years.period_id
    where figures.metric_id = 'market_size'
),

reported_metrics as (
    select distinct report_id, family, metric_id from {{ ref('fct_observation') }}
),

ranked as (
    select * from {{ ref('int_share_figures') }}
    where place_in_ranking is not null
),

final as (
    {% for mart, families in [
        ('company_financials', ['company_financials', 'funding']),
        ('funding_rounds', ['funding']),
        ('usage_metrics', ['usage']),
        ('model_specs', ['model_specs']),
    ] %}
    select
        figures.figure_id,
        '{{ mart }}' as mart,
        figures.subject_id || '|' || figures.metric_id || '|' || coalesce(scope_id, '') || '|' || coalesce(geography_id, '') || '|' || period_id || '|' || unit as row_key,
        'low, high' as column_names
    from figures
    inner join (select distinct report_id, metric_id from reported_metrics where family in ('{{ families | join("', '") }}')) as reported
        on figures.report_id = reported.report_id and figures.metric_id = reported.metric_id
    where unit <> 'date'
        {% if mart == 'company_financials' %}and unit in ('CNY', 'USD', 'HKD'){% endif %}
    union all
    {% endfor %}
    select figure_id, 'chip_shares' as mart, subject_id || '|' || coalesce(scope_id, '') || '|' || period_id || '|' || metric_id || '|' || coalesce(geography_id, '') as row_key, 'low, high, complement_low, complement_high' as column_names
    from figures
    where (metric_id = 'market_share' and scope_id in ('china_ai_accelerators', 'ai_server_procurement')) or (metric_id = 'revenue_share' and subject_id = 'nvidia_china')
    union all
    select figure_id, 'compute_mix' as mart, subject_id || '|' || metric_id || '|' || period_id || '|' || coalesce(scope_id, '') || '|' || coalesce(geography_id, '') as row_key, 'low, high' as column_names
    from figures
    where metric_id in ('inference_share', 'training_share')
    union all
    select figures.figure_id, 'price_ratios' as mart, price_ratios.subject_id || '|' || price_ratios.metric_id || '|' || price_ratios.period_id || '|stated|' || coalesce(price_ratios.compared_subject_id, '') as row_key, 'low, high' as column_names
    from figures
    inner join price_ratios
        on figures.report_id = price_ratios.report_id
        and figures.subject_id = price_ratios.subject_id
        and figures.metric_id = price_ratios.metric_id
        and figures.period_id = price_ratios.period_id
    union all
    select figure_id, 'market_size' as mart, market_id || '|' || year || '|' || subject_id || '|' || coalesce(geography_id, '') || '|' || unit as row_key, 'low, high' as column_names
    from sizes
    union all
    select
        side.figure_id,
        'market_growth' as mart,
        earlier.market_id || '|' || earlier.year || '|' || later.year || '|' || earlier.subject_id || '|' || coalesce(earlier.geography_id, '') || '|' || earlier.unit as row_key,
        'growth_low, growth_high, cagr_low, cagr_high' as column_names
    from sizes as earlier
    inner join sizes as later
        on earlier.report_id = later.report_id
        and earlier.market_id = later.market_id
        and earlier.subject_id = later.subject_id
        and coalesce(earlier.geography_id, '') = coalesce(later.geography_id, '')
        and earlier.unit = later.unit
        and earlier.year < later.year
    inner join sizes as side on side.figure_id in (earlier.figure_id, later.figure_id)
    union all
    select sizes.figure_id, 'scope_reconciliation' as mart, reconciled.row_key, 'parts_low, parts_high, residual_low, residual_high, verdict' as column_names
    from reconciled
    inner join sizes
        on reconciled.report_id = sizes.report_id
        and reconciled.year = sizes.year
        and coalesce(reconciled.geography_id, '') = coalesce(sizes.geography_id, '')
        and reconciled.unit = sizes.unit
        and sizes.scope_id is null
    left join components on reconciled.whole_id = components.scope_id and sizes.market_id = components.component_id
    where reconciled.rule = 'segments_beyond_scope' or components.scope_id is not null
    union all
    select sizes.figure_id, 'scope_reconciliation' as mart, reconciled.row_key, 'whole_low, whole_high, residual_low, residual_high, verdict' as column_names
    from reconciled
    inner join sizes
        on reconciled.report_id = sizes.report_id
        and reconciled.whole_id = sizes.market_id
        and reconciled.year = sizes.year
        and reconciled.subject_id = sizes.subject_id
        and coalesce(reconciled.geography_id, '') = coalesce(sizes.geography_id, '')
        and reconciled.unit = sizes.unit
    union all
    select
        figures.figure_id,
        'market_concentration' as mart,
        concentration.market_id || '|' || concentration.period_id || '|' || concentration.measure || '|' || concentration.metric_id || '|' || coalesce(concentration.geography_id, '') as row_key,
        case
            when figures.metric_id = concentration.metric_id then 'low, high, firms_named, verdict, hhi_class'
            when figures.metric_id = 'rank' then 'low, high, verdict, hhi_class'
            else 'stated_low, stated_high, verdict'
        end as column_names
    from concentration
    inner join figures
        on concentration.report_id = figures.report_id
        and concentration.market_id = figures.scope_id
        and coalesce(concentration.geography_id, '') = coalesce(figures.geography_id, '')
        and concentration.period_id = figures.period_id
    left join ranked
        on figures.report_id = ranked.report_id
        and figures.scope_id = ranked.market_id
        and coalesce(figures.geography_id, '') = coalesce(ranked.geography_id, '')
        and figures.period_id = coalesce(ranked.period_id, 'undated')
        and figures.subject_id = ranked.subject_id
        and concentration.metric_id = ranked.metric_id
    where figures.metric_id = concentration.metric_id
        or (figures.metric_id = 'rank' and ranked.market_key is not null)
        or (figures.metric_id = 'concentration_ratio' and coalesce(concentration.stated_low, concentration.stated_high) is not null)
    union all
    select
        figures.figure_id,
        'device_shipments' as mart,
        devices.device_id || '|' || coalesce(devices.geography_id, '') || '|' || devices.year || '|' || coalesce(devices.scope_id, '') as row_key,
        case figures.metric_id
            when 'shipments' then 'units_low, units_high, implied_prior_low, implied_prior_high, implied_total_low, implied_total_high'
            when 'shipment_growth' then 'growth_low, growth_high, implied_prior_low, implied_prior_high'
            else 'penetration_low, penetration_high, implied_total_low, implied_total_high'
        end as column_names
    from devices
    inner join figures
        on devices.report_id = figures.report_id
        and devices.device_id = figures.subject_id
        and coalesce(devices.geography_id, '') = coalesce(figures.geography_id, '')
        and coalesce(devices.scope_id, '') = coalesce(figures.scope_id, '')
    inner join years on devices.year = cast(years.year as integer) and figures.period_id = years.period_id
    where figures.metric_id in ('shipments', 'shipment_growth', 'penetration')
    union all
    select
        figure_id,
        'company_growth' as mart,
        subject_id || '|revenue|' || period_id as row_key,
        case metric_id
            when 'revenue' then 'derived_growth_low, derived_growth_high, implied_base_low, implied_base_high'
            else 'stated_growth_low, stated_growth_high, implied_base_low, implied_base_high'
        end as column_names
    from figures
    where metric_id in ('revenue', 'revenue_growth') and scope_id is null and geography_id is null
    union all
    select side.figure_id, 'valuation_multiples' as mart, valuation.subject_id || '|' || valuation.period_id || '|' || revenue.period_id || '|' || valuation.unit as row_key, 'low, high' as column_names
    from figures as valuation
    inner join figures as revenue on valuation.report_id = revenue.report_id and valuation.subject_id = revenue.subject_id and valuation.unit = revenue.unit
    inner join figures as side on side.figure_id in (valuation.figure_id, revenue.figure_id)
    where valuation.scope_id is null and valuation.geography_id is null and revenue.scope_id is null and revenue.geography_id is null
        and valuation.metric_id = 'valuation' and revenue.metric_id = 'annualized_revenue' and valuation.period_id <> 'undated' and revenue.period_id <> 'undated'
)

select * from final
