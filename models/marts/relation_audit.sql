-- One row per relation: what the report implies against what it states. Key: report_id, relation_id.
with verdicts as (
    select *, {{ first_item('lines') }} as first_line, {{ last_item('lines') }} as last_line from {{ ref('int_relation_verdicts') }}
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

geographies as (
    select * from {{ ref('stg_geographies') }}
),

statements as (
    select * from {{ ref('int_relation_statements') }}
),

strength as (
    select * from {{ ref('int_relation_strength') }}
),

places as (
    select observation_id, subject_id, metric_id, scope_id, geography_id, period_id from {{ ref('fct_observation') }}
),

final as (
    select
        verdicts.report_id,
        verdicts.relation_id,
        verdicts.kind,
        verdicts.origin,
        case when verdicts.parts > 1 then 'sum of ' || cast(verdicts.parts as {{ dbt.type_string() }}) || ' figures: ' else '' end
        || coalesce(declared.statement, rules.phrase)
        || coalesce('; ' || subjects.name, '')
        || case when declared.statement is null then coalesce(', ' || own_scopes.name, '') || coalesce(', ' || own_geographies.name, '') else '' end
        || coalesce(', ' || lower(metrics.name), '')
        || coalesce(', ' || periods.name, '')
        || case
            when declared.statement is null and other.observation_id is not null and (
                other.subject_id <> own.subject_id
                or other.metric_id <> own.metric_id
                or coalesce(other.scope_id, '') <> coalesce(own.scope_id, '')
                or coalesce(other.geography_id, '') <> coalesce(own.geography_id, '')
                or coalesce(other.period_id, '') <> coalesce(own.period_id, '')
            )
                then '; against ' || other_subjects.name || coalesce(', ' || other_scopes.name, '') || coalesce(', ' || other_geographies.name, '')
                    || case when other.metric_id <> verdicts.metric_id then coalesce(', ' || lower(other_metrics.name), '') else '' end || coalesce(', ' || other_periods.name, '')
            else ''
        end
        || case
            when declared.statement is not null or verdicts.first_line is null then ''
            when verdicts.first_line = verdicts.last_line then '; line ' || cast(verdicts.first_line as {{ dbt.type_string() }})
            else '; lines ' || cast(verdicts.first_line as {{ dbt.type_string() }}) || ' to ' || cast(verdicts.last_line as {{ dbt.type_string() }})
        end as description,
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
    inner join statements on verdicts.report_id = statements.report_id and verdicts.relation_id = statements.relation_id
    inner join strength on verdicts.report_id = strength.report_id and verdicts.relation_id = strength.relation_id
    left join rules on verdicts.origin = rules.origin
    left join places as own on verdicts.own_observation_id = own.observation_id
    left join places as other on verdicts.other_observation_id = other.observation_id
    left join subjects on case when verdicts.subject_id <> '' then coalesce(own.subject_id, verdicts.subject_id) end = subjects.subject_id
    left join metrics on verdicts.metric_id = metrics.metric_id
    left join scopes as own_scopes on own.scope_id = own_scopes.scope_id
    left join geographies as own_geographies on own.geography_id = own_geographies.geography_id
    left join periods on verdicts.period_id = periods.period_id
    left join subjects as other_subjects on other.subject_id = other_subjects.subject_id
    left join metrics as other_metrics on other.metric_id = other_metrics.metric_id
    left join scopes as other_scopes on other.scope_id = other_scopes.scope_id
    left join geographies as other_geographies on other.geography_id = other_geographies.geography_id
    left join periods as other_periods on other.period_id = other_periods.period_id
    left join declared on verdicts.report_id = declared.report_id and verdicts.relation_id = declared.relation_id
)

{{ published('final') }}
