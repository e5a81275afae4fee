-- One row per stock of a day and role that it plays in an identity with an earlier stock, such as opening plus changes is closing: it closes the period
-- that ends that day, and opens the one that begins the day after. The periods are those of the changes. Only where the report prints the stock of days alone.
{%- set thing = ['report_id', 'subject_id', 'scope_id', 'geography_id', 'unit'] %}
with identities as (
    select *, max(case when basis = 'previous' then 1 else 0 end) over (partition by identity_id) as has_opening
    from {{ ref('stg_metric_identities') }}
),

observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead and metric_id in (select metric_id from identities where has_opening = 1)
),

of_days as (
    select {{ thing | join(', ') }}, metric_id
    from observations
    where not adds_over_time
    group by {{ thing | join(', ') }}, metric_id
    having min(period_type) = 'day' and max(period_type) = 'day'
),

stocks as (
    select observations.*
    from observations
    inner join of_days on {{ same_columns('observations', 'of_days', thing + ['metric_id']) }}
),

flows as (
    select * from observations
    where adds_over_time and period_start is not null
),

final as (
    select distinct
        identities.identity_id,
        identities.role,
        identities.metric_id,
        identities.basis,
        identities.weight,
        flows.period_id as about_period_id,
        '' as line_key,
        stocks.report_id,
        stocks.subject_id,
        stocks.scope_id,
        stocks.geography_id,
        case when units.kind = 'currency' then stocks.unit else '' end as currency,
        stocks.observation_id,
        false as is_taken_off
    from identities
    inner join stocks on identities.metric_id = stocks.metric_id
    inner join {{ ref('stg_units') }} as units on stocks.unit = units.unit
    inner join identities as others on identities.identity_id = others.identity_id
    inner join flows on others.metric_id = flows.metric_id and {{ same_columns('stocks', 'flows', thing) }}
    where identities.has_opening = 1
        and stocks.period_end = case when identities.basis = 'previous' then {{ day_before('flows.period_start') }} else flows.period_end end
)

select * from final
