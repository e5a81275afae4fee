{{ config(materialized="view") }}
-- One row per term of a relation. A share, rate or penetration lies between 0 and its upper limit: negative values are compared with
-- 0, all others with the limit.
with observations as (
    select *, coalesce(bound_high, bound_low) < 0 as is_negative from {{ ref('int_lead_observations') }}
    where is_lead and upper_limit is not null
),

limits as (
    select
        *,
        'range_of_share-' || observation_id as relation_id,
        case when is_negative then 'at_least' else 'at_most' end as comparison,
        case when is_negative then 0 else upper_limit end as nearest_limit
    from observations
),

final as (
    {{ relation('limits', 'range_of_share', 'order', {'left': 'observation_id'}, constants={'stated': 'nearest_limit'}, comparison=none) }}
)

select * from final
