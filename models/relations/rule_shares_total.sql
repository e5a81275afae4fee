-- One row per term of a relation. The shares of one market and period add up to at most 100 %, and to 100 % where the others are printed
-- too. A share printed for the whole is 100 %.
with shares as (
    select
        *,
        'shares_total-' || market as relation_id,
        '' as subject_id,
        case when has_remainder then 'equal' else 'at_most' end as comparison
    from {{ ref('int_market_shares') }}
    where parts > 1
),

markets as (
    select distinct relation_id, report_id, subject_id, metric_id, period_id, comparison from shares
),

totals as (
    select observations.*, 'shares_total-' || observations.observation_id as relation_id
    from {{ ref('int_lead_observations') }} as observations
    inner join {{ ref('int_market_holders') }} as holders
        on observations.scope_id = holders.scope_id and observations.subject_id = holders.subject_id
    where observations.is_lead and observations.is_additive and observations.upper_limit = 100 and holders.holder = 'total'
),

final as (
    {{ relation('shares', 'shares_total', 'sum', {'add': ['observation_id']}, comparison=none) }}
    union all
    {{ relation('markets', 'shares_total', 'sum', {}, constants={'stated': 100}, comparison=none) }}
    union all
    {{ relation('totals', 'shares_total', 'equal', {'left': 'observation_id'}, constants={'stated': 100}) }}
)

select * from final
