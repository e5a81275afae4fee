-- Verdict of every relation under every scenario.
with relation_values as (
    select * from {{ ref('int_relation_values') }}
),

compared as (
    select
        *,
        coalesce(stated_low is null and stated_high is null, true) as states_nothing,
        (comparison <> 'at_least' and coalesce(computed_low > stated_high, false))
        or (comparison <> 'at_most' and coalesce(stated_low > computed_high, false)) as cannot_meet
    from relation_values
),

closed as (
    select report_id, relation_id, cannot_meet from compared
    where scenario = 'closed'
),

final as (
    select
        compared.*,
        case
            when compared.lacks_input or (compared.computed_low is null and compared.computed_high is null) then 'unknown'
            when compared.states_nothing then 'implied'
            when compared.kind = 'scope' then 'strained'
            when compared.cannot_meet then 'contradicted'
            -- they meet only beyond what is printed
            when closed.cannot_meet then 'strained'
            else 'consistent'
        end as verdict
    from compared
    inner join closed on compared.report_id = closed.report_id and compared.relation_id = closed.relation_id
)

select * from final
