{{ config(materialized="view") }}
-- One row per conflict: how much depends on what it measures, and the sentence of one that was found by reading.
with members as (
    select * from {{ ref('int_conflict_members') }}
),

words as (
    select * from {{ ref('int_observation_words') }}
),

mentioned as (
    select report_id, contradiction_id, {{ unnested('observation_ids') }} as observation_id
    from members
),

placed as (
    select
        mentioned.report_id,
        mentioned.contradiction_id,
        words.prints || ' for the ' || words.what as figure,
        words.materiality_rank,
        row_number() over (
            partition by mentioned.report_id, mentioned.contradiction_id
            order by words.line nulls last, mentioned.observation_id nulls last
        ) as place
    from mentioned
    inner join words on mentioned.observation_id = words.observation_id
),

figures as (
    select
        report_id,
        contradiction_id,
        min(materiality_rank) as materiality_rank,
        max(case when place = 1 then figure end) || coalesce('; ' || max(case when place = 2 then figure end), '') as figures
    from placed
    group by report_id, contradiction_id
),

-- one that was found by reading is the only member of its conflict
summaries as (
    select report_id, contradiction_id, max(summary) as summary, max({{ joined('lines') }}) as lines, max(case when kind = 'count' then 3 end) as materiality_rank
    from members
    group by report_id, contradiction_id
),

final as (
    select
        summaries.report_id,
        summaries.contradiction_id,
        coalesce(summaries.materiality_rank, figures.materiality_rank, 3) as materiality_rank,
        coalesce({{ as_sentence('figures.figures') }} || ': ', '') || summaries.summary || case when summaries.lines like '%,%' then ' (lines ' else ' (line ' end || summaries.lines || ').' as statement
    from summaries
    left join figures on summaries.report_id = figures.report_id and summaries.contradiction_id = figures.contradiction_id
)

select * from final
