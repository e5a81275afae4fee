-- One row per term of a relation. An annualized revenue is twelve times the revenue of one month.
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead
),

relations as (
    select
        'run_rate-' || monthly.observation_id as relation_id,
        monthly.report_id,
        monthly.subject_id,
        monthly.metric_id,
        monthly.period_id,
        monthly.observation_id as monthly_id,
        annualized.observation_id as annualized_id
    from observations as monthly
    left join observations as annualized
        on monthly.report_id = annualized.report_id
        and monthly.subject_id = annualized.subject_id
        and {{ public_id('annualized.metric_id') }} = 'annualized_revenue'
        and monthly.scope_id = annualized.scope_id
        and monthly.geography_id = annualized.geography_id
        and monthly.period_id = annualized.period_id
        and monthly.unit = annualized.unit
    where {{ public_id('monthly.metric_id') }} = 'monthly_revenue'
),

final as (
    {{ relation('relations', 'run_rate', 'sum', {'add': ['monthly_id'], 'stated': 'annualized_id'}, weight=12) }}
)

select * from final
