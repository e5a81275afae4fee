{{ config(materialized="view") }}
-- One row per component of a scope: those of the registers, of which a remainder is that of the table with the other components.
with remainders as (
    select * from {{ ref('int_breakdown_remainders') }}
    where kind = 'scope'
),

final as (
    select
        components.scope_id,
        coalesce(remainders.subject_id, components.component_id) as component_id,
        components.breakdown_key,
        components.complete
    from {{ ref('stg_scope_components') }} as components
    left join remainders
        on components.scope_id = remainders.whole_id
        and components.breakdown_key = remainders.breakdown_key
        and components.component_id = remainders.member_id
)

select * from final
