-- One row per relation that cannot hold and per conflict found by reading, with the conflict that it shows and the lines of its claims.
with verdicts as (
    select * from {{ ref('int_relation_verdicts') }}
),

curated as (
    select * from {{ ref('stg_curated_contradictions') }}
),

likely_readings as (
    select * from {{ ref('stg_likely_readings') }}
),

-- where the text leaves open of what a share is taken, a base that does not fit is refuted; it is no conflict
fitting_shares as (
    select distinct report_id, stated_observation_id
    from verdicts
    where origin = 'share_triad' and verdict = 'consistent'
),

computed as (
    select
        verdicts.report_id,
        coalesce(likely_readings.conflict_id, verdicts.relation_id) as contradiction_id,
        verdicts.relation_id,
        case
            when verdicts.kind in ('date', 'day') or verdicts.unit = 'date' then 'date'
            when verdicts.kind = 'count' then 'count'
            when verdicts.kind in ('order', 'nesting') then 'ordering'
            when verdicts.kind = 'scope' then 'scope'
            else 'numeric'
        end as kind,
        case when verdicts.verdict = 'strained' then 'soft' else verdicts.severity end as severity,
        verdicts.origin as detected_by,
        likely_readings.further_lines as lines,
        verdicts.observation_ids,
        cast(null as {{ dbt.type_string() }}) as title,
        cast(null as {{ dbt.type_string() }}) as summary,
        likely_readings.likely_reading
    from verdicts
    left join likely_readings on verdicts.report_id = likely_readings.report_id and verdicts.relation_id = likely_readings.relation_id
    left join fitting_shares
        on verdicts.origin = 'share_triad'
        and verdicts.report_id = fitting_shares.report_id
        and verdicts.stated_observation_id = fitting_shares.stated_observation_id
    where verdicts.verdict in ('contradicted', 'strained') and fitting_shares.report_id is null
),

by_reading as (
    select
        report_id,
        contradiction_id,
        cast(null as {{ dbt.type_string() }}) as relation_id,
        kind,
        {{ severity_of('differs_in') }} as severity,
        'curated' as detected_by,
        lines,
        observation_ids,
        title,
        summary,
        likely_reading
    from curated
),

final as (
    select * from computed
    union all
    select * from by_reading
)

select * from final
