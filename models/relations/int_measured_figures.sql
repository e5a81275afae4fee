-- One row per observation that is printed more exactly than it is known: the sums of its metric in the report hold by rounding alone. `half_step` is half
-- a unit of the digit that is rounded.
with sums as (
    select * from {{ ref('int_rounded_sums') }}
    where is_proven
),

terms as (
    {% for origin in ['parts_sum', 'subperiods', 'metric_identity'] %}
    select report_id, relation_id, observation_id from {{ ref('rule_' ~ origin) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

figures as (
    select * from {{ ref('fct_observation') }}
    where value_low = value_high and unit <> 'date'
),

measured as (
    select figures.report_id, figures.metric_id, figures.unit, min(sums.step) as step
    from sums
    inner join terms on sums.report_id = terms.report_id and sums.relation_id = terms.relation_id
    inner join figures on terms.observation_id = figures.observation_id
    group by figures.report_id, figures.metric_id, figures.unit
),

final as (
    select figures.observation_id, cast(measured.step * 0.5 as {{ amount() }}) as half_step
    from measured
    inner join figures on {{ same_columns('measured', 'figures', ['report_id', 'metric_id', 'unit']) }}
    where figures.bound_high - figures.bound_low < measured.step
        and figures.value_low % measured.step = 0
)

select * from final
