-- One row per sum that does not hold at the printed numbers, but would if each of them were rounded in its last digit that is not 0. Whole numbers may
-- be measured (full-time equivalents, averages) or printed in full after rounding to thousands; the sum must have four digits up to there to be so
-- rounded. `is_proven`: several sums of one metric are so, and no one figure is in all of them, so that no one error explains them.
{%- set origins = ['parts_sum', 'subperiods', 'metric_identity'] %}
with terms as (
    {% for origin in origins %}
    select report_id, relation_id, comparison, metric_id, role, weight, observation_id from {{ ref('rule_' ~ origin) }}
    where kind = 'sum' and role <> 'reference'
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

observations as (
    select * from {{ ref('int_lead_observations') }}
),

figures as (
    select observation_id, value_low as face from {{ ref('fct_observation') }}
    where value_low = value_high and unit <> 'date'
),

bounded as (
    select
        terms.*,
        observations.unit,
        case terms.role when 'add' then 1 else -1 end as sign,
        observations.bound_low,
        observations.bound_high
    from terms
    inner join observations on terms.observation_id = observations.observation_id
),

-- the sum less what is stated
gaps as (
    select
        report_id,
        relation_id,
        count(*) as terms,
        count(case when role = 'stated' then 1 end) as wholes,
        {{ sum_side("case when sign = 1 then bound_low else -bound_high end") }} as low,
        {{ sum_side("case when sign = 1 then bound_high else -bound_low end") }} as high,
        min(comparison) as comparison
    from bounded
    group by report_id, relation_id
    having min(weight) = 1 and max(weight) = 1
),

apart as (
    select report_id, relation_id, terms from gaps
    where wholes = 1 and (low > 0 or (high < 0 and comparison = 'equal'))
),

-- the last digit is looked for in these terms alone: it takes longer than all else
faces as (
    select apart.*, bounded.metric_id, bounded.unit, bounded.sign, figures.face
    from apart
    inner join bounded on apart.report_id = bounded.report_id and apart.relation_id = bounded.relation_id
    inner join figures on bounded.observation_id = figures.observation_id
),

stepped as (
    select
        report_id,
        relation_id,
        min(metric_id) as metric_id,
        min(unit) as unit,
        abs(sum(sign * face)) as gap,
        terms,
        max(abs(face)) as greatest,
        min(case when face <> 0 then {{ last_step('face') }} end) as least_step
    from faces
    group by report_id, relation_id, terms
    having count(*) = terms
),

rounded as (
    select *, case when least_step <= 1 or greatest >= 1000 * least_step then least_step else 1 end as step from stepped
),

within as (
    select *, count(*) over (partition by report_id, metric_id, unit) as sums from rounded
    where 2 * gap <= terms * step
),

occurring as (
    select within.report_id, within.metric_id, within.unit, within.sums, count(*) as times
    from within
    inner join bounded on within.report_id = bounded.report_id and within.relation_id = bounded.relation_id
    group by within.report_id, within.metric_id, within.unit, within.sums, bounded.observation_id
),

-- metrics of which one figure is in all of them
suspects as (
    select distinct report_id, metric_id, unit from occurring
    where times = sums
),

final as (
    select within.report_id, within.relation_id, within.step, suspects.report_id is null as is_proven
    from within
    left join suspects
        on within.report_id = suspects.report_id
        and within.metric_id = suspects.metric_id
        and within.unit = suspects.unit
)

select * from final
