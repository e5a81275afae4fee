{{ config(materialized="view") }}
-- One row per term of a relation. An amount or number that cannot be negative is printed as negative once, while the same subject has a
-- positive one elsewhere. What is always negative, such as eliminations between segments, is left alone, and so is a figure whose sign another
-- relation needs, such as the sales of a quarter in which more was returned than sold.
with observations as {{ read_in_place() }} (
    select * from {{ ref('int_lead_observations') }}
    where is_lead and quantity_kind in ('money', 'count') and not is_signed
),

negatives as (
    select *, 'sign_of_level-' || observation_id as relation_id from observations
    where coalesce(bound_high, bound_low) < 0
        and observation_id not in (select observation_id from {{ ref('int_confirmed_signs') }})
),

positives as (
    select distinct observations.report_id, observations.subject_id, observations.metric_id, observations.scope_id, observations.geography_id
    from observations
    inner join negatives on observations.report_id = negatives.report_id and observations.subject_id = negatives.subject_id
    where observations.bound_low > 0
),

levels as (
    select negatives.*
    from negatives
    inner join positives
        on negatives.report_id = positives.report_id
        and negatives.subject_id = positives.subject_id
        and negatives.metric_id = positives.metric_id
        and negatives.scope_id = positives.scope_id
        and negatives.geography_id = positives.geography_id
),

final as (
    {{ relation('levels', 'sign_of_level', 'order', {'left': 'observation_id'}, constants={'stated': '0'}, comparison='at_least', severity='soft') }}
)

select * from final
