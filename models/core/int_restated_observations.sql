-- One row per observation of a figure that is printed more than once, with its place among them and the interval that they leave. An
-- actual, a forecast and a target of one thing are three figures; so are the forecasts of two sources. The most precise of the
-- firmest observations leads its figure. A vaguer one closes a side that they leave open ("about 47" next to "above 47"). `is_lead`: the
-- one that stands for the thing in relations, the actual before a forecast.
{%- set thing = 'report_id, subject_id, metric_id, scope_key, geography_key, period_key, unit' %}
{%- set order = 'caution nulls last, vagueness nulls last, width nulls last, line nulls last, observation_id nulls last' %}
with observations as {{ read_in_place() }} (
    select * from {{ ref('fct_observation') }}
),

-- a number for each thing: the windows below sort by it
repeated as (
    select {{ thing }}, row_number() over (order by {{ thing.replace(', ', ' nulls last, ') }} nulls last) as thing
    from observations
    group by {{ thing }}
    having count(*) > 1
),

graded as (
    select
        repeated.thing,
        observation_id, line, cited_source_id,
        case when obs_status in {{ vocabulary('obs_statuses', 'obs_status', 'is_forecast') }} then obs_status else '' end as outlook,
        case
            when {{ warning_allows('usage_warning', 'counts') }} then 0
            when {{ warning_allows('usage_warning', 'is_compared') }} then 1
            else 2
        end as caution,
        case when qualifier in {{ vocabulary('qualifiers', 'qualifier', 'is_vague') }} then 1 else 0 end as vagueness,
        bound_high - bound_low as width,
        bound_low, bound_high,
        case when is_strict then bound_low end as strict_low,
        case when is_strict then bound_high end as strict_high
    from observations
    inner join repeated using ({{ thing }})
),

-- forecasts of two named sources, and of one and of nobody that cannot both hold: the second is of the report itself
sourced as (
    select thing, outlook
    from graded
    where outlook <> '' and caution < 2
    group by thing, outlook
    having min(cited_source_id) <> max(cited_source_id)
        or (count(cited_source_id) between 1 and count(*) - 1 and max(bound_low) > min(bound_high))
),

published as (
    select
        graded.*,
        case when sourced.thing is not null then graded.outlook || ' ' || coalesce(graded.cited_source_id, '') else graded.outlook end as figure
    from graded
    left join sourced on graded.thing = sourced.thing and graded.outlook = sourced.outlook
),

placed as (
    select
        *,
        row_number() over (partition by thing order by {{ order.replace('caution nulls last', 'caution nulls last, outlook nulls last') }}) = 1 as is_lead,
        outlook = first_value(outlook) over (partition by thing order by caution nulls last, outlook nulls last) as is_main,
        figure = first_value(figure) over (partition by thing, outlook order by {{ order }}) as is_first_source,
        row_number() over place as place,
        first_value(observation_id) over place as lead_id,
        caution = first_value(caution) over place as is_as_sure,
        caution = first_value(caution) over place and vagueness = first_value(vagueness) over place as is_firmest
    from published
    window place as (partition by thing, figure order by {{ order }})
),

bounded as (
    select
        *,
        max(case when is_firmest then bound_low end) over figures as firm_low,
        min(case when is_firmest then bound_high end) over figures as firm_high
    from placed
    window figures as (partition by thing, figure)
),

firm as (
    select
        *,
        is_firmest or (is_as_sure and ((firm_high is null and bound_high >= firm_low) or (firm_low is null and bound_low <= firm_high))) as is_as_firm
    from bounded
),

met as (
    select
        *,
        max(case when is_firmest or (is_as_firm and firm_low is null) then bound_low end) over figures as most_low,
        min(case when is_firmest or (is_as_firm and firm_high is null) then bound_high end) over figures as least_high,
        max(case when is_firmest or (is_as_firm and firm_low is null) then strict_low end) over figures as most_strict_low,
        min(case when is_firmest or (is_as_firm and firm_high is null) then strict_high end) over figures as least_strict_high,
        max(case when caution < 2 then bound_low end) over figures as any_low,
        min(case when caution < 2 then bound_high end) over figures as any_high
    from firm
    window figures as (partition by thing, figure)
),

judged as (
    select
        *,
        coalesce(most_strict_low = most_low, false) as is_above,
        coalesce(least_strict_high = least_high, false) as is_below
    from met
),

final as (
    select
        observation_id, lead_id, place, outlook, is_lead, is_main,
        outlook <> '' and cited_source_id is null as is_of_nobody,
        is_as_firm and is_first_source as is_as_firm,
        is_as_firm and not {{ apart('most_low', 'least_high', 'is_above or is_below') }} as has_meet,
        most_low,
        least_high,
        is_above, is_below,
        coalesce(any_low >= any_high, false) as may_conflict
    from judged
)

select * from final
