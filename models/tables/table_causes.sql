-- One row per failing relation and slot that shares a figure with others that fail: the one figure that is in most of them. Its
-- correction must be the same in all of them; where two figures do as well, none is named.
with findings as (
    select * from {{ ref('table_findings') }}
    where severity = 'hard'
),

terms as (
    select distinct
        relation_id,
        slot,
        role,
        document_id,
        table_id,
        row_number,
        column_number
    from {{ ref('int_table_relation_terms') }}
),

slots as (
    select * from {{ ref('int_table_relation_slots') }}
),

involved as (
    select
        terms.*,
        findings.score,
        case
            when findings.kind not in ('total', 'difference') then null
            when terms.role = 'add' then findings.stated_low - findings.computed_high
            else findings.computed_low - findings.stated_high
        end as correction_low,
        case
            when findings.kind not in ('total', 'difference') then null
            when terms.role = 'add' then findings.stated_high - findings.computed_low
            else findings.computed_high - findings.stated_low
        end as correction_high
    from findings
    inner join terms on findings.relation_id = terms.relation_id and findings.slot = terms.slot
),

agreeing as (
    select
        terms.document_id,
        terms.table_id,
        terms.row_number,
        terms.column_number,
        count(*) as slots_held
    from terms
    inner join slots on terms.relation_id = slots.relation_id and terms.slot = slots.slot
    where slots.holds
    group by terms.document_id, terms.table_id, terms.row_number, terms.column_number
),

shared as (
    select
        document_id,
        table_id,
        row_number,
        column_number,
        count(*) as slots_failed
    from involved
    group by document_id, table_id, row_number, column_number
    having count(*) >= 2 and coalesce(max(correction_low) <= min(correction_high), true)
),

ranked as (
    select
        involved.*,
        rank()
            over (
                partition by involved.relation_id, involved.slot
                order by shared.slots_failed desc, coalesce(agreeing.slots_held, 0) asc
            )
            as place
    from involved
    inner join shared
        on involved.document_id = shared.document_id
            and involved.table_id = shared.table_id
            and involved.row_number = shared.row_number
            and involved.column_number = shared.column_number
    left join agreeing
        on involved.document_id = agreeing.document_id
            and involved.table_id = agreeing.table_id
            and involved.row_number = agreeing.row_number
            and involved.column_number = agreeing.column_number
),

named as (
    select
        *,
        count(*) over (partition by relation_id, slot) as figures_named
    from ranked
    where place = 1
),

final as (
    select
        relation_id,
        slot,
        document_id,
        table_id,
        row_number,
        column_number,
        row_number()
            over (
                partition by document_id, table_id, row_number, column_number
                order by case when role in ('result', 'share', 'stated') then 0 else 1 end, score desc, relation_id nulls last, slot nulls last
            )
            as rank_in_cause
    from named
    where figures_named = 1
)

select * from final
