{{ config(materialized="view") }}
-- One row per figure of a report, with what its thing is called across reports (`thing_` columns, an empty text where there is none). An
-- actual, a forecast and a target of one thing are three figures, told apart by `outlook`.
{%- set registers = {'subject': 'subjects', 'metric': 'metrics', 'scope': 'scopes', 'geography': 'geographies', 'period': 'periods', 'unit': 'units'} %}
with figures as (
    select
        *,
        {% for part in registers -%}
        {{ public_id(part ~ {'subject': '_id', 'metric': '_id', 'unit': ''}.get(part, '_key')) }} as printed_{{ part }},
        {% endfor -%}
        case when obs_status in {{ vocabulary('obs_statuses', 'obs_status', 'is_forecast') }} then obs_status else '' end as outlook
    from {{ ref('int_current_figures') }}
),

thing_ids as (
    select * from {{ ref('int_thing_ids') }}
),

things as (
    select
        figures.*,
        {% for part in registers -%}
        coalesce({{ 'remainders.thing_id, ' if part == 'subject' }}{{ part }}_ids.shared_id, figures.printed_{{ part }}) as thing_{{ part }}{{ ',' if not loop.last }}
        {% endfor -%}
    from figures
    left join {{ ref('int_remainder_things') }} as remainders
        on figures.report_id = remainders.report_id
        and figures.subject_id = remainders.remainder_id
        and figures.scope_key = remainders.scope_id
        and figures.geography_key = remainders.geography_id
    {% for part, register in registers.items() -%}
    left join thing_ids as {{ part }}_ids
        on figures.report_id = {{ part }}_ids.report_id
        and {{ part }}_ids.register = '{{ register }}'
        and figures.printed_{{ part }} = {{ part }}_ids.id
    {% endfor -%}
),

final as (
    select *, {{ fingerprint(thing_columns()) }} as mark from things
)

select * from final
