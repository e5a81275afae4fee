{{ config(materialized="view") }}
-- One row per market (a scope, place and period) with part and share of several holders and no printed whole: the holder that leaves the least
-- whole, the one that leaves the greatest, and the lower end of the latter. Both must leave one whole.
{%- set market = 'report_id, share_metric_id, scope_id, geography_id, period_id, unit, is_ahead' %}
with observations as (
    select *, obs_status in {{ vocabulary('obs_statuses', 'obs_status', 'is_forecast') }} as is_ahead from {{ ref('int_lead_observations') }}
    where is_lead and scope_id <> ''
),

wholes as (
    select
        share.report_id,
        share.metric_id as share_metric_id,
        part.metric_id,
        share.scope_id,
        share.geography_id,
        share.period_id,
        part.unit,
        part.is_ahead,
        share.subject_id,
        part.observation_id as part_id,
        share.observation_id as share_id,
        {{ signed_ratio_low('part.bound_low', 'part.bound_high', 'share.bound_low', 'share.bound_high', 100, 0) }} as whole_low,
        {{ signed_ratio_high('part.bound_low', 'part.bound_high', 'share.bound_low', 'share.bound_high', 100, 0) }} as whole_high
    from observations as share
    inner join observations as part
        on share.report_id = part.report_id
        and share.subject_id = part.subject_id
        and share.share_of_metric_id = part.metric_id
        and share.scope_id = part.scope_id
        and share.geography_id = part.geography_id
        and share.period_id = part.period_id
        and share.is_ahead = part.is_ahead
    left join {{ ref('int_share_wholes') }} as known on share.observation_id = known.observation_id
    where share.is_additive and known.observation_id is null
),

ranked as (
    select
        *,
        row_number() over (partition by {{ market }} order by whole_high nulls last, share_id nulls last) as from_least,
        row_number() over (partition by {{ market }} order by whole_low desc nulls last, share_id nulls last) as from_greatest,
        count(*) over (partition by {{ market }}) as holders
    from wholes
),

final as (
    select
        least_whole.report_id,
        least_whole.subject_id,
        least_whole.metric_id,
        least_whole.period_id,
        least_whole.part_id,
        least_whole.share_id,
        greatest_whole.part_id as other_part_id,
        greatest_whole.share_id as other_share_id,
        greatest_whole.whole_low as greatest_low
    from ranked as least_whole
    inner join ranked as greatest_whole
        on {% for column in market.split(', ') %}least_whole.{{ column }} = greatest_whole.{{ column }}{{ ' and ' if not loop.last }}{% endfor %}

    where least_whole.holders > 1 and least_whole.from_least = 1 and greatest_whole.from_greatest = 1
        and least_whole.whole_high is not null and greatest_whole.whole_low is not null
)

select * from final
