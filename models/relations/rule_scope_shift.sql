-- The same number for the same subject and metric under two different scopes: the definition has moved
-- between the places, or one of them leaves it out.
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead and unit = 'percent' and usage_warning is null
),

scopes as (
    select * from {{ ref('scopes') }}
),

pairs as (
    select
        wide.report_id,
        wide.subject_id,
        wide.metric_id,
        wide.period_id,
        wide.observation_id as wide_id,
        narrow.observation_id as narrow_id
    from observations as wide
    inner join observations as narrow
        on wide.report_id = narrow.report_id
        and wide.subject_id = narrow.subject_id
        and wide.metric_id = narrow.metric_id
        and coalesce(wide.bound_low, -1) = coalesce(narrow.bound_low, -1)
        and coalesce(wide.bound_high, -1) = coalesce(narrow.bound_high, -1)
        and wide.scope_id < narrow.scope_id
    where wide.line <> narrow.line
),

relations as (
    select
        concat('scope_shift-', narrow_id) as relation_id,
        report_id,
        subject_id,
        metric_id,
        period_id,
        wide_id,
        narrow_id
    from pairs
),

final as (
    {{ unfold_terms('relations', 'scope_shift', 'scope', [('left', 'narrow_id'), ('stated', 'wide_id')], severity='soft') }}
)

select * from final
