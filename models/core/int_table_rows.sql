-- One row per observation of a market (a report, scope and place) in which a remainder (others) or total is printed, and per such subject
-- (`closing_id`). `block` numbers its tables: one ends with the row of this subject. Where the document names its tables, these are the blocks.
with subjects as (
    select * from {{ ref('stg_subjects') }}
),

observations as {{ read_in_place() }} (
    select * from {{ ref('int_bounded_observations') }}
),

closings as (
    select distinct
        observations.report_id,
        observations.scope_key,
        observations.geography_key,
        observations.subject_id as closing_id,
        subjects.subject_type as closing_type,
        subjects.parent_subject_id
    from observations
    inner join subjects on observations.subject_id = subjects.subject_id
    where subjects.subject_type in ('remainder', 'total')
),

-- few reports have such tables: the figures of the others are not computed
compared as (
    select * from observations
    where report_id in (select report_id from closings) and unit <> 'date' and {{ warning_allows('usage_warning', 'is_compared') }}
),

placed as (
    select
        compared.*,
        closings.closing_id,
        closings.closing_type,
        closings.parent_subject_id,
        compared.subject_id = closings.closing_id as is_closing,
        coalesce(compared.table_id, '') as table_key,
        row_number() over (
            partition by closings.closing_id, compared.report_id, compared.scope_key, compared.geography_key, compared.table_id
            order by
                compared.line nulls last,
                coalesce(compared.token, compared.first_character) nulls first,
                case when compared.subject_id = closings.closing_id then 1 else 0 end,
                compared.observation_id nulls last
        ) as place
    from compared
    inner join closings
        on compared.report_id = closings.report_id
        and compared.scope_key = closings.scope_key
        and compared.geography_key = closings.geography_key
),

begun as (
    select
        *,
        case
            when table_key = '' and not is_closing
                and lag(is_closing) over (partition by closing_id, report_id, scope_key, geography_key, table_key order by place nulls last)
                then 1
            else 0
        end as begins
    from placed
),

final as (
    select
        report_id,
        scope_key,
        geography_key,
        closing_id,
        closing_type,
        parent_subject_id,
        table_key || '|' || cast(sum(begins) over (
            partition by closing_id, report_id, scope_key, geography_key, table_key
            order by place nulls last rows between unbounded preceding and current row
        ) as {{ dbt.type_string() }}) as block,
        is_closing,
        observation_id,
        line,
        subject_id,
        metric_id,
        period_key,
        unit,
        case when obs_status in {{ vocabulary('obs_statuses', 'obs_status', 'is_forecast') }} then obs_status else '' end as outlook,
        bound_low,
        bound_high
    from begun
)

select * from final
