{{ config(materialized="view") }}
-- One row per term of a relation. A whole less one of its parts: one scope without another, the world without a country, a valuation
-- before the new money. The rest is of the kind of the whole. Components of a scope and members of a group are left to their sum.
with pairs as (
    select * from {{ ref('int_part_whole_pairs') }}
    where part_by not in ('component', 'member')
),

observations as {{ read_in_place() }} (
    select * from {{ ref('int_lead_observations') }}
),

relations as (
    select
        'part_rest-' || pairs.whole_id || '-without-' || pairs.part_id as relation_id,
        pairs.report_id,
        whole.subject_id,
        whole.metric_id,
        pairs.period_id,
        pairs.part_id,
        pairs.whole_id
    from pairs
    inner join observations as part on pairs.part_id = part.observation_id
    inner join observations as whole on pairs.whole_id = whole.observation_id
    where {{ ends_meet('part', 'whole') }} and {{ is_within('part', 'whole') }}
),

final as (
    {{ relation('relations', 'part_rest', 'sum', {'add': ['whole_id'], 'subtract': ['part_id']}) }}
)

select * from final
