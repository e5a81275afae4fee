-- One amount printed in two currencies gives an exchange rate; the rates of one period meet.
with pairs as (
    select * from {{ reported('exchange_rates') }}
),

relations as (
    select
        'currency_pair-' || to_observation_id as relation_id,
        report_id,
        '' as subject_id,
        to_unit || '_per_' || from_unit as metric_id,
        period_id,
        to_observation_id,
        from_observation_id
    from pairs
),

final as (
    {{ unfold_terms('relations', 'currency_pair', 'ratio', [('numerator', 'to_observation_id'), ('denominator', 'from_observation_id')]) }}
)

select * from final
