-- One row per relation: what the report implies against what it states. Key: report_id, relation_id.
with verdicts as (
    select * from {{ ref('int_relation_verdicts') }}
),

descriptions as (
    select * from {{ ref('int_relation_descriptions') }}
),

statements as (
    select * from {{ ref('int_relation_statements') }}
),

strength as (
    select * from {{ ref('int_relation_strength') }}
),

final as (
    select
        verdicts.report_id,
        verdicts.relation_id,
        verdicts.kind,
        verdicts.origin,
        descriptions.description,
        statements.statement,
        verdicts.comparison,
        verdicts.severity,
        nullif(verdicts.subject_id, '') as subject_id,
        nullif(verdicts.metric_id, '') as metric_id,
        nullif(verdicts.period_id, '') as period_id,
        verdicts.computed_low,
        verdicts.computed_high,
        verdicts.stated_low,
        verdicts.stated_high,
        verdicts.unit,
        case when verdicts.verdict = 'contradicted' and verdicts.kind not in ('date', 'day') and coalesce(verdicts.unit, '') <> 'date' then {{ relative_gap('computed_low', 'computed_high', 'stated_low', 'stated_high') }} end as relative_gap,
        verdicts.verdict,
        verdicts.reason,
        verdicts.holds_only_by_rounding,
        strength.support,
        strength.power,
        verdicts.stated_observation_id,
        verdicts.observation_ids,
        verdicts.lines,
        case when verdicts.verdict = 'contradicted' then coalesce(verdicts.survives_percent, 0) end as survives_tolerance
    from verdicts
    left join descriptions on verdicts.report_id = descriptions.report_id and verdicts.relation_id = descriptions.relation_id
    left join statements on verdicts.report_id = statements.report_id and verdicts.relation_id = statements.relation_id
    left join strength on verdicts.report_id = strength.report_id and verdicts.relation_id = strength.relation_id
)

{{ published('final') }}
