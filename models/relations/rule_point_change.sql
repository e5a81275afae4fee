-- One row per term of a relation. The change of a share or rate in percentage points since the latest earlier period of the same kind.
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead and unit = 'percent' and growth_of_metric_id is null and period_start is not null
),

pairs as (
    select
        later.*,
        earlier.observation_id as earlier_id,
        row_number() over (partition by later.observation_id order by earlier.period_end desc nulls last, earlier.observation_id nulls last) as choice
    from observations as later
    inner join observations as earlier
        on later.report_id = earlier.report_id
        and later.subject_id = earlier.subject_id
        and later.metric_id = earlier.metric_id
        and later.scope_id = earlier.scope_id
        and later.geography_id = earlier.geography_id
        and later.period_type = earlier.period_type
        and later.period_start > earlier.period_end
    where {{ ends_meet('later', 'earlier') }}
),

relations as (
    select
        'point_change-' || observation_id || '-from-' || earlier_id as relation_id,
        report_id,
        subject_id,
        metric_id,
        period_id,
        observation_id as later_id,
        earlier_id
    from pairs
    where choice = 1
),

final as (
    {{ relation('relations', 'point_change', 'sum', {'add': ['later_id'], 'subtract': ['earlier_id']}) }}
)

select * from final
