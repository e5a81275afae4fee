-- One row per term of a relation. The growth a year between two years that are more than one year apart: from a level to the next one that is
-- printed, and from the first to the last. A growth that is printed for the span of two years is that growth.
with observations as (
    select
        report_id, observation_id, subject_id, metric_id, scope_id, geography_id, period_id, unit, bound_low, bound_high, usage_warning,
        {{ day_number('period_end') }} as end_day
    from {{ ref('int_lead_observations') }}
    where is_lead and period_type = 'year' and period_end is not null
        and quantity_kind in ('money', 'count') and not is_signed and {{ is_unsigned('bound_low', 'bound_high') }}
),

growths as (
    select
        *,
        {{ day_number('period_start') }} as start_day,
        {{ day_number('period_end') }} as end_day
    from {{ ref('int_lead_observations') }}
    where is_lead and growth_of_metric_id is not null and unit = 'percent' and period_type = 'interval'
),

series as (
    {%- set thing = 'partition by report_id, subject_id, metric_id, scope_id, geography_id, unit' %}
    select
        *,
        row_number() over ({{ thing }} order by end_day desc, observation_id desc) as from_last,
        {% for column in ['observation_id', 'end_day', 'bound_low', 'bound_high'] %}
        lag({{ column }}) over ({{ thing }} order by end_day nulls last, observation_id nulls last) as before_{{ column }},
        first_value({{ column }}) over ({{ thing }} order by end_day nulls last, observation_id nulls last) as first_{{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    from observations
    where not {{ is_unclear('observations') }}
),

stated as (
    select
        growths.report_id,
        growths.subject_id,
        growths.metric_id,
        growths.period_id,
        growths.observation_id as growth_id,
        later.observation_id as later_id,
        earlier.observation_id as earlier_id,
        later.end_day - earlier.end_day as days
    from growths
    inner join observations as later
        on growths.report_id = later.report_id
        and growths.subject_id = later.subject_id
        and growths.growth_of_metric_id = later.metric_id
        and growths.scope_id = later.scope_id
        and growths.geography_id = later.geography_id
        and growths.end_day = later.end_day
    inner join observations as earlier
        on growths.report_id = earlier.report_id
        and growths.subject_id = earlier.subject_id
        and growths.growth_of_metric_id = earlier.metric_id
        and growths.scope_id = earlier.scope_id
        and growths.geography_id = earlier.geography_id
        and later.unit = earlier.unit
        -- the first year of the span ends within it
        and earlier.end_day between growths.start_day and growths.start_day + 366
),

steps as (
    select report_id, subject_id, metric_id, period_id, cast(null as {{ dbt.type_string() }}) as growth_id, observation_id as later_id, before_observation_id as earlier_id, end_day - before_end_day as days, bound_low, bound_high, before_bound_low as from_low, before_bound_high as from_high
    from series
    union
    select report_id, subject_id, metric_id, period_id, cast(null as {{ dbt.type_string() }}) as growth_id, observation_id as later_id, first_observation_id as earlier_id, end_day - first_end_day as days, bound_low, bound_high, first_bound_low as from_low, first_bound_high as from_high
    from series
    where from_last = 1
),

pairs as (
    select * from stated
    union all
    select report_id, subject_id, metric_id, period_id, growth_id, later_id, earlier_id, days from steps
    where days > 400 and ((bound_low is not null and from_high is not null) or (bound_high is not null and from_low is not null))
        and not exists (select 1 from stated where stated.later_id = steps.later_id and stated.earlier_id = steps.earlier_id)
),

relations as (
    select
        *,
        'compound_growth-' || later_id || '-from-' || earlier_id || coalesce('-by-' || growth_id, '') as relation_id,
        cast(floor(cast(days as double) / 365.25e0 + 0.5e0) as integer) as years
    from pairs
    where days > 400
),

final as (
    {{ relation('relations', 'compound_growth', 'compound', {'later': 'later_id', 'earlier': 'earlier_id', 'stated': 'growth_id'}, weight='years') }}
)

select * from final
