{{ config(materialized="view") }}
-- One row per term of a relation. A stated count equals the number of members of the list that it counts: the listing on or after its
-- line, else the last one before. Firms of a country are counted within the list of their ranking.
with observations as (
    select * from {{ ref('fct_observation') }}
    where {{ public_id('metric_id') }} = 'member_count' and {{ warning_allows('usage_warning', 'is_compared') }}
),

list_members as (
    select * from {{ ref('int_list_names') }}
),

home_groups as (
    select * from {{ ref('stg_home_groups') }}
),

companies as (
    select * from {{ ref('stg_companies') }}
),

listings as (
    select report_id, list_id as subject_id, listing_line, count(*) as members, {{ joined(listed('member_name')) }} as names
    from list_members
    group by report_id, list_id, listing_line
    union all
    select
        list_members.report_id,
        home_groups.group_id as subject_id,
        list_members.listing_line,
        sum(case when companies.home_country = home_groups.home_country then 1 else 0 end) as members,
        {{ joined(listed('case when companies.home_country = home_groups.home_country then list_members.member_name end')) }} as names
    from home_groups
    inner join list_members on home_groups.list_id = list_members.list_id
    left join companies on list_members.member_id = companies.company_id
    group by list_members.report_id, home_groups.group_id, list_members.listing_line
),

reports as (
    select report_id, cast(split_part(as_of, '-', 1) as integer) as year from {{ ref('stg_reports') }}
),

periods as (
    select period_id, cast(split_part(cast(period_end as {{ dbt.type_string() }}), '-', 1) as integer) as last_year from {{ ref('stg_periods') }}
),

subjects as (
    select * from {{ ref('int_subjects') }}
),

candidates as (
    select
        observations.*,
        listings.listing_line,
        listings.members,
        'line ' || cast(listings.listing_line as {{ dbt.type_string() }}) || ' lists ' || case when listings.members = 0 then 'no ' || subjects.name else cast(listings.members as {{ dbt.type_string() }}) || case when listings.members <= 12 then ': ' || listings.names else ' entries' end end as list_words,
        row_number() over (
            partition by observations.observation_id
            order by
                case when listings.listing_line >= observations.line then 0 else 1 end,
                abs(listings.listing_line - observations.line) nulls last
        ) as choice
    from observations
    inner join reports on observations.report_id = reports.report_id
    inner join subjects on observations.subject_id = subjects.subject_id
    left join periods on observations.period_id = periods.period_id
    left join listings
        on observations.report_id = listings.report_id
        and observations.subject_id = listings.subject_id
    -- a list describes the time of its report, not the years before the last
    where coalesce(periods.last_year, reports.year) >= reports.year - 1
),

counted as (
    select
        'list_count-' || observation_id as relation_id,
        report_id,
        subject_id,
        metric_id,
        coalesce(period_id, '') as period_id,
        case when usage_warning is null then 'hard' else 'soft' end as severity,
        observation_id,
        members,
        listing_line,
        list_words
    from candidates
    where choice = 1
),

final as (
    {{ relation('counted', 'list_count', 'count', {'stated': 'observation_id'}, constants={'left': 'members'}, lines={'left': 'listing_line'}, words={'left': 'list_words'}, severity=none) }}
)

select * from final
