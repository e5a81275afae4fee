-- One row per figure in the text that contradicts a cell: one digit or swap away from what it restates, or whatever the digits, where the
-- sentence says subject, metric and period of the cell, and no cell agrees.
with restatements as (
    select * from {{ ref('int_text_restatements') }}
),

statements as (
    select * from {{ ref('int_text_statements') }}
    where not is_tied and support >= 1
),

tied as (
    select
        document_id,
        mention_id
    from {{ ref('int_text_pairs') }}
    where holds
    union
    select
        document_id,
        mention_id
    from {{ ref('int_text_changes') }}
),

stated as (
    select
        statements.document_id,
        statements.mention_id,
        statements.table_id,
        statements.row_number,
        statements.column_number,
        statements.shift,
        statements.support
    from statements
    left join tied on statements.document_id = tied.document_id and statements.mention_id = tied.mention_id
    left join restatements on statements.document_id = restatements.document_id and statements.mention_id = restatements.mention_id
    where tied.mention_id is null and restatements.mention_id is null
    qualify row_number()
            over (
                partition by statements.document_id, statements.mention_id
                order by
                    abs(statements.stated - statements.computed) asc, statements.table_id asc nulls last,
                    statements.row_number asc nulls last, statements.column_number asc nulls last
            )
        = 1
),

final as (
    select
        document_id,
        mention_id,
        table_id,
        row_number,
        column_number,
        shift,
        support,
        'sentence' as supported_by
    from restatements
    union all
    select
        *,
        'text' as supported_by
    from stated
)

select * from final
