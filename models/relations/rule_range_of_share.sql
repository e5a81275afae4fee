{{ config(materialized="view") }}
-- A share, rate or penetration lies between 0 and 100 %: it is held against the limit on its side.
with observations as (
    select *, coalesce(bound_high, bound_low) < 0 as is_negative from {{ ref('int_lead_observations') }}
    where is_lead and upper_limit is not null
),

terms as (
    select 'range_of_share-' || observation_id as relation_id, *, 'left' as role, observation_id as term_id, cast(null as {{ amount() }}) as constant from observations
    union all
    select 'range_of_share-' || observation_id as relation_id, *, 'stated' as role, cast(null as {{ dbt.type_string() }}) as term_id, case when is_negative then 0 else upper_limit end as constant from observations
),

final as (
    select
        relation_id,
        report_id,
        'range_of_share' as origin,
        'order' as kind,
        case when is_negative then 'at_least' else 'at_most' end as comparison,
        'hard' as severity,
        subject_id,
        metric_id,
        period_id,
        role,
        cast(1 as {{ amount() }}) as weight,
        term_id as observation_id,
        constant,
        cast(null as integer) as line
    from terms
)

select * from final
