-- One row per figure and role that it plays in an identity between metrics, with the period that the identity is about; figures without a period
-- are of one line. A figure that is
-- the same on every basis of accounting, and printed without one, counts on each basis on which the firm prints results. `is_taken_off`: a
-- cost that is printed as a negative figure, as are all of that metric and so the firm's costs; one that can be negative goes with them.
with identities as (
    select * from {{ ref('stg_metric_identities') }}
),

observations as (
    select
        observations.report_id,
        observations.subject_id,
        observations.scope_id,
        observations.geography_id,
        observations.period_id,
        observations.metric_id,
        observations.unit,
        case when units.kind = 'currency' then observations.unit else '' end as currency,
        case when observations.period_id = '' then 'l' || cast(observations.line as {{ dbt.type_string() }}) else '' end as line_key,
        observations.observation_id,
        observations.bound_high,
        observations.is_signed,
        observations.metric_id in (select metric_id from {{ ref('stg_metrics') }} where is_cost = 'yes') as is_cost
    from {{ ref('int_lead_observations') }} as observations
    inner join {{ ref('stg_units') }} as units on observations.unit = units.unit
    where observations.is_lead
        and observations.metric_id in (select metric_id from identities)
),

negative_costs as (
    select report_id, subject_id, metric_id
    from observations
    where is_cost and not is_signed
    group by report_id, subject_id, metric_id
    having max(coalesce(bound_high, 0)) < 0
),

takers as (
    select distinct report_id, subject_id from negative_costs
),

placed as (
    select
        observations.*,
        negative_costs.report_id is not null or (observations.is_cost and observations.is_signed and takers.report_id is not null) as is_taken_off
    from observations
    left join negative_costs
        on observations.report_id = negative_costs.report_id
        and observations.subject_id = negative_costs.subject_id
        and observations.metric_id = negative_costs.metric_id
    left join takers on observations.report_id = takers.report_id and observations.subject_id = takers.subject_id
),

predecessors as (
    select * from {{ ref('int_period_predecessors') }}
),

bases as (
    select distinct observations.report_id, observations.subject_id, observations.scope_id
    from observations
    inner join {{ ref('stg_scopes') }} as scopes on observations.scope_id = scopes.scope_id
    where scopes.is_basis = 'yes'
),

shared as (
    select figures.*, bases.scope_id as basis_scope_id
    from placed as figures
    inner join bases on figures.report_id = bases.report_id and figures.subject_id = bases.subject_id
    left join observations as own
        on figures.report_id = own.report_id
        and figures.subject_id = own.subject_id
        and figures.metric_id = own.metric_id
        and bases.scope_id = own.scope_id
        and figures.geography_id = own.geography_id
        and figures.period_id = own.period_id
        and figures.unit = own.unit
    where figures.scope_id = '' and own.observation_id is null
),

figures as (
    {%- set columns = 'report_id, subject_id, geography_id, period_id, line_key, metric_id, currency, observation_id, is_taken_off' %}
    select {{ columns }}, scope_id, false as is_shared from placed
    union all
    select {{ columns }}, basis_scope_id as scope_id, true as is_shared from shared
),

found as (
    select
        identities.identity_id,
        identities.role,
        identities.metric_id,
        identities.basis,
        identities.weight,
        coalesce(predecessors.period_id, figures.period_id) as about_period_id,
        figures.line_key,
        figures.report_id,
        figures.subject_id,
        figures.scope_id,
        figures.geography_id,
        figures.currency,
        figures.observation_id,
        figures.is_taken_off
    from identities
    inner join figures on identities.metric_id = figures.metric_id
    left join predecessors on figures.period_id = predecessors.earlier_id and identities.basis = predecessors.basis
    where (identities.basis is null or predecessors.period_id is not null)
        and (not figures.is_shared or identities.any_scope = 'yes')
),

final as (
    select * from found
    union all
    select * from {{ ref('int_identity_days') }}
)

select * from final
