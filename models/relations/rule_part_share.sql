{{ config(materialized="view") }}
-- One row per term of a relation. The share of a part in its whole, where both are printed with ends that give a quotient.
with pairs as (
    select * from {{ ref('int_part_whole_pairs') }}
),

observations as {{ read_in_place() }} (
    select * from {{ ref('int_lead_observations') }}
),

relations as (
    select
        'part_share-' || pairs.part_id || '-of-' || pairs.whole_id as relation_id,
        pairs.report_id,
        pairs.subject_id,
        pairs.metric_id,
        pairs.period_id,
        pairs.part_id,
        pairs.whole_id
    from pairs
    inner join observations as part on pairs.part_id = part.observation_id
    inner join observations as whole on pairs.whole_id = whole.observation_id
    where {{ ends_meet('part', 'whole') }} and {{ is_within('part', 'whole') }}
),

final as (
    {{ relation('relations', 'part_share', 'share', {'part': 'part_id', 'whole': 'whole_id'}) }}
)

select * from final
