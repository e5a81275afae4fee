-- One row per conflict, with all its places: computed ones from the relations, and the few that no arithmetic can decide, from a seed.
-- Relations that show one conflict make one row.
with members as (
    select * from {{ ref('int_conflict_members') }}
),

relations as (
    select report_id, relation_id, subject_id, metric_id, period_id, lines from {{ ref('int_relation_verdicts') }}
    where verdict in ('contradicted', 'strained')
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

final as (
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
        words.statement,
        coalesce(ordered.title, ordered.summary, titles.title) as summary,
        ordered.likely_reading,
        coalesce(nullif(relations.subject_id, ''), figures.subject_id) as subject_id,
        coalesce(nullif(relations.metric_id, ''), figures.metric_id) as metric_id,
        coalesce(nullif(relations.period_id, ''), figures.period_id) as period_id,
        words.materiality_rank
    from ordered
    left join relations on ordered.report_id = relations.report_id and ordered.relation_id = relations.relation_id
    left join titles on ordered.report_id = titles.report_id and ordered.relation_id = titles.relation_id
    left join lines on ordered.report_id = lines.report_id and ordered.contradiction_id = lines.contradiction_id
    left join observation_lists on ordered.report_id = observation_lists.report_id and ordered.contradiction_id = observation_lists.contradiction_id
    left join relation_lists on ordered.report_id = relation_lists.report_id and ordered.contradiction_id = relation_lists.contradiction_id
    inner join words on ordered.report_id = words.report_id and ordered.contradiction_id = words.contradiction_id
    left join figures on {{ first_item('observation_lists.observation_ids') }} = figures.observation_id
    where ordered.place = 1
)

select * from final
