-- One row per term of a relation. What is an average over its period lies between the least and the greatest of the quarters, halves or months
-- that make up the period, where all of them are printed; so does a rate, such as a margin, and a growth over a year. A forecast is not held
-- against parts that are all over.
with observations as (
    select *, case when obs_status in {{ vocabulary('obs_statuses', 'obs_status', 'is_forecast') }} then 1 else 0 end as ahead
    from {{ ref('int_lead_observations') }}
    where is_lead
        and (is_average or (unit = 'percent' and (growth_of_metric_id is null or growth_over = 'year_ago') and not coalesce(upper_limit > 100, false)))
),

period_parts as (
    select * from {{ ref('int_period_parts') }}
    where parts is not null
),

parts as (
    select
        whole.report_id,
        whole.subject_id,
        whole.metric_id,
        whole.period_id,
        whole.observation_id as whole_id,
        case when whole.is_average then 'hard' else 'soft' end as severity,
        'period_mean-' || whole.observation_id || '-' || period_parts.period_type as relation_id,
        period_parts.parts,
        whole.ahead,
        part.ahead as part_ahead,
        part.observation_id as part_id,
        part.bound_low,
        part.bound_high
    from observations as whole
    inner join period_parts on whole.period_id = period_parts.whole_period_id
    inner join observations as part
        on {{ same_columns('whole', 'part', ['report_id', 'subject_id', 'metric_id', 'scope_id', 'geography_id', 'unit']) }}
        and period_parts.period_id = part.period_id
),

ranked as (
    select
        *,
        count(*) over (partition by relation_id) as printed,
        max(part_ahead) over (partition by relation_id) as parts_ahead,
        {{ extreme_places() }}
    from parts
),

terms as (
    {{ extreme_terms('ranked', 'parts = printed and ahead = parts_ahead') }}
),

final as (
    {{ relation('terms', 'period_mean', 'order', comparison=none, severity=none) }}
)

select * from final
