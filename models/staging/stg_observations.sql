-- Text cells of all families and of the further reports cast, nothing derived. `claimhouse check` names bad
-- cells before anything is loaded; a cast of one raises.
{%- set columns = [
    'report_id', 'observation_id', 'line', 'token', 'printed', 'subject_id', 'metric_id', 'scope_id', 'geography_id', 'period_id', 'period_printed',
    'low', 'high', 'unit_mult', 'unit', 'qualifier', 'obs_status', 'cited_source_id', 'usage_warning', 'parse_note', 'note',
] %}
with cells as (
    {% for family in var('observation_families') -%}
    select '{{ family }}' as family, {{ columns | join(', ') }} from {{ ref(family ~ '_observations') }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
    {%- if var('bulk').get('observations') %}
    union all
    select {{ text_cells(['family'] + columns) }} from {{ files(var('bulk')['observations']) }}
    {%- endif %}
),

final as (
    select
        report_id,
        observation_id,
        family,
        cast(line as integer) as line,
        cast(token as integer) as token,
        printed,
        subject_id,
        metric_id,
        scope_id,
        geography_id,
        period_id,
        period_printed,
        low as mantissa_low,
        high as mantissa_high,
        cast(unit_mult as integer) as unit_mult,
        unit,
        qualifier,
        obs_status,
        cited_source_id,
        usage_warning,
        parse_note,
        note
    from cells
)

select * from final
