{{ config(materialized="view") }}
-- One row per conflict: how much depends on what it measures, and the sentence of one that was found by reading.
with members as (
    select * from {{ ref('int_conflict_members') }}
),

words as (
    select * from {{ ref('int_observation_words') }}
),

mentioned as (
    select
        report_id,
        contradiction_id,
        {{ unnested('observation_ids') }} as observation_id
    from members
),

ranked as (
    select mentioned.report_id, mentioned.contradiction_id, min(words.materiality_rank) as materiality_rank
    from mentioned
    inner join words on mentioned.observation_id = words.observation_id
    group by mentioned.report_id, mentioned.contradiction_id
),

-- one that was found by reading is the only member of its conflict
conflicts as (
    select report_id, contradiction_id, max(summary || '.') as statement, max(case when kind = 'count' then 3 end) as materiality_rank
    from members
    group by report_id, contradiction_id
),

final as (
    select
        conflicts.report_id,
        conflicts.contradiction_id,
        coalesce(conflicts.materiality_rank, ranked.materiality_rank, 3) as materiality_rank,
        conflicts.statement
    from conflicts
    left join ranked on conflicts.report_id = ranked.report_id and conflicts.contradiction_id = ranked.contradiction_id
)

select * from final
