-- One row per conflict, with all its places: computed ones from the relations, and the few that no arithmetic can decide, from a seed.
-- Relations that show one conflict make one row. Ranked: hard before soft, then by materiality and gap. Key: report_id, contradiction_id.
with members as (
    select * from {{ ref('int_conflict_members') }}
),

relations as (
    select * from {{ ref('relation_audit') }}
),

words as (
    select * from {{ ref('int_conflict_words') }}
),

titles as (
    select report_id, relation_id, title from {{ ref('int_relation_statements') }}
),

figures as (
    select * from {{ ref('fct_observation') }}
),

-- the relation whose id the conflict bears stands for it
ordered as (
    select
        *,
        min(severity) over (partition by report_id, contradiction_id) as worst_severity,
        row_number() over (
            partition by report_id, contradiction_id
            order by case when relation_id = contradiction_id then 0 else 1 end, relation_id nulls last
        ) as place
    from members
),

printed_lines as (
    select report_id, contradiction_id, {{ unnested('lines') }} as line from members
),

places as (
    select members.report_id, members.contradiction_id, {{ unnested('relations.lines') }} as line
    from members
    inner join relations on members.report_id = relations.report_id and members.relation_id = relations.relation_id
    union all
    select report_id, contradiction_id, cast(line as integer) as line from printed_lines
),

lines as (
    select report_id, contradiction_id, min(line) as line_a, max(line) as line_b, {{ sorted_list('line') }} as lines
    from places
    group by report_id, contradiction_id
),

observations as (
    select report_id, contradiction_id, {{ unnested('observation_ids') }} as observation_id from members
),

observation_lists as (
    select report_id, contradiction_id, {{ sorted_list('observation_id') }} as observation_ids
    from observations
    group by report_id, contradiction_id
),

relation_lists as (
    select report_id, contradiction_id, {{ sorted_list('relation_id') }} as relation_ids
    from members
    where relation_id is not null
    group by report_id, contradiction_id
),

conflicts as (
    select
        ordered.report_id,
        ordered.contradiction_id,
        ordered.kind,
        ordered.worst_severity as severity,
        ordered.detected_by,
        ordered.relation_id,
        relation_lists.relation_ids,
        lines.line_a,
        lines.line_b,
        lines.lines,
        observation_lists.observation_ids,
        coalesce(relations.statement, words.statement) as statement,
        coalesce(ordered.summary, titles.title) as summary,
        ordered.likely_reading,
        coalesce(relations.subject_id, figures.subject_id) as subject_id,
        coalesce(relations.metric_id, figures.metric_id) as metric_id,
        coalesce(relations.period_id, figures.period_id) as period_id,
        relations.computed_low,
        relations.computed_high,
        relations.stated_low,
        relations.stated_high,
        relations.unit,
        words.materiality_rank,
        {{ materiality('words.materiality_rank') }} as materiality,
        relations.verdict,
        relations.relative_gap,
        case when ordered.relation_id is not null then coalesce(relations.survives_tolerance, 0) end as survives_tolerance
    from ordered
    left join relations on ordered.report_id = relations.report_id and ordered.relation_id = relations.relation_id
    left join titles on ordered.report_id = titles.report_id and ordered.relation_id = titles.relation_id
    left join lines on ordered.report_id = lines.report_id and ordered.contradiction_id = lines.contradiction_id
    left join observation_lists on ordered.report_id = observation_lists.report_id and ordered.contradiction_id = observation_lists.contradiction_id
    left join relation_lists on ordered.report_id = relation_lists.report_id and ordered.contradiction_id = relation_lists.contradiction_id
    inner join words on ordered.report_id = words.report_id and ordered.contradiction_id = words.contradiction_id
    left join figures on {{ first_item('observation_lists.observation_ids') }} = figures.observation_id
    where ordered.place = 1
),

final as (
    select
        *,
        cast(row_number() over (
            partition by report_id
            order by case when severity = 'hard' then 0 else 1 end, materiality_rank nulls last, coalesce(relative_gap, 0) desc, contradiction_id nulls last
        ) as bigint) as severity_rank
    from conflicts
)

{{ published('final') }}
