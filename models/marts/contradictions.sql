-- One row per conflict of a report. Ranked: hard before soft, then by materiality and gap. Its likely reading names the primary source where
-- that can mean one of its figures and not another. Key: report_id, contradiction_id.
with conflicts as (
    select * from {{ ref('int_conflicts') }}
),

-- one verdict at a time: so DuckDB reads nothing but the verdict of all others
relations as (
    {% for verdict in ['contradicted', 'strained'] -%}
    select
        report_id, relation_id, statement, computed_low, computed_high, stated_low, stated_high, unit, verdict, relative_gap, survives_tolerance
    from {{ ref('relation_audit') }}
    where verdict = '{{ verdict }}'
    {{ 'union all' if not loop.last }}
    {% endfor -%}
),

answers as (
    select
        *,
        '“' || printed || '” (line ' || cast(line as {{ dbt.type_string() }}) || ')' as claim,
        row_number() over (
            partition by report_id, contradiction_id, is_refuted
            order by relative_gap desc, line nulls last, observation_id nulls last
        ) as place
    from {{ ref('primary_answers') }}
),

settled as (
    select
        report_id,
        contradiction_id,
        max(case when is_refuted and place = 1 then primary_report_id end) as primary_report_id,
        {{ sorted_list('primary_observation_id') }} as primary_observation_ids,
        'the primary source agrees with ' || max(case when not is_refuted and place = 1 then claim end)
        || ' and not with ' || max(case when is_refuted and place = 1 then claim end)
        || case when count(case when is_refuted then 1 end) > 1 then ' or ' || cast(count(case when is_refuted then 1 end) - 1 as {{ dbt.type_string() }}) || ' more' else '' end
        || ': ' || max(case when is_refuted and place = 1 then answer end) as reading
    from answers
    group by report_id, contradiction_id
    having min(case when is_refuted then 1 else 0 end) < max(case when is_refuted then 1 else 0 end)
),

described as (
    select
        conflicts.report_id,
        conflicts.contradiction_id,
        conflicts.kind,
        conflicts.severity,
        conflicts.detected_by,
        conflicts.relation_id,
        conflicts.relation_ids,
        conflicts.line_a,
        conflicts.line_b,
        conflicts.lines,
        conflicts.observation_ids,
        coalesce(relations.statement, conflicts.statement) as statement,
        conflicts.summary,
        coalesce(conflicts.likely_reading || '; ' || settled.reading, conflicts.likely_reading, settled.reading) as likely_reading,
        settled.primary_report_id,
        settled.primary_observation_ids,
        conflicts.subject_id,
        conflicts.metric_id,
        conflicts.period_id,
        relations.computed_low,
        relations.computed_high,
        relations.stated_low,
        relations.stated_high,
        relations.unit,
        conflicts.materiality_rank,
        {{ materiality('conflicts.materiality_rank') }} as materiality,
        relations.verdict,
        relations.relative_gap,
        case when conflicts.relation_id is not null then coalesce(relations.survives_tolerance, 0) end as survives_tolerance
    from conflicts
    left join relations on conflicts.report_id = relations.report_id and conflicts.relation_id = relations.relation_id
    left join settled on conflicts.report_id = settled.report_id and conflicts.contradiction_id = settled.contradiction_id
),

final as (
    select
        *,
        cast(row_number() over (
            partition by report_id
            order by case when severity = 'hard' then 0 else 1 end, materiality_rank nulls last, coalesce(relative_gap, 0) desc, contradiction_id nulls last
        ) as bigint) as severity_rank
    from described
)

{{ published('final') }}
