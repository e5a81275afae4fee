-- Part, whole, share: any two give the third; three must agree. The whole is the parent of the subject, or one
-- of the bases listed where the text leaves open of what the share is taken.
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead
),

subjects as (
    select * from {{ ref('subjects') }}
),

share_bases as (
    select * from {{ ref('share_bases') }}
),

bases as (
    select share.observation_id as share_id, subjects.parent_subject_id as whole_subject_id
    from observations as share
    inner join subjects on share.subject_id = subjects.subject_id
    where share.share_of_metric_id is not null and subjects.parent_subject_id is not null
    union all
    select share.observation_id as share_id, share_bases.whole_id as whole_subject_id
    from observations as share
    inner join share_bases
        on share.subject_id = share_bases.part_id
        and share.metric_id = share_bases.share_metric_id
),

triads as (
    select
        'share_triad-' || share.observation_id || '-of-' || bases.whole_subject_id as relation_id,
        share.report_id,
        share.subject_id,
        share.metric_id,
        share.period_id,
        share.observation_id as share_id,
        part.observation_id as part_id,
        whole.observation_id as whole_id,
        row_number() over (
            partition by share.observation_id, bases.whole_subject_id
            order by
                case when part.unit = whole.unit then 0 else 1 end,
                case when whole.geography_id = share.geography_id then 0 else 1 end,
                case when whole.scope_id = share.scope_id then 0 else 1 end,
                part.observation_id nulls last,
                whole.observation_id nulls last
        ) as choice
    from bases
    inner join observations as share on bases.share_id = share.observation_id
    left join observations as part
        on share.report_id = part.report_id
        and share.subject_id = part.subject_id
        and share.share_of_metric_id = part.metric_id
        and share.geography_id = part.geography_id
        and share.period_id = part.period_id
    left join observations as whole
        on share.report_id = whole.report_id
        and bases.whole_subject_id = whole.subject_id
        and share.share_of_metric_id = whole.metric_id
        and share.period_id = whole.period_id
        and coalesce(part.unit, whole.unit) = whole.unit
        -- the whole of a place is that of the land around it
        and (whole.geography_id in (share.geography_id, '') or share.subject_id = share.geography_id)
),

chosen as (
    select * from triads
    where choice = 1
),

agreeing as (
    select * from chosen
    where part_id is not null and whole_id is not null
),

totals as (
    select * from chosen
    where part_id is not null and whole_id is null
),

parts as (
    select * from chosen
    where part_id is null
),

final as (
    {{ unfold_terms('agreeing', 'share_triad', 'share', [('part', 'part_id'), ('whole', 'whole_id'), ('stated', 'share_id')]) }}
    union all
    {{ unfold_terms('totals', 'share_triad', 'total', [('part', 'part_id'), ('share', 'share_id')]) }}
    union all
    {{ unfold_terms('parts', 'share_triad', 'product', [('left', 'share_id'), ('right', 'whole_id')], weight=0.01) }}
)

select * from final
