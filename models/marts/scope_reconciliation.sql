-- The six segments are compared with every scope: with the scope they make up (parts_sum), with
-- a wider one as its part and with a narrower one as what lies beyond it.
with sizes as (
    select * from {{ ref('market_size') }}
),

components as (
    select * from {{ ref('stg_scope_components') }}
),

compared as (
    select
        sizes.report_id,
        components.scope_id as whole_id,
        case when min(components.complete) = 'yes' then 'parts_sum' else 'part_of_whole' end as rule,
        sizes.year,
        sizes.geography_id,
        sizes.unit,
        {{ sum_side('sizes.low') }} as parts_low,
        {{ sum_side('sizes.high') }} as parts_high
    from components
    inner join sizes on components.component_id = sizes.market_id
    group by sizes.report_id, components.scope_id, sizes.year, sizes.geography_id, sizes.unit
    union all
    select
        report_id,
        'narrow' as whole_id,
        'segments_beyond_scope' as rule,
        year,
        geography_id,
        unit,
        {{ sum_side('low') }} as parts_low,
        {{ sum_side('high') }} as parts_high
    from sizes
    where level = 'segment'
    group by report_id, year, geography_id, unit
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
        compared.geography_id,
        compared.unit
    from compared
    left join sizes
        on compared.report_id = sizes.report_id
        and compared.whole_id = sizes.market_id
        and compared.year = sizes.year
        and coalesce(compared.geography_id, '') = coalesce(sizes.geography_id, '')
        and compared.unit = sizes.unit
    -- what lies beyond a scope that is not printed says nothing
    where sizes.market_id is not null or compared.rule <> 'segments_beyond_scope'
)

select * from final
