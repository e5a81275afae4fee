-- Shares of one market and period that may be added: a group whose members are counted one by one is left out.
-- Key: observation_id.
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead and is_additive and upper_limit = 100 and scope_id <> ''
),

groups as (
    select * from {{ ref('group_members') }}
),

single as (
    select *
    from observations
    where not exists (
        select 1
        from groups
        inner join observations as member on groups.member_id = member.subject_id
        where groups.group_id = observations.subject_id
            and member.report_id = observations.report_id
            and member.scope_id = observations.scope_id
            and member.metric_id = observations.metric_id
            and member.period_id = observations.period_id
    )
),

final as (
    select
        report_id,
        observation_id,
        metric_id,
        scope_id,
        geography_id,
        period_id,
        scope_id || '-' || metric_id || '-' || coalesce(nullif(period_id, ''), 'undated') || case when geography_id = '' then '' else '-' || geography_id end as market,
        count(*) over (partition by report_id, metric_id, scope_id, geography_id, period_id) as parts,
        sum(coalesce(bound_low, bound_high) + coalesce(bound_high, bound_low)) over (
            partition by report_id, metric_id, scope_id, geography_id, period_id
        ) as twice_named
    from single
)

select * from final
