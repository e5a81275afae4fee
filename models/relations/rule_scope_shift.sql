-- The same number for the same thing under two scopes, or for a thing and for what it is part of: the definition has
-- moved between the places, or one of them leaves it out.
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead and usage_warning is null and quantity_kind not in ('rank', 'date', 'money')
),

subjects as (
    select * from {{ ref('subjects') }}
),

paired as (
    select wide.observation_id as wide_id, narrow.observation_id as narrow_id
    from observations as wide
    inner join observations as narrow
        on wide.report_id = narrow.report_id
        and wide.subject_id = narrow.subject_id
        and wide.metric_id = narrow.metric_id
        and wide.scope_id < narrow.scope_id
    where wide.unit = 'percent'
    union all
    select wide.observation_id as wide_id, narrow.observation_id as narrow_id
    from observations as narrow
    inner join subjects on narrow.subject_id = subjects.subject_id
    inner join observations as wide
        on narrow.report_id = wide.report_id
        and subjects.parent_subject_id = wide.subject_id
        and narrow.metric_id = wide.metric_id
        and narrow.scope_id = wide.scope_id
),

nearest as (
    select
        'scope_shift-' || narrow.observation_id as relation_id,
        narrow.report_id,
        narrow.subject_id,
        narrow.metric_id,
        narrow.period_id,
        paired.wide_id,
        paired.narrow_id,
        row_number() over (partition by narrow.observation_id order by abs(wide.line - narrow.line) nulls last, wide.observation_id nulls last) as choice
    from paired
    inner join observations as wide on paired.wide_id = wide.observation_id
    inner join observations as narrow on paired.narrow_id = narrow.observation_id
    where wide.line <> narrow.line
        and coalesce(wide.bound_low, -1) = coalesce(narrow.bound_low, -1)
        and coalesce(wide.bound_high, -1) = coalesce(narrow.bound_high, -1)
),

relations as (
    select * from nearest
    where choice = 1
),

final as (
    {{ unfold_terms('relations', 'scope_shift', 'scope', [('left', 'narrow_id'), ('stated', 'wide_id')], severity='soft') }}
)

select * from final
