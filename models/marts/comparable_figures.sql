-- One row per pair of figures of two reports that differ in one respect alone: another scope, another calendar, or another currency of which one of
-- the reports gives the rate. They are near to each other and not the same thing, so nothing else compares them.
with pairs as (
    select
        *,
        {{ first_item('observation_ids') }} as place_id,
        {{ first_item('other_observation_ids') }} as other_place_id,
        case
            when rate_low is null then other_low
            when is_product then {{ converted_low('other_low', 'rate_low', 'rate_high') }}
            else {{ signed_ratio_low('other_low', 'other_high', 'rate_low', 'rate_high', 1, 0) }}
        end as converted_low,
        case
            when rate_low is null then other_high
            when is_product then {{ converted_high('other_high', 'rate_low', 'rate_high') }}
            else {{ signed_ratio_high('other_low', 'other_high', 'rate_low', 'rate_high', 1, 0) }}
        end as converted_high
    from {{ ref('int_comparable_figures') }} as pairs
),

places as {{ read_in_place() }} (
    select observation_id, line, printed from {{ ref('fct_observation') }}
),

final as (
    select
        pairs.thing_id,
        pairs.other_thing_id,
        pairs.report_id,
        pairs.other_report_id,
        pairs.differs_in,
        case pairs.differs_in
            when 'scope' then coalesce(scopes.name, 'no scope') || ' against ' || coalesce(other_scopes.name, 'no scope')
            when 'period' then periods.name || ' against ' || other_periods.name
            else {{ public_id('pairs.unit') }} || ' against ' || {{ public_id('pairs.other_unit') }}
        end as difference,
        {{ names_of('pairs') }},
        {{ public_id('pairs.other_scope_id') }} as other_scope_id,
        {{ public_id('pairs.other_period_id') }} as other_period_id,
        {{ public_id('pairs.other_unit') }} as other_unit,
        pairs.publisher,
        pairs.other_publisher,
        pairs.last_day as published,
        pairs.other_last_day as other_published,
        own.line,
        others.line as other_line,
        own.printed,
        others.printed as other_printed,
        pairs.low,
        pairs.high,
        cast(pairs.converted_low as {{ amount() }}) as other_low,
        cast(pairs.converted_high as {{ amount() }}) as other_high,
        pairs.obs_status,
        pairs.other_obs_status,
        {{ relative_gap('pairs.low', 'pairs.high', 'pairs.converted_low', 'pairs.converted_high') }} as relative_gap,
        pairs.observation_ids,
        pairs.other_observation_ids
    from pairs
    inner join places as own on pairs.place_id = own.observation_id
    inner join places as others on pairs.other_place_id = others.observation_id
    left join {{ ref('stg_scopes') }} as other_scopes on pairs.other_scope_id = other_scopes.scope_id
    left join {{ ref('stg_periods') }} as other_periods on pairs.other_period_id = other_periods.period_id
    {{ joined_names('pairs') }}
)

{{ published('final') }}
