{{ config(materialized="view") }}
-- One row per term of a relation, in the unit of its relation. Where a declared sum or comparison mixes units, a term is converted to
-- the other unit; without a conversion it counts as missing. Rules compare like with like by themselves.
{%- set kept = 'relation_id, report_id, origin, kind, comparison, severity, subject_id, metric_id, period_id, role, observation_id, line, usage_warning, marks' %}
with inferred as (
    select * from {{ ref('int_relation_terms') }}
    where origin <> 'declared'
),

declared as (
    select * from {{ ref('int_relation_terms') }}
    where origin = 'declared'
),

conversions as (
    select * from {{ ref('int_unit_conversions') }}
),

relation_units as (
    select distinct report_id, relation_id, unit from declared
    where kind in ('sum', 'equal', 'order', 'nesting') and unit is not null
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
        on own.report_id = other.report_id and own.relation_id = other.relation_id and own.unit <> other.unit
),

faced as (
    select declared.*, others.other_unit
    from declared
    left join others
        on declared.report_id = others.report_id and declared.relation_id = others.relation_id
        and declared.unit = others.unit and others.choice = 1
),

-- the parts of a sum keep their weight; a term of any other kind is taken times it
weighted as (
    select
        {{ kept }}, unit, observed_period_id, other_unit, is_missing,
        case when kind = 'sum' then weight else 1 end as weight,
        {%- for column, rounded in [('low', amount_low), ('high', amount_high), ('face_low', amount_low), ('face_high', amount_high), ('low_margin', amount_high), ('high_margin', amount_high)] %}
        case when kind = 'sum' or weight = 1 then {{ column }} else cast({{ rounded(column ~ ' * weight') }} as {{ amount() }}) end as {{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    from faced
),

mixed as (
    select * from weighted
    where other_unit is not null
),

fixed as (
    select * from conversions
    where report_id is null
),

-- no relation is judged by a rate from outside the report
rates as (
    select * from conversions
    where report_id is not null and rate_source is null
),

rated_units as (
    select distinct report_id, from_unit, to_unit from rates
),

converted as (
    select
        mixed.*,
        coalesce(fixed.to_unit, rates.to_unit) as to_unit,
        coalesce(fixed.factor_low, rates.factor_low, 1) as factor_low,
        coalesce(fixed.factor_high, rates.factor_high, 1) as factor_high,
        -- a currency that is not printed (XXX) is taken as the other one, as the statement of the relation says
        coalesce(fixed.to_unit, rates.to_unit, fixed_back.to_unit, rated_back.to_unit) is null
        and mixed.unit <> 'XXX' and mixed.other_unit <> 'XXX' as is_stranded
    from mixed
    left join fixed on mixed.unit = fixed.from_unit and mixed.other_unit = fixed.to_unit
    left join fixed as fixed_back on mixed.unit = fixed_back.to_unit and mixed.other_unit = fixed_back.from_unit
    left join rates
        on mixed.report_id = rates.report_id
        and mixed.unit = rates.from_unit
        and mixed.other_unit = rates.to_unit
        and mixed.observed_period_id = rates.period_id
    left join rated_units as rated_back
        on mixed.report_id = rated_back.report_id
        and mixed.unit = rated_back.to_unit
        and mixed.other_unit = rated_back.from_unit
),

final as (
    select {{ kept }}, weight, unit, low, high, face_low, face_high, low_margin, high_margin, is_missing
    from inferred
    union all
    select {{ kept }}, weight, unit, low, high, face_low, face_high, low_margin, high_margin, is_missing
    from weighted
    where other_unit is null
    union all
    select
        {{ kept }},
        weight,
        coalesce(to_unit, unit) as unit,
        {%- for part in ['', 'face_'] %}
        case when not is_stranded then cast({{ part }}low * case when {{ part }}low < 0 then factor_high else factor_low end as {{ amount() }}) end as {{ part }}low,
        case when not is_stranded then cast({{ part }}high * case when {{ part }}high < 0 then factor_low else factor_high end as {{ amount() }}) end as {{ part }}high,
        {%- endfor %}
        cast(low_margin * factor_low as {{ amount() }}) as low_margin,
        cast(high_margin * factor_high as {{ amount() }}) as high_margin,
        is_missing or is_stranded as is_missing
    from converted
)

select * from final
