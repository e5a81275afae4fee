-- One row per term of a relation. Quarters, halves or months of a longer period add up to it where all of them are printed, else to at
-- most it in metrics that are never negative. So do the levels a year earlier that growth gives, from two of them on.
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead and adds_over_time
),

period_parts as (
    select * from {{ ref('int_period_parts') }}
),

parts as (
    select
        'subperiods-' || whole.observation_id || '-' || part.period_type as relation_id,
        whole.report_id,
        whole.subject_id,
        whole.metric_id,
        whole.period_id,
        whole.observation_id as whole_id,
        part.observation_id as part_id,
        case when count(*) over (partition by whole.observation_id, part.period_type) = period_parts.parts then 'equal' else 'at_most' end as comparison,
        'which has ' || cast(period_parts.parts as {{ dbt.type_string() }}) || ' ' || replace(part.period_type, 'half', 'halve') || 's' as whole_words,
        max(case when part.is_signed or whole.bound_low < 0 or part.bound_low < 0 then 1 else 0 end) over (partition by whole.observation_id, part.period_type) = 1 as is_signed
    from observations as whole
    inner join period_parts on whole.period_id = period_parts.whole_period_id
    inner join observations as part
        on whole.report_id = part.report_id
        and whole.subject_id = part.subject_id
        and whole.metric_id = part.metric_id
        and whole.scope_id = part.scope_id
        and whole.geography_id = part.geography_id
        and period_parts.period_id = part.period_id
        and whole.unit = part.unit
),

compared as (
    select * from parts
    where comparison = 'equal' or not is_signed
),

terms as (
    select distinct relation_id, report_id, subject_id, metric_id, period_id, comparison, 'stated' as role, whole_id as observation_id, case when comparison = 'at_most' then whole_words end as said from compared
    union all
    select relation_id, report_id, subject_id, metric_id, period_id, comparison, 'add' as role, part_id as observation_id, cast(null as {{ dbt.type_string() }}) as said from compared
),

growing as (
    select
        level.report_id,
        level.subject_id,
        level.metric_id,
        level.scope_id,
        level.geography_id,
        level.period_id,
        level.unit,
        level.observation_id as level_id,
        growth.metric_id as growth_metric_id,
        growth.observation_id as growth_id,
        {{ base_low('level.bound_low', 'level.bound_high', 'growth.bound_low', 'growth.bound_high') }} as low
    from observations as level
    inner join {{ ref('int_lead_observations') }} as growth
        on level.report_id = growth.report_id
        and level.subject_id = growth.subject_id
        and level.metric_id = growth.growth_of_metric_id
        and level.scope_id = growth.scope_id
        and level.geography_id = growth.geography_id
        and level.period_id = growth.period_id
    where growth.is_lead and growth.growth_over = 'year_ago' and not level.is_signed
),

bases as (
    select
        whole.*,
        'subperiods-' || whole.level_id || '-' || period_parts.period_type || '-before-' || whole.growth_id as relation_id,
        part.level_id as part_level_id,
        part.growth_id as part_growth_id,
        count(part.low) over (partition by whole.level_id, whole.growth_id, period_parts.period_type) as parts,
        sum(part.low) over (partition by whole.level_id, whole.growth_id, period_parts.period_type) as parts_low
    from growing as whole
    inner join period_parts on whole.period_id = period_parts.whole_period_id
    inner join growing as part
        on whole.report_id = part.report_id
        and whole.subject_id = part.subject_id
        and whole.metric_id = part.metric_id
        and whole.growth_metric_id = part.growth_metric_id
        and whole.scope_id = part.scope_id
        and whole.geography_id = part.geography_id
        and period_parts.period_id = part.period_id
        and whole.unit = part.unit
),

-- the parts are references: they name their places and are part of no arithmetic
base_terms as (
    {% for role, column in [('level', 'level_id'), ('growth', 'growth_id'), ('reference', 'part_level_id'), ('reference', 'part_growth_id')] %}
    select distinct relation_id, report_id, subject_id, metric_id, period_id, '{{ role }}' as role, {{ column }} as observation_id, cast(null as {{ amount() }}) as constant from bases
    where parts > 1
    union all
    {% endfor %}
    select distinct relation_id, report_id, subject_id, metric_id, period_id, 'stated' as role, cast(null as {{ dbt.type_string() }}) as observation_id, cast(parts_low as {{ amount() }}) as constant from bases
    where parts > 1
),

final as (
    {{ relation('terms', 'subperiods', 'sum', comparison=none, said='said') }}
    union all
    {{ relation('base_terms', 'subperiods', 'base', comparison='at_least', constant='constant') }}
)

select * from final
