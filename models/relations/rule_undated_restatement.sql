-- One row per term of a relation. A figure without a date restates a dated one of the same thing: the nearest in the text whose
-- interval it meets, else the nearest. Where the figure is marked unclear in its period, only one that it meets is taken.
{%- set forecasts = vocabulary('obs_statuses', 'obs_status', 'is_forecast') %}
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where leads_figure
),

pairs as (
    select
        undated.report_id,
        undated.subject_id,
        undated.metric_id,
        dated.period_id,
        undated.observation_id as undated_id,
        dated.observation_id as dated_id,
        undated.line = dated.line or undated.usage_warning is not null as needs_meeting,
        coalesce(undated.bound_low <= dated.bound_high, true) and coalesce(dated.bound_low <= undated.bound_high, true) as meets,
        abs(dated.line - undated.line) as distance
    from observations as undated
    inner join observations as dated
        on undated.report_id = dated.report_id
        and undated.subject_id = dated.subject_id
        and undated.metric_id = dated.metric_id
        and undated.scope_id = dated.scope_id
        and undated.geography_id = dated.geography_id
        and undated.unit = dated.unit
        and (undated.obs_status = dated.obs_status or not (undated.obs_status in {{ forecasts }} or dated.obs_status in {{ forecasts }}))
    where undated.period_id = '' and dated.period_id <> ''
),

ranked as (
    select
        *,
        row_number() over (partition by undated_id order by case when meets then 0 else 1 end, distance nulls last, dated_id nulls last) as choice
    from pairs
),

relations as (
    select *, 'undated_restatement-' || undated_id as relation_id
    from ranked
    where choice = 1 and (meets or not needs_meeting)
),

final as (
    {{ relation('relations', 'undated_restatement', 'equal', {'left': 'undated_id', 'stated': 'dated_id'}, severity='soft') }}
)

select * from final
