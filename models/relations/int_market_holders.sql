{{ config(materialized="view") }}
-- One row per scope and subject that holds no share of its own in it: the whole (a row called total, or the market itself), the total of a
-- further table with fewer members, and the remainder (others), which stands for any number of firms.
with scopes as (
    select * from {{ ref('stg_scopes') }}
),

subjects as (
    select * from {{ ref('int_subjects') }}
),

scope_markets as (
    select distinct scope_id, market_id from {{ ref('stg_scope_markets') }}
),

final as (
    select
        scopes.scope_id,
        subjects.subject_id,
        case when subjects.subject_type in ('remainder', 'subtotal') then subjects.subject_type else 'total' end as holder
    from scopes
    inner join subjects
        on {{ register_of('scopes.scope_id') }} = {{ register_of('subjects.subject_id') }}
        and (subjects.subject_type in ('remainder', 'total', 'subtotal') or subjects.subject_id = scopes.scope_id)
    union
    select scope_id, market_id as subject_id, 'total' as holder
    from scope_markets
)

select * from final
