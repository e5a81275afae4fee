-- Shares of one market and period add up to at most 100 %. A group whose members are counted is left out.
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

counted as (
    select *, count(*) over (partition by report_id, metric_id, scope_id, geography_id, period_id) as parts
    from single
),

parts as (
    select
        concat('shares_total-', scope_id, '-', metric_id, '-', coalesce(nullif(period_id, ''), 'undated'), case when geography_id = '' then '' else concat('-', geography_id) end) as relation_id,
        *
    from counted
    where parts > 1
),

terms as (
    select relation_id, report_id, metric_id, period_id, 'add' as role, observation_id, cast(null as {{ amount() }}) as constant from parts
    union all
    select distinct relation_id, report_id, metric_id, period_id, 'stated' as role, cast(null as varchar) as observation_id, cast(100 as {{ amount() }}) as constant from parts
),

final as (
    select
        relation_id,
        report_id,
        'shares_total' as origin,
        'sum' as kind,
        'at_most' as comparison,
        'hard' as severity,
        '' as subject_id,
        metric_id,
        period_id,
        role,
        cast(1 as {{ amount() }}) as weight,
        observation_id,
        constant,
        cast(null as integer) as line
    from terms
)

select * from final
