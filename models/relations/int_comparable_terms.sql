{{ config(materialized="view") }}
-- Terms of one relation in one unit: where a declared sum or comparison mixes units, a term is converted to the other
-- unit if there is a conversion, and counts as missing if there is none. Rules compare like with like by themselves.
with terms as (
    select * from {{ ref('int_relation_terms') }}
),

conversions as (
    select * from {{ ref('int_unit_conversions') }}
),

relation_units as (
    select distinct report_id, relation_id, unit from terms
    where origin = 'declared' and kind in ('sum', 'equal', 'order', 'nesting') and unit is not null
),

others as (
    select
        own.report_id,
        own.relation_id,
        own.unit,
        other.unit as other_unit,
        row_number() over (partition by own.report_id, own.relation_id, own.unit order by other.unit nulls last) as choice
    from relation_units as own
    inner join relation_units as other
        on own.report_id = other.report_id
        and own.relation_id = other.relation_id
        and own.unit <> other.unit
),

matched as (
    select
        terms.*,
        others.other_unit,
        forth.to_unit,
        coalesce(forth.factor_low, 1) as factor_low,
        coalesce(forth.factor_high, 1) as factor_high,
        -- a currency that is not printed is taken as the other one, as the statement of the relation says
        others.other_unit is not null and forth.to_unit is null and back.from_unit is null
        and terms.unit <> 'XXX' and others.other_unit <> 'XXX' as is_stranded
    from terms
    left join others
        on terms.report_id = others.report_id
        and terms.relation_id = others.relation_id
        and terms.unit = others.unit
        and others.choice = 1
    left join conversions as forth
        on terms.unit = forth.from_unit
        and others.other_unit = forth.to_unit
        and (forth.period_id is null or (forth.report_id = terms.report_id and forth.period_id = terms.observed_period_id))
    left join conversions as back
        on terms.unit = back.to_unit
        and others.other_unit = back.from_unit
        and (back.report_id is null or back.report_id = terms.report_id)
),

final as (
    select
        relation_id,
        report_id,
        origin,
        kind,
        comparison,
        severity,
        subject_id,
        metric_id,
        period_id,
        role,
        weight,
        observation_id,
        line,
        coalesce(to_unit, unit) as unit,
        usage_warning,
        is_approx,
        cast(value_low * factor_low as {{ amount() }}) as value_low,
        cast(value_high * factor_high as {{ amount() }}) as value_high,
        case when not is_stranded then cast(low * factor_low as {{ amount() }}) end as low,
        case when not is_stranded then cast(high * factor_high as {{ amount() }}) end as high,
        is_missing or is_stranded as is_missing
    from matched
)

select * from final
