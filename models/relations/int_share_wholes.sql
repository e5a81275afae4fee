{{ config(materialized="view") }}
-- One row per printed share and subject that may be its whole: the parent of the subject, the row for the whole of its table, or one of the
-- listed bases where the text leaves open of what the share is taken.
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead
),

subjects as (
    select * from {{ ref('stg_subjects') }}
),

holders as (
    select * from {{ ref('int_market_holders') }}
),

share_bases as (
    select * from {{ ref('stg_share_bases') }}
),

final as (
    select share.observation_id, subjects.parent_subject_id as whole_subject_id
    from observations as share
    inner join subjects on share.subject_id = subjects.subject_id
    where share.share_of_metric_id is not null and subjects.parent_subject_id is not null
    union
    select share.observation_id, whole.subject_id as whole_subject_id
    from observations as share
    inner join observations as whole
        on share.report_id = whole.report_id
        and share.share_of_metric_id = whole.metric_id
        and share.scope_id = whole.scope_id
        and share.geography_id = whole.geography_id
        and share.period_id = whole.period_id
    inner join holders on whole.scope_id = holders.scope_id and whole.subject_id = holders.subject_id
    where holders.holder = 'total' and share.subject_id <> whole.subject_id
    union
    select share.observation_id, share_bases.whole_id as whole_subject_id
    from observations as share
    inner join share_bases
        on share.subject_id = share_bases.part_id
        and share.metric_id = share_bases.share_metric_id
)

select * from final
