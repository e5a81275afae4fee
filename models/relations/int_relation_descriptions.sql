{{ config(materialized="view") }}
-- One row per relation: a description with its rule, parts, the place that it computes or measures, and the one that it is compared with where
-- that is another.
with verdicts as (
    select *, {{ first_item('lines') }} as first_line, {{ last_item('lines') }} as last_line from {{ ref('int_relation_verdicts') }}
),

words as {{ read_in_place() }} (
    select * from {{ ref('int_observation_words') }}
),

subjects as (
    select * from {{ ref('int_subjects') }}
),

metrics as (
    select * from {{ ref('stg_metrics') }}
),

periods as (
    select * from {{ ref('stg_periods') }}
),

rules as (
    select * from {{ ref('int_relation_rules') }}
),

declared as (
    select * from {{ ref('stg_declared_relations') }}
),

final as (
    select
        verdicts.report_id,
        verdicts.relation_id,
        case when verdicts.parts > 1 then 'sum of ' || cast(verdicts.parts as {{ dbt.type_string() }}) || ' figures: ' else '' end
        || coalesce(declared.statement, rules.phrase)
        || case when verdicts.subject_id <> '' then coalesce('; ' || coalesce(own.subject_name, subjects.name), '') else '' end
        || case when declared.statement is null then coalesce(own.place, '') else '' end
        || coalesce(', ' || lower(metrics.name), '')
        || coalesce(', ' || periods.name, '')
        || case
            when declared.statement is null and (
                other.subject_id <> own.subject_id
                or other.metric_id <> own.metric_id
                or other.scope_key <> own.scope_key
                or other.geography_key <> own.geography_key
                or other.period_key <> own.period_key
            )
                then '; against ' || other.subject_name || other.place || case when other.metric_id <> verdicts.metric_id then ', ' || lower(other_metrics.name) else '' end || coalesce(', ' || other_periods.name, '')
            else ''
        end
        || case
            when declared.statement is not null or verdicts.first_line is null then ''
            when verdicts.first_line = verdicts.last_line then '; line ' || cast(verdicts.first_line as {{ dbt.type_string() }})
            else '; lines ' || cast(verdicts.first_line as {{ dbt.type_string() }}) || ' to ' || cast(verdicts.last_line as {{ dbt.type_string() }})
        end as description
    from verdicts
    left join rules on verdicts.origin = rules.origin
    left join words as own on verdicts.own_observation_id = own.observation_id
    left join words as other on verdicts.other_observation_id = other.observation_id
    left join subjects on verdicts.subject_id = subjects.subject_id
    left join metrics on verdicts.metric_id = metrics.metric_id
    left join periods on verdicts.period_id = periods.period_id
    left join metrics as other_metrics on other.metric_id = other_metrics.metric_id
    left join periods as other_periods on other.period_key = other_periods.period_id
    left join declared on verdicts.report_id = declared.report_id and verdicts.relation_id = declared.relation_id
)

select * from final
