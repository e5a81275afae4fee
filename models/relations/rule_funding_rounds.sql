-- One row per term of a relation. The rounds of one firm add up to at most the money that it has raised in all by their last day, and to at
-- most its value after the last of them.
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead and period_end is not null
        and {{ public_id('metric_id') }} in ('funding_raised', 'total_funding', 'valuation')
),

rounds as (
    select
        *,
        max(period_end) over (partition by report_id, subject_id, unit) as last_end,
        count(*) over (partition by report_id, subject_id, unit) as number
    from observations
    where {{ public_id('metric_id') }} = 'funding_raised'
),

limits as (
    select * from observations
    where {{ public_id('metric_id') }} in ('total_funding', 'valuation')
),

below as (
    select
        rounds.report_id,
        rounds.subject_id,
        limits.metric_id,
        limits.period_id,
        'funding_rounds-' || limits.observation_id as relation_id,
        rounds.observation_id as round_id,
        limits.observation_id as limit_id,
        count(*) over (partition by limits.observation_id) as number
    from limits
    inner join rounds
        on limits.report_id = rounds.report_id
        and limits.subject_id = rounds.subject_id
        and limits.unit = rounds.unit
    where rounds.period_end <= limits.period_end
),

unlimited as (
    select
        rounds.*,
        'funding_rounds-' || rounds.subject_id || '-' || rounds.unit as relation_id
    from rounds
    where rounds.number > 1
        and not exists (
            select 1 from limits
            where limits.report_id = rounds.report_id and limits.subject_id = rounds.subject_id and limits.unit = rounds.unit
                and {{ public_id('limits.metric_id') }} = 'total_funding' and limits.period_end >= rounds.last_end
        )
),

terms as (
    select relation_id, report_id, subject_id, metric_id, period_id, 'add' as role, round_id as observation_id from below
    where number > 1 or {{ public_id('metric_id') }} = 'total_funding'
    union all
    select distinct relation_id, report_id, subject_id, metric_id, period_id, 'stated' as role, limit_id as observation_id from below
    where number > 1 or {{ public_id('metric_id') }} = 'total_funding'
    union all
    select relation_id, report_id, subject_id, metric_id, '' as period_id, 'add' as role, observation_id from unlimited
),

final as (
    {{ relation('terms', 'funding_rounds', 'sum', comparison='at_most') }}
)

select * from final
