{{ config(materialized='view' if var('bulk') else 'table') }}
-- One row per figure of a firm, or of what belongs to it (a product, a model, a part), in each report.
with figures as (
    select * from {{ ref('int_current_figures') }}
),

editions as (
    select * from {{ ref('stg_reports') }}
),

owners as (
    select subject_id, name, subject_type, parent_subject_id from {{ ref('int_subjects') }}
),

-- a part may have parts: three steps up
companies as (
    select
        owners.subject_id,
        case
            when owners.subject_type = 'company' then owners.subject_id
            when parents.subject_type = 'company' then parents.subject_id
            when grandparents.subject_type = 'company' then grandparents.subject_id
            when ancestors.subject_type = 'company' then ancestors.subject_id
        end as company_id
    from owners
    left join owners as parents on owners.parent_subject_id = parents.subject_id
    left join owners as grandparents on parents.parent_subject_id = grandparents.subject_id
    left join owners as ancestors on grandparents.parent_subject_id = ancestors.subject_id
),

final as (
    select
        figures.report_id,
        editions.title as report_title,
        editions.published_on,
        {{ public_id('companies.company_id') }} as company_id,
        owners.name as company_name,
        {{ names_of('figures') }},
        subjects.subject_type,
        figures.low,
        figures.high,
        figures.obs_status,
        case when figures.is_contradicted then 'contradicted' else 'consistent' end as verdict,
        figures.observation_ids
    from figures
    inner join companies on figures.subject_id = companies.subject_id
    inner join owners on companies.company_id = owners.subject_id
    inner join editions on figures.report_id = editions.report_id
    {{ joined_names('figures') }}
)

{{ published('final') }}
