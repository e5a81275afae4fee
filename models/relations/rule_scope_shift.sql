-- One row per term of a relation. The same number for the same thing and time under a scope and the wider one that it is a part of, with a
-- scope and without one, or for a thing and for its whole: the definition has moved between the places, or one of them leaves it out.
-- Two scopes that do not hold each other may share a number by chance, and so may all and a part in growth, margins and shares. Two
-- bases of accounting are parted by their headings and may show one number.
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead and usage_warning is null and quantity_kind not in ('rank', 'date', 'money')
),

subjects as (
    select * from {{ ref('int_subjects') }}
),

scopes as (
    select * from {{ ref('stg_scopes') }}
),

pairs as (
    {% set pair = 'narrow.report_id, narrow.subject_id, narrow.metric_id, narrow.period_id, narrow.observation_id as narrow_id, wide.observation_id as wide_id, abs(wide.line - narrow.line) as distance' %}
    select {{ pair }}
    from observations as narrow
    inner join observations as wide
        on narrow.report_id = wide.report_id
        and narrow.subject_id = wide.subject_id
        and narrow.metric_id = wide.metric_id
        and narrow.bound_low is not distinct from wide.bound_low
        and narrow.bound_high is not distinct from wide.bound_high
        and wide.scope_id < narrow.scope_id
    left join scopes as narrow_scopes on narrow.scope_id = narrow_scopes.scope_id
    left join scopes as wide_scopes on wide.scope_id = wide_scopes.scope_id
    where wide.unit = 'percent' and wide.line <> narrow.line
        and coalesce(narrow_scopes.is_basis, 'no') <> 'yes' and coalesce(wide_scopes.is_basis, 'no') <> 'yes'
        and {{ times_meet('narrow', 'wide') }}
        and (
            (wide.scope_id = '' and wide.growth_of_metric_id is null and wide.share_of_metric_id is null and not wide.is_additive)
            or narrow_scopes.parent_scope_id = wide.scope_id
            or wide_scopes.parent_scope_id = narrow.scope_id
        )
    union all
    select {{ pair }}
    from observations as narrow
    inner join subjects on narrow.subject_id = subjects.subject_id
    inner join observations as wide
        on narrow.report_id = wide.report_id
        and subjects.parent_subject_id = wide.subject_id
        and narrow.metric_id = wide.metric_id
        and narrow.scope_id = wide.scope_id
        and narrow.bound_low is not distinct from wide.bound_low
        and narrow.bound_high is not distinct from wide.bound_high
    where wide.line <> narrow.line and wide.growth_of_metric_id is null and {{ times_meet('narrow', 'wide') }}
),

nearest as (
    select
        *,
        'scope_shift-' || narrow_id as relation_id,
        row_number() over (partition by narrow_id order by distance nulls last, wide_id nulls last) as choice
    from pairs
),

relations as (
    select * from nearest
    where choice = 1
),

final as (
    {{ relation('relations', 'scope_shift', 'scope', {'left': 'narrow_id', 'stated': 'wide_id'}, severity='soft') }}
)

select * from final
