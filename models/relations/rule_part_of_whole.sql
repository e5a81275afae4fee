{{ config(materialized="view") }}
-- One row per term of a relation. A part is at most as large as its whole, in one metric and period. Members are left to the sum of
-- their group.
with pairs as (
    select * from {{ ref('int_part_whole_pairs') }}
    where part_by <> 'member'
),

relations as (
    select
        'part_of_whole-' || part_id || '-in-' || whole_id as relation_id,
        *
    from pairs
),

final as (
    {{ relation('relations', 'part_of_whole', 'nesting', {'left': 'part_id', 'stated': 'whole_id'}, comparison='at_most') }}
)

select * from final
