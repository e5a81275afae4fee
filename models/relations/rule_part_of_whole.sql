{{ config(materialized="view") }}
-- One row per term of a relation. A part is at most as large as its whole, in one metric and period. What can be negative, such as a
-- profit within revenue, is more where gains come from elsewhere: softly. Members are left to the sum of their group.
with pairs as (
    select * from {{ ref('int_part_whole_pairs') }}
    where part_by <> 'member'
),

signed_metrics as (
    select metric_id from {{ ref('stg_metrics') }}
    where is_signed = 'yes'
),

relations as (
    select
        'part_of_whole-' || part_id || '-in-' || whole_id as relation_id,
        case when metric_id in (select metric_id from signed_metrics) then 'soft' else 'hard' end as severity,
        *
    from pairs
),

final as (
    {{ relation('relations', 'part_of_whole', 'nesting', {'left': 'part_id', 'stated': 'whole_id'}, comparison='at_most', severity=none) }}
)

select * from final
