-- One row per term of a relation. The share of a part in the sum of all parts of its whole, where all of them are printed. Tables with a row
-- for the whole give it by share_triad.
with parts as (
    select
        *,
        count(*) over (partition by report_id, relation_id) as parts,
        count(part_id) over (partition by report_id, relation_id) as printed
    from {{ ref('int_sum_parts') }}
    where is_complete and not is_signed and not is_table and whole_id is not null
),

-- each part is put beside all others: sets of more parts would give too many pairs
figures as (
    select * from parts
    where printed = parts and parts between 2 and 20
),

relations as (
    select
        *,
        'share_of_parts-' || part_id || '-in-' || substr(relation_id, 11) as share_id
    from figures
),

terms as (
    select share_id as relation_id, report_id, part_subject_id as subject_id, metric_id, period_id, 'part' as role, part_id as observation_id
    from relations
    union all
    select own.share_id as relation_id, own.report_id, own.part_subject_id as subject_id, own.metric_id, own.period_id, 'add' as role, other.part_id as observation_id
    from relations as own
    inner join figures as other on own.report_id = other.report_id and own.relation_id = other.relation_id
    where own.part_id <> other.part_id
),

final as (
    {{ relation('terms', 'share_of_parts', 'portion') }}
)

select * from final
