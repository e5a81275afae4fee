-- One row per term of a relation. A part, its whole and its share, all of one scope: any two give the third, and three must agree. Where no
-- whole of a market is printed, the part and share of every holder must give one.
with observations as {{ read_in_place() }} (
    select * from {{ ref('int_lead_observations') }}
    where is_lead
),

metrics as (
    select * from {{ ref('stg_metrics') }}
),

bases as (
    select observations.*, wholes.whole_subject_id
    from observations
    inner join {{ ref('int_share_wholes') }} as wholes on observations.observation_id = wholes.observation_id
),

levels as (
    select * from observations
    where metric_id in (select share_of_metric_id from metrics where share_of_metric_id is not null)
),

candidates as (
    select
        bases.*,
        part.observation_id as part_id,
        whole.observation_id as candidate_id,
        whole.geography_id as whole_geography_id,
        coalesce(part.unit, whole.unit) = whole.unit
        -- the whole of a city is the total of its country
        and (whole.geography_id in (bases.geography_id, '') or bases.subject_id = bases.geography_id) as fits
    from bases
    left join levels as part
        on bases.report_id = part.report_id
        and bases.subject_id = part.subject_id
        and bases.share_of_metric_id = part.metric_id
        and bases.scope_id = part.scope_id
        and bases.geography_id = part.geography_id
        and bases.period_id = part.period_id
    left join levels as whole
        on bases.report_id = whole.report_id
        and bases.whole_subject_id = whole.subject_id
        and bases.share_of_metric_id = whole.metric_id
        and bases.scope_id = whole.scope_id
        and bases.period_id = whole.period_id
),

triads as (
    select
        'share_triad-' || observation_id || '-of-' || whole_subject_id as relation_id,
        report_id,
        subject_id,
        whole_subject_id,
        metric_id,
        period_id,
        observation_id as share_id,
        part_id,
        case when fits then candidate_id end as whole_id,
        row_number() over (
            partition by observation_id, whole_subject_id
            order by
                case when fits then 0 else 1 end,
                case when fits and whole_geography_id = geography_id then 0 else 1 end,
                part_id nulls last,
                candidate_id nulls last
        ) as choice
    from candidates
),

chosen as (
    select * from triads
    where choice = 1
),

agreeing as (
    select * from chosen
    where part_id is not null and whole_id is not null
),

-- what follows is the whole
totals as (
    select relation_id, report_id, whole_subject_id as subject_id, metric_id, period_id, part_id, share_id from chosen
    where part_id is not null and whole_id is null
),

parts as (
    select * from chosen
    where part_id is null
),

shared as (
    select *, 'share_triad-' || share_id || '-and-' || other_share_id as relation_id from {{ ref('int_shared_wholes') }}
),

-- the figures of the other holder are references: they name its places and are part of no arithmetic
shared_terms as (
    {% for role, column in [('part', 'part_id'), ('share', 'share_id'), ('reference', 'other_part_id'), ('reference', 'other_share_id')] %}
    select *, '{{ role }}' as role, {{ column }} as observation_id, cast(null as {{ amount() }}) as constant from shared
    union all
    {% endfor %}
    select *, 'stated' as role, cast(null as {{ dbt.type_string() }}) as observation_id, cast(greatest_low as {{ amount() }}) as constant from shared
),

final as (
    {{ relation('agreeing', 'share_triad', 'share', {'part': 'part_id', 'whole': 'whole_id', 'stated': 'share_id'}) }}
    union all
    {{ relation('totals', 'share_triad', 'total', {'part': 'part_id', 'share': 'share_id'}) }}
    union all
    {{ relation('parts', 'share_triad', 'product', {'left': 'share_id', 'right': 'whole_id'}, weight=0.01) }}
    union all
    {{ relation('shared_terms', 'share_triad', 'total', constant='constant', comparison='at_least') }}
)

select * from final
