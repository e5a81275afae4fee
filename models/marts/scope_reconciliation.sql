-- One row per whole, year, place, unit and rule: a scope against the sum of its components. Components that make up the scope equal it
-- (parts_sum); others lie in it (part_of_whole). What makes up a scope is also not less than a narrower scope (segments_beyond_scope).
with sizes as (
    select *{{ join_keys(['geography']) }}
    from {{ ref('int_market_sizes') }}
),

scopes as (
    select * from {{ ref('stg_scopes') }}
),

components as (
    select * from {{ ref('stg_scope_components') }}
),

wholes as (
    select scope_id, case when min(complete) = 'yes' then 'parts_sum' else 'part_of_whole' end as rule
    from components
    group by scope_id
),

parts as (
    select wholes.scope_id as whole_id, wholes.rule, components.component_id
    from wholes
    inner join components on wholes.scope_id = components.scope_id
    union all
    select scopes.scope_id as whole_id, 'segments_beyond_scope' as rule, components.component_id
    from scopes
    inner join wholes on scopes.parent_scope_id = wholes.scope_id and wholes.rule = 'parts_sum'
    inner join components on wholes.scope_id = components.scope_id
),

compared as (
    select
        sizes.report_id,
        parts.whole_id,
        parts.rule,
        sizes.year,
        sizes.geography_key,
        sizes.unit,
        {{ sum_side('sizes.low') }} as parts_low,
        {{ sum_side('sizes.high') }} as parts_high,
        {{ united('sizes.observation_ids') }} as parts_observation_ids
    from parts
    inner join sizes on parts.component_id = sizes.market_id
    group by sizes.report_id, parts.whole_id, parts.rule, sizes.year, sizes.geography_key, sizes.unit
),

final as (
    select
        compared.report_id,
        compared.rule,
        compared.whole_id,
        compared.year,
        compared.parts_low,
        compared.parts_high,
        sizes.low as whole_low,
        sizes.high as whole_high,
        sizes.low - compared.parts_high as residual_low,
        sizes.high - compared.parts_low as residual_high,
        case
            when sizes.market_id is null then 'implied'
            when compared.rule = 'parts_sum' then {{ verdict('compared.parts_low', 'compared.parts_high', 'sizes.low', 'sizes.high') }}
            when compared.rule = 'part_of_whole' and compared.parts_low > sizes.high then 'contradicted'
            when compared.rule = 'segments_beyond_scope' and compared.parts_high < sizes.low then 'contradicted'
            else 'consistent'
        end as verdict,
        sizes.subject_id,
        nullif(compared.geography_key, '') as geography_id,
        compared.unit,
        compared.parts_observation_ids,
        sizes.observation_ids as whole_observation_ids
    from compared
    left join sizes
        on compared.report_id = sizes.report_id
        and compared.whole_id = sizes.market_id
        and compared.year = sizes.year
        and compared.geography_key = sizes.geography_key
        and compared.unit = sizes.unit
    -- what lies beyond a scope that is not printed says nothing
    where sizes.market_id is not null or compared.rule <> 'segments_beyond_scope'
)

{{ published('final') }}
