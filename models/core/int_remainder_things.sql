-- One row per report, remainder and market: what it is called across reports, which names what its table prints besides.
with parts as (
    select distinct
        report_id,
        remainder_id,
        scope_id,
        geography_id,
        {{ public_id('closing_id') }} as printed_id,
        {{ public_id('subject_id') }} as member_id
    from {{ ref('int_table_parts') }}
    where subject_id is not null
),

thing_ids as (
    select * from {{ ref('int_thing_ids') }}
    where register = 'subjects'
),

final as (
    select
        parts.report_id,
        parts.remainder_id,
        parts.scope_id,
        parts.geography_id,
        min(coalesce(remainders.shared_id, parts.printed_id)) || ' but ' || {{ joined(sorted_list('coalesce(members.shared_id, parts.member_id)')) }} as thing_id
    from parts
    left join thing_ids as remainders on parts.report_id = remainders.report_id and parts.printed_id = remainders.id
    left join thing_ids as members on parts.report_id = members.report_id and parts.member_id = members.id
    group by parts.report_id, parts.remainder_id, parts.scope_id, parts.geography_id
)

select * from final
