-- One row per conflict between two places: computed ones from the relations, and the few that no arithmetic
-- can decide, from a seed. Ranked: hard before soft, then by gap. Key: report_id, contradiction_id.
with relations as (
    select * from {{ ref('relation_audit') }}
    where verdict in ('contradicted', 'strained')
),

curated as (
    select * from {{ ref('stg_curated_contradictions') }}
),

likely_readings as (
    select * from {{ ref('stg_likely_readings') }}
),

computed as (
    select
        relations.report_id,
        relations.relation_id as contradiction_id,
        case
            when relations.kind in ('date', 'day') or relations.unit = 'date' then 'date'
            when relations.kind = 'count' then 'count'
            when relations.kind in ('order', 'nesting') then 'ordering'
            when relations.kind = 'scope' then 'scope'
            else 'numeric'
        end as kind,
        case when relations.verdict = 'strained' then 'soft' else relations.severity end as severity,
        relations.origin as detected_by,
        relations.relation_id,
        {{ first_item('relations.lines') }} as line_a,
        {{ last_item('relations.lines') }} as line_b,
        relations.observation_ids,
        relations.description as summary,
        likely_readings.likely_reading,
        relations.verdict,
        relations.relative_gap,
        coalesce(relations.survives_tolerance, 0) as survives_tolerance
    from relations
    left join likely_readings on relations.report_id = likely_readings.report_id and relations.relation_id = likely_readings.relation_id
),

by_reading as (
    select
        report_id,
        contradiction_id,
        kind,
        severity,
        'curated' as detected_by,
        cast(null as {{ dbt.type_string() }}) as relation_id,
        line_a,
        line_b,
        observation_ids,
        summary,
        likely_reading,
        cast(null as {{ dbt.type_string() }}) as verdict,
        cast(null as decimal(10, 4)) as relative_gap,
        cast(null as integer) as survives_tolerance
    from curated
),

conflicts as (
    select * from computed
    union all
    select * from by_reading
),

final as (
    select
        *,
        cast(row_number() over (
            partition by report_id
            order by case when severity = 'hard' then 0 else 1 end, coalesce(relative_gap, 0) desc, contradiction_id nulls last
        ) as bigint) as severity_rank
    from conflicts
)

{{ published('final') }}
