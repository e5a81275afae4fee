-- One amount printed in two currencies gives an exchange rate; the rates of one period meet: a later pair is held
-- against the near end of the first one's rate.
with pairs as (
    select * from {{ ref('stg_exchange_rates') }}
),

observations as (
    select * from {{ ref('fct_observation') }}
),

rates as (
    select
        pairs.*,
        {{ ratio_low('to_side.bound_low', 'from_side.bound_high', 1, 6) }} as rate_low,
        {{ ratio_high('to_side.bound_high', 'from_side.bound_low', 1, 6) }} as rate_high,
        row_number() over (
            partition by pairs.report_id, pairs.from_unit, pairs.to_unit, pairs.period_id
            order by to_side.line nulls last, pairs.to_observation_id nulls last
        ) as place
    from pairs
    inner join observations as to_side on pairs.to_observation_id = to_side.observation_id
    inner join observations as from_side on pairs.from_observation_id = from_side.observation_id
),

relations as (
    select
        rates.*,
        'currency_pair-' || rates.to_observation_id as relation_id,
        first_pair.to_observation_id as first_to_id,
        first_pair.from_observation_id as first_from_id,
        coalesce(rates.rate_high < first_pair.rate_low, false) as is_below,
        first_pair.rate_low as first_low,
        first_pair.rate_high as first_high
    from rates
    left join rates as first_pair
        on rates.report_id = first_pair.report_id
        and rates.from_unit = first_pair.from_unit
        and rates.to_unit = first_pair.to_unit
        and rates.period_id = first_pair.period_id
        and first_pair.place = 1
        and rates.place > 1
),

terms as (
    {% for role, column in [('numerator', 'to_observation_id'), ('denominator', 'from_observation_id'), ('reference', 'first_to_id'), ('reference', 'first_from_id')] %}
    select *, '{{ role }}' as role, {{ column }} as observation_id, cast(null as {{ amount() }}) as constant from relations
    where {{ column }} is not null
    union all
    {% endfor %}
    select *, 'stated' as role, cast(null as {{ dbt.type_string() }}) as observation_id, case when is_below then first_low else first_high end as constant
    from relations
    where first_to_id is not null
),

final as (
    select
        relation_id,
        report_id,
        'currency_pair' as origin,
        'ratio' as kind,
        case when first_to_id is null then 'equal' when is_below then 'at_least' else 'at_most' end as comparison,
        'hard' as severity,
        '' as subject_id,
        to_unit || '_per_' || from_unit as metric_id,
        period_id,
        role,
        cast(1 as {{ amount() }}) as weight,
        observation_id,
        constant
    from terms
)

select * from final
