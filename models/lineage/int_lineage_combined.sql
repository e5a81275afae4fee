-- Rows of marts that combine figures, each with the observations that decide them.
with years as (
    select * from {{ ref('int_calendar_years') }}
),

sizes as (
    select
        inputs.*,
        coalesce(inputs.scope_id, inputs.subject_id) as market_id,
        coalesce(inputs.geography_id, '') as place,
        years.year
    from {{ ref('int_figure_inputs') }} as inputs
    inner join years on inputs.period_id = years.period_id
    where inputs.metric_id = 'market_size'
),

growing as (
    select
        earlier.report_id,
        earlier.market_id || '|' || earlier.year || '|' || later.year || '|' || earlier.subject_id || '|' || earlier.place || '|' || earlier.unit as row_key,
        earlier.observation_id as earlier_id,
        earlier.line as earlier_line,
        later.observation_id as later_id,
        later.line as later_line
    from sizes as earlier
    inner join sizes as later
        on earlier.report_id = later.report_id
        and earlier.market_id = later.market_id
        and earlier.subject_id = later.subject_id
        and earlier.place = later.place
        and earlier.unit = later.unit
        and earlier.year < later.year
),

components as (
    select * from {{ ref('stg_scope_components') }}
),

reconciled as (
    select
        *,
        coalesce(geography_id, '') as place,
        whole_id || '|' || year || '|' || rule || '|' || coalesce(subject_id, '') || '|' || coalesce(geography_id, '') || '|' || unit as row_key
    from {{ ref('scope_reconciliation') }}
),

valuations as (
    select * from {{ ref('int_figure_inputs') }}
    where metric_id = 'valuation' and period_id is not null and scope_id is null and geography_id is null
),

revenues as (
    select * from {{ ref('int_figure_inputs') }}
    where metric_id = 'annualized_revenue' and period_id is not null and scope_id is null and geography_id is null
),

valued as (
    select
        valuations.report_id,
        valuations.subject_id || '|' || valuations.period_id || '|' || revenues.period_id || '|' || valuations.unit as row_key,
        valuations.observation_id as valuation_id,
        valuations.line as valuation_line,
        revenues.observation_id as revenue_id,
        revenues.line as revenue_line
    from valuations
    inner join revenues
        on valuations.report_id = revenues.report_id
        and valuations.subject_id = revenues.subject_id
        and valuations.unit = revenues.unit
),

final as (
    select report_id, 'market_growth' as mart, row_key, 'growth_low, growth_high, cagr_low, cagr_high' as column_names, earlier_id as observation_id, earlier_line as line
    from growing
    union all
    select report_id, 'market_growth' as mart, row_key, 'growth_low, growth_high, cagr_low, cagr_high' as column_names, later_id as observation_id, later_line as line
    from growing
    union all
    select sizes.report_id, 'scope_reconciliation' as mart, reconciled.row_key, 'parts_low, parts_high, residual_low, residual_high, verdict' as column_names, sizes.observation_id, sizes.line
    from reconciled
    inner join sizes
        on reconciled.report_id = sizes.report_id
        and reconciled.year = sizes.year
        and reconciled.place = sizes.place
        and reconciled.unit = sizes.unit
        and sizes.scope_id is null
    left join components on reconciled.whole_id = components.scope_id and sizes.market_id = components.component_id
    where reconciled.rule = 'segments_beyond_scope' or components.scope_id is not null
    union all
    select sizes.report_id, 'scope_reconciliation' as mart, reconciled.row_key, 'whole_low, whole_high, residual_low, residual_high, verdict' as column_names, sizes.observation_id, sizes.line
    from reconciled
    inner join sizes
        on reconciled.report_id = sizes.report_id
        and reconciled.whole_id = sizes.market_id
        and reconciled.year = sizes.year
        and reconciled.subject_id = sizes.subject_id
        and reconciled.place = sizes.place
        and reconciled.unit = sizes.unit
    union all
    select report_id, 'valuation_multiples' as mart, row_key, 'low, high' as column_names, valuation_id as observation_id, valuation_line as line
    from valued
    union all
    select report_id, 'valuation_multiples' as mart, row_key, 'low, high' as column_names, revenue_id as observation_id, revenue_line as line
    from valued
)

select * from final
