-- Shares of one market and period that may be added: a group whose members are counted one by one is left out, and so
-- is a part of a subject that is counted itself.
-- Key: observation_id.
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead and is_additive and upper_limit = 100 and scope_id <> ''
),

groups as (
    select * from {{ ref('group_members') }}
),

subjects as (
    select * from {{ ref('subjects') }}
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
            and member.geography_id = observations.geography_id
            and member.metric_id = observations.metric_id
            and member.period_id = observations.period_id
    )
    and not exists (
        select 1
        from subjects
        inner join observations as parent on subjects.parent_subject_id = parent.subject_id
        where subjects.subject_id = observations.subject_id
            and parent.report_id = observations.report_id
            and parent.scope_id = observations.scope_id
            and parent.geography_id = observations.geography_id
            and parent.metric_id = observations.metric_id
            and parent.period_id = observations.period_id
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
        count(*) over market as parts,
        sum(coalesce(bound_low, bound_high) + coalesce(bound_high, bound_low)) over market as twice_named,
        greatest(count(bound_low) over market, count(bound_high) over market) = count(*) over market as has_sum
    from single
    window market as (partition by report_id, metric_id, scope_id, geography_id, period_id)
)

select * from final
