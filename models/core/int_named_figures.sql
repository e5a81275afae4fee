-- One row per figure of a report that calls a thing otherwise than the shared registers, or prints a remainder: what its thing is called across
-- reports.
{%- set registers = {'subject': 'subjects', 'metric': 'metrics', 'scope': 'scopes', 'geography': 'geographies', 'period': 'periods', 'unit': 'units'} %}
with thing_ids as (
    select * from {{ ref('int_thing_ids') }}
),

remainders as (
    select * from {{ ref('int_remainder_things') }}
),

own_reports as (
    select report_id from thing_ids
    union
    select report_id from remainders
),

figures as (
    select distinct
        {{ figure_columns() | join(', ') }},
        {% for part in registers -%}
        {{ public_id(figure_columns()[loop.index]) }} as printed_{{ part }}{{ ',' if not loop.last }}
        {% endfor -%}
    from {{ ref('int_current_figures') }}
    where report_id in (select report_id from own_reports)
),

final as (
    select
        {% for column in figure_columns() -%}
        figures.{{ column }},
        {% endfor -%}
        {% for part in registers -%}
        coalesce({{ 'remainders.thing_id, ' if part == 'subject' }}{{ part }}_ids.shared_id, figures.printed_{{ part }}) as thing_{{ part }}{{ ',' if not loop.last }}
        {% endfor -%}
    from figures
    left join remainders
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
)

select * from final
