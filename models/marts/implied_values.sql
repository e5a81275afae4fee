-- One row per value that follows from the report without being printed: from relations that state nothing, valuation
-- multiples and the residuals between scopes.
with relations as (
    select * from {{ ref('relation_audit') }}
    where verdict = 'implied'
),

rules as (
    select * from {{ ref('int_relation_rules') }}
),

metrics as (
    select * from {{ ref('stg_metrics') }}
),

periods as (
    select * from {{ ref('stg_periods') }}
),

-- of several run rates the one nearest in time
valuation_multiples as (
    select
        multiples.*,
        row_number() over (
            partition by multiples.report_id, multiples.company_id, multiples.period_id, multiples.unit
            order by abs({{ day_number('valued.period_end') }} - {{ day_number('earned.period_end') }}) nulls last, multiples.revenue_period_id nulls last
        ) as place
    from {{ ref('valuation_multiples') }} as multiples
    left join periods as valued on multiples.period_id = valued.period_id
    left join periods as earned on multiples.revenue_period_id = earned.period_id
),

scope_reconciliation as (
    select * from {{ ref('scope_reconciliation') }}
),

-- a growth gives the level before or after it, a share the part or the whole
final as (
    select
        relations.report_id,
        relations.relation_id as implied_id,
        coalesce(case when relations.kind = 'total' then 'whole_from_share' else rules.gives end, case relations.kind
            when 'base' then 'level_before_growth'
            when 'grown' then 'level_after_growth'
            when 'product' then 'part_from_share'
            when 'sum' then case when relations.description like 'sum of %' then 'sum' else 'difference' end
            else relations.kind
        end) as quantity,
        relations.subject_id,
        case
            when relations.kind in ('base', 'grown') then metrics.growth_of_metric_id
            when relations.kind = 'product' then metrics.share_of_metric_id
            when relations.kind = 'total' then coalesce(metrics.share_of_metric_id, relations.metric_id)
            else relations.metric_id
        end as metric_id,
        relations.period_id,
        relations.computed_low as low,
        relations.computed_high as high,
        relations.unit,
        relations.description,
        'relation_audit' as source_mart,
        relations.row_key as source_key,
        relations.observation_ids
    from relations
    left join rules on relations.origin = rules.origin
    left join metrics on relations.metric_id = metrics.metric_id
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
    where place = 1
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
    -- the segments of a wider scope are none of it
    where (residual_low is not null or residual_high is not null) and rule <> 'segments_beyond_scope'
)

{{ published('final') }}
