-- One row per value that follows from the report without being printed: from relations that state nothing, valuation
-- multiples and the residuals between scopes.
with relations as (
    select * from {{ ref('relation_audit') }}
    where verdict = 'implied'
),

valuation_multiples as (
    select * from {{ ref('valuation_multiples') }}
),

scope_reconciliation as (
    select * from {{ ref('scope_reconciliation') }}
),

final as (
    select
        report_id,
        relation_id as implied_id,
        kind as quantity,
        subject_id,
        metric_id,
        period_id,
        computed_low as low,
        computed_high as high,
        unit,
        description,
        'relation_audit' as source_mart,
        row_key as source_key,
        observation_ids
    from relations
    union all
    select
        report_id,
        'valuation_multiple-' || company_id || '-' || period_id || '-on-' || revenue_period_id || '-' || unit as implied_id,
        'valuation_multiple' as quantity,
        company_id as subject_id,
        'valuation' as metric_id,
        period_id,
        low,
        high,
        'ratio' as unit,
        'valuation over annualized revenue of ' || revenue_period_id as description,
        'valuation_multiples' as source_mart,
        row_key as source_key,
        observation_ids
    from valuation_multiples
    union all
    select
        report_id,
        'residual-' || rule || '-' || whole_id || '-' || year || coalesce('-' || subject_id, '') || coalesce('-' || geography_id, '') || '-' || unit as implied_id,
        'residual' as quantity,
        whole_id as subject_id,
        'market_size' as metric_id,
        cast(year as {{ dbt.type_string() }}) as period_id,
        residual_low as low,
        residual_high as high,
        unit,
        'scope less its segments' as description,
        'scope_reconciliation' as source_mart,
        row_key as source_key,
        {{ merged('parts_observation_ids', 'whole_observation_ids') }} as observation_ids
    from scope_reconciliation
    where residual_low is not null or residual_high is not null
)

{{ published('final') }}
