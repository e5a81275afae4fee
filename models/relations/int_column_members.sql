-- One row per printed whole and figure that its table prints as a part of it: of the same metric, period, unit and scope, on lines close to each other. `axis` is
-- `row` for a row called total, without a scope: its parts are the rows above it up to another total, or what its own line prints. It is `subject` or `place` for
-- one that has others below it: its parts are those, wherever the table has them. `table_key` tells tables of a report apart. Declared groups need no table.
{%- set thing = ['report_id', 'metric_id', 'scope_key', 'period_key', 'unit', 'outlook'] %}
with subjects as (
    select * from {{ ref('int_subjects') }}
),

geographies as (
    select * from {{ ref('stg_geographies') }}
),

observations as (
    select
        observations.*,
        case when observations.obs_status in {{ vocabulary('obs_statuses', 'obs_status', 'is_forecast') }} then observations.obs_status else '' end as outlook,
        coalesce(subjects.subject_type, '') as subject_type,
        coalesce(subjects.subject_type in ('total', 'subtotal'), false) as is_total,
        subjects.parent_subject_id,
        geographies.parent_geography_id,
        groups.group_id is null as is_ungrouped
    from {{ ref('fct_observation') }} as observations
    left join subjects on observations.subject_id = subjects.subject_id
    left join geographies on observations.geography_id = geographies.geography_id
    left join (select distinct group_id from {{ ref('int_group_members') }}) as groups on observations.subject_id = groups.group_id
    where observations.unit <> 'date' and {{ warning_allows('observations.usage_warning', 'is_compared') }}
),

totals as (
    select distinct report_id from observations
    where is_total
),

-- a total of a row stands above those of its table; any other whole has parts by its register
pairs as (
    {%- for axis, is_whole, is_part, belongs in [
        ('row', "is_total and scope_key = ''", "not is_total and report_id in (select report_id from totals)", "total.geography_key = other.geography_key and other.line <= total.line"),
        ('subject', "not is_total and subject_id in (select parent_subject_id from subjects)", "parent_subject_id is not null", "total.subject_id = other.parent_subject_id and total.geography_key = other.geography_key"),
        ('place', "geography_key in (select parent_geography_id from geographies)", "parent_geography_id is not null", "total.subject_id = other.subject_id and total.geography_key = other.parent_geography_id"),
    ] %}
    select
        '{{ axis }}' as axis, total.observation_id as total_id, total.subject_id as total_subject_id, total.geography_key as total_geography_key, total.line as total_line,
        other.subject_id, other.geography_key, other.subject_type, other.line,
        {% for column in thing %}total.{{ column }}{{ ', ' if not loop.last }}{% endfor %}

    from (select * from observations where is_ungrouped and {{ is_whole }}) as total
    inner join (select * from observations where {{ is_part }}) as other
        on {{ same_columns('total', 'other', thing) }}
        and coalesce(total.table_id, '') = coalesce(other.table_id, '')
        and {{ belongs }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

-- what stands on lines that follow each other, with up to two lines without figures in between; a total ends a block
lines as (
    select report_id, line, max(case when is_total then 1 else 0 end) as closes
    from observations
    where report_id in (select report_id from pairs)
    group by report_id, line
),

begun as (
    select *, case when line - lag(line) over (partition by report_id order by line nulls last) <= 3 then 0 else 1 end as begins from lines
),

{%- set up_to_it = "over (partition by report_id order by line nulls last rows between unbounded preceding and current row)" %}

blocks as (
    select report_id, line, sum(begins) {{ up_to_it }} as run, sum(closes) {{ up_to_it }} - closes as block from begun
),

laid_out as (
    select
        pairs.*,
        case pairs.axis
            when 'row' then 'l' || cast(pairs.total_line as {{ dbt.type_string() }})
            when 'subject' then cast(own.run as {{ dbt.type_string() }}) || '|' || pairs.total_subject_id
            else cast(own.run as {{ dbt.type_string() }}) || '|' || pairs.total_geography_key
        end as table_key,
        max(case when pairs.line = pairs.total_line then 1 else 0 end) over (partition by pairs.axis, pairs.total_id) as is_line
    from pairs
    inner join blocks as own on pairs.report_id = own.report_id and pairs.total_line = own.line
    inner join blocks as others on pairs.report_id = others.report_id and pairs.line = others.line
    where own.run = others.run and (pairs.axis <> 'row' or own.block = others.block)
),

leads as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead and is_additive
),

{%- set lead_of = "{0}.report_id = {1}.report_id and {0}.metric_id = {1}.metric_id and {0}.scope_key = {1}.scope_id and {0}.period_key = {1}.period_id and {0}.unit = {1}.unit" %}

final as (
    {%- set kept = 'total.observation_id, laid_out.axis, laid_out.table_key, laid_out.total_subject_id, total.report_id, total.metric_id, total.scope_id, total.geography_id, total.period_id, total.unit, total.is_signed, laid_out.subject_id, laid_out.subject_type, part.observation_id, total.bound_low, total.bound_high, part.bound_low, part.bound_high' %}
    select
        total.observation_id as total_id,
        laid_out.axis,
        laid_out.table_key,
        min(laid_out.total_line) as total_line,
        laid_out.total_subject_id,
        total.report_id, total.metric_id, total.scope_id, total.geography_id, total.period_id, total.unit, total.is_signed,
        laid_out.subject_id as part_subject_id,
        laid_out.subject_type = 'remainder' as is_remainder,
        part.observation_id as part_id,
        total.bound_low as total_low,
        total.bound_high as total_high,
        part.bound_low,
        part.bound_high
    from laid_out
    inner join leads as total on laid_out.total_subject_id = total.subject_id and laid_out.total_geography_key = total.geography_id and {{ lead_of.format('laid_out', 'total') }}
    inner join leads as part on laid_out.subject_id = part.subject_id and laid_out.geography_key = part.geography_id and {{ lead_of.format('laid_out', 'part') }}
    where laid_out.axis <> 'row' or laid_out.is_line = 0 or laid_out.line = laid_out.total_line
    group by {{ kept }}
)

select * from final
