-- One row per integrity rule, counted on this build. tests/dbt/assert_checks_hold.sql stops a build in which an error-level rule fails.
with foreign_keys as (
    {% for column, seed, key in [
        ('subject_id', 'subjects', 'subject_id'), ('metric_id', 'metrics', 'metric_id'), ('scope_id', 'scopes', 'scope_id'),
        ('geography_id', 'geographies', 'geography_id'), ('period_id', 'periods', 'period_id'), ('unit', 'units', 'unit'),
        ('cited_source_id', 'cited_sources', 'cited_source_id'), ('report_id', 'reports', 'report_id'),
        ('qualifier', 'qualifiers', 'qualifier'), ('usage_warning', 'usage_warnings', 'usage_warning'),
    ] %}
    select
        '{{ column }}_is_registered' as check_id,
        'Every {{ column }} of an observation stands in seed {{ seed }}' as statement,
        count(observations.{{ column }}) as rows_checked,
        count(observations.{{ column }}) - count(known.{{ key }}) as rows_failed
    from {{ ref('fct_observation') }} as observations
    left join {{ ref('int_subjects' if seed == 'subjects' else 'stg_' ~ seed) }} as known on observations.{{ column }} = known.{{ key }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

row_rules as (
    {% for check_id, statement, failed in [
        ('bounds_in_order', 'bound_low is not above bound_high', 'bound_low > bound_high'),
        ('bounds_enclose_value', 'Bounds enclose the figure at face value', 'bound_low > value_low or bound_high < value_high'),
        ('open_side_matches_qualifier', 'Floors have no upper and ceilings no lower value', "unit <> 'date' and ((qualifier in " ~ vocabulary('qualifiers', 'qualifier', 'has_high') ~ ") = (value_high is null) or (qualifier in " ~ vocabulary('qualifiers', 'qualifier', 'has_low') ~ ") = (value_low is null))"),
        ('status_is_listed', 'obs_status stands in seed obs_statuses', 'obs_status is null or obs_status not in (select obs_status from ' ~ ref('stg_obs_statuses') ~ ')'),
    ] %}
    select
        '{{ check_id }}' as check_id,
        '{{ statement }}' as statement,
        count(*) as rows_checked,
        count(case when {{ failed }} then 1 end) as rows_failed
    from {{ ref('fct_observation') }} as observations
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

metric_units as (
    select
        'unit_fits_metric' as check_id,
        'The unit is the one of the metric, or a currency where the metric is money' as statement,
        count(*) as rows_checked,
        count(*) - count(case when metrics.unit = observations.unit or (metrics.unit = 'currency' and units.kind = 'currency') then 1 end) as rows_failed
    from {{ ref('fct_observation') }} as observations
    inner join {{ ref('stg_metrics') }} as metrics on observations.metric_id = metrics.metric_id
    inner join {{ ref('stg_units') }} as units on observations.unit = units.unit
),

restatements as (
    select
        'restatements_meet' as check_id,
        'All places that state one figure have a value in common' as statement,
        count(*) as rows_checked,
        count(case when is_contradicted then 1 end) as rows_failed
    from {{ ref('int_current_figures') }}
),

relations as (
    select
        'relations_hold' as check_id,
        'What the report states follows from what else it states' as statement,
        count(*) as rows_checked,
        count(case when verdict = 'contradicted' then 1 end) as rows_failed
    from {{ ref('relation_audit') }}
),

rules as (
    select *, 'error' as severity from foreign_keys
    union all
    select *, 'error' as severity from row_rules
    union all
    select *, 'error' as severity from metric_units
    union all
    -- a report that contradicts itself is a finding, not a fault of the warehouse
    select *, 'finding' as severity from restatements
    union all
    select *, 'finding' as severity from relations
),

final as (
    select
        check_id,
        statement,
        case when check_id = 'relations_hold' then 'relations' else 'core' end as level,
        severity,
        cast(rows_checked as bigint) as rows_checked,
        cast(rows_failed as bigint) as rows_failed
    from rules
)

{{ published('final') }}
