-- Which observation plays which part in which relation. Key: report_id, relation_id, role, observation_id.
with terms as (
    select * from {{ ref('int_relation_terms') }}
),

final as (
    select
        report_id,
        relation_id,
        role,
        observation_id,
        line
    from terms
    where observation_id is not null
)

select * from final
