-- One row per term of a relation. The change of a share or rate in percentage points: of two printed rates what lies between them, since the
-- latest earlier period of the same kind; a stated change is that of its rate since the period before or a year ago, as its metric says.
with observations as {{ read_in_place() }} (
    select * from {{ ref('int_lead_observations') }}
    where is_lead and unit in ('percent', 'percentage_points')
),

rates as (
    select * from observations
    where unit = 'percent' and growth_of_metric_id is null
),

pairs as (
    select
        later.*,
        earlier.observation_id as earlier_id,
        row_number() over (partition by later.observation_id order by earlier.period_end desc nulls last, earlier.observation_id nulls last) as choice
    from rates as later
    inner join rates as earlier
        on later.report_id = earlier.report_id
        and later.subject_id = earlier.subject_id
        and later.metric_id = earlier.metric_id
        and later.scope_id = earlier.scope_id
        and later.geography_id = earlier.geography_id
        and later.period_type = earlier.period_type
        and later.period_start > earlier.period_end
    where {{ ends_meet('later', 'earlier') }}
),

changes as (
    select * from {{ ref('int_growth_bases') }}
    where unit = 'percentage_points'
),

stated as (
    select
        changes.report_id,
        changes.subject_id,
        changes.metric_id,
        changes.period_id,
        'point_change-' || changes.observation_id as relation_id,
        later.observation_id as later_id,
        earlier.observation_id as earlier_id,
        changes.observation_id as change_id
    from changes
    inner join rates as later
        on changes.report_id = later.report_id
        and changes.subject_id = later.subject_id
        and changes.growth_of_metric_id = later.metric_id
        and changes.scope_id = later.scope_id
        and changes.geography_id = later.geography_id
        and changes.period_id = later.period_id
    inner join rates as earlier
        on later.report_id = earlier.report_id
        and later.subject_id = earlier.subject_id
        and later.metric_id = earlier.metric_id
        and later.scope_id = earlier.scope_id
        and later.geography_id = earlier.geography_id
        and changes.earlier_period_id = earlier.period_id
),

implied as (
    select
        'point_change-' || pairs.observation_id || '-from-' || pairs.earlier_id as relation_id,
        pairs.report_id,
        pairs.subject_id,
        pairs.metric_id,
        pairs.period_id,
        pairs.observation_id as later_id,
        pairs.earlier_id
    from pairs
    left join stated on pairs.observation_id = stated.later_id and pairs.earlier_id = stated.earlier_id
    where pairs.choice = 1 and stated.change_id is null
),

final as (
    {{ relation('implied', 'point_change', 'sum', {'add': ['later_id'], 'subtract': ['earlier_id']}) }}
    union all
    {{ relation('stated', 'point_change', 'sum', {'add': ['later_id'], 'subtract': ['earlier_id'], 'stated': 'change_id'}) }}
)

select * from final
