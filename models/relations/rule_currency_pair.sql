-- One row per term of a relation. An amount printed in two currencies gives an exchange rate. The rates of one period have a value in
-- common: the rate of a later pair is compared with the nearest end of the first pair's rate.
with rates as (
    select
        *,
        row_number() over (
            partition by report_id, from_unit, to_unit, period_id
            order by to_line nulls last, to_observation_id nulls last
        ) as place
    from {{ ref('int_printed_rates') }}
),

relations as (
    select
        rates.report_id,
        'currency_pair-' || rates.to_observation_id || '-over-' || rates.from_observation_id as relation_id,
        case when first_pair.place is null then 'equal' when rates.rate_high < first_pair.rate_low then 'at_least' else 'at_most' end as comparison,
        '' as subject_id,
        rates.to_unit || '_per_' || rates.from_unit as metric_id,
        rates.period_id,
        rates.to_observation_id,
        rates.from_observation_id,
        first_pair.to_observation_id as first_to_id,
        first_pair.from_observation_id as first_from_id,
        case when rates.rate_high < first_pair.rate_low then first_pair.rate_low else first_pair.rate_high end as nearest_rate
    from rates
    left join rates as first_pair
        on rates.report_id = first_pair.report_id
        and rates.from_unit = first_pair.from_unit
        and rates.to_unit = first_pair.to_unit
        and rates.period_id = first_pair.period_id
        and first_pair.place = 1
        and rates.place > 1
),

-- the amounts of the first pair are references: they name its places and are part of no arithmetic
terms as (
    {% for role, column in [('numerator', 'to_observation_id'), ('denominator', 'from_observation_id'), ('reference', 'first_to_id'), ('reference', 'first_from_id')] %}
    select *, '{{ role }}' as role, {{ column }} as observation_id, cast(null as {{ amount() }}) as constant from relations
    where {{ column }} is not null
    union all
    {% endfor %}
    select *, 'stated' as role, cast(null as {{ dbt.type_string() }}) as observation_id, nearest_rate as constant from relations
    where first_to_id is not null
),

final as (
    {{ relation('terms', 'currency_pair', 'ratio', constant='constant', comparison=none) }}
)

select * from final
