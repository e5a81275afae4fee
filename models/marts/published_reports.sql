{{ config(alias='reports') }}
-- One row per report, with how much of it is in the warehouse.
with reports as (
    select * from {{ ref('stg_reports') }}
),

figures as (
    select report_id, count(*) as figures from {{ ref('fct_observation') }}
    group by report_id
),

tokens as (
    select report_id, sum(numeric_tokens) as tokens from {{ ref('source_coverage') }}
    group by report_id
),

relations as (
    select report_id, count(*) as relations from {{ ref('relation_audit') }}
    group by report_id
),

contradictions as (
    select report_id, count(*) as contradictions from {{ ref('int_conflicts') }}
    group by report_id
),

final as (
    select
        reports.report_id,
        reports.title,
        reports.publisher,
        reports.url,
        reports.published_on,
        reports.as_of,
        reports.edition_of,
        reports.withdrawn_on,
        coalesce(figures.figures, 0) as figures,
        cast(tokens.tokens as bigint) as tokens,
        coalesce(relations.relations, 0) as relations,
        coalesce(contradictions.contradictions, 0) as contradictions
    from reports
    left join figures on reports.report_id = figures.report_id
    left join tokens on reports.report_id = tokens.report_id
    left join relations on reports.report_id = relations.report_id
    left join contradictions on reports.report_id = contradictions.report_id
)

{{ published('final') }}
