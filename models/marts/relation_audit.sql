-- One row per relation: what the report implies against what it states. Key: report_id, relation_id.
with verdicts as (
    select * from {{ ref('int_relation_verdicts') }}
),

subjects as (
    select * from {{ ref('stg_subjects') }}
),

metrics as (
    select * from {{ ref('stg_metrics') }}
),

periods as (
    select * from {{ ref('stg_periods') }}
),

declared as (
    select * from {{ ref('stg_declared_relations') }}
),

rules as (
    select * from {{ ref('int_relation_rules') }}
),

scopes as (
    select * from {{ ref('stg_scopes') }}
),

others as (
    select observation_id, subject_id, scope_id, period_id from {{ ref('fct_observation') }}
),

final as (
    select
        verdicts.report_id,
        verdicts.relation_id,
        verdicts.kind,
        verdicts.origin,
        case when verdicts.parts > 1 then 'sum of ' || cast(verdicts.parts as {{ dbt.type_string() }}) || ' figures: ' else '' end
        || coalesce(declared.statement, rules.phrase)
        || case
            when subjects.name is not null then '; ' || subjects.name
            when declared.statement is null then '; lines ' || cast({{ first_item('verdicts.lines') }} as {{ dbt.type_string() }}) || ' to ' || cast({{ last_item('verdicts.lines') }} as {{ dbt.type_string() }})
            else ''
        end
        || case when metrics.name is null then '' else ', ' || lower(metrics.name) end
        || case when periods.name is null then '' else ', ' || periods.name end
        || case
            when declared.statement is null and other_subjects.name is not null and (others.subject_id <> verdicts.subject_id or coalesce(others.period_id, '') <> verdicts.period_id)
                then '; against ' || other_subjects.name || case when other_scopes.name is null then '' else ', ' || lower(other_scopes.name) end || case when other_periods.name is null then '' else ', ' || other_periods.name end
            else ''
        end as description,
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
        verdicts.stated_observation_id,
        verdicts.observation_ids,
        verdicts.lines,
        case when verdicts.verdict = 'contradicted' then coalesce(verdicts.survives_percent, 0) end as survives_tolerance
    from verdicts
    left join rules on verdicts.origin = rules.origin
    left join subjects on verdicts.subject_id = subjects.subject_id
    left join metrics on verdicts.metric_id = metrics.metric_id
    left join periods on verdicts.period_id = periods.period_id
    left join others on verdicts.other_observation_id = others.observation_id
    left join subjects as other_subjects on others.subject_id = other_subjects.subject_id
    left join scopes as other_scopes on others.scope_id = other_scopes.scope_id
    left join periods as other_periods on others.period_id = other_periods.period_id
    left join declared on verdicts.report_id = declared.report_id and verdicts.relation_id = declared.relation_id
)

select * from final
