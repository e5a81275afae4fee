-- Tokens of each line of the source against what the seeds observe or exclude.
with source_lines as (
    select * from {{ reported('source_lines') }}
),

-- two figures may share one token: it counts once
claims as (
    select distinct report_id, line, token, printed
    from {{ ref('fct_observation') }}
    where token is not null and report_id in (select report_id from source_lines)
),

observed as (
    select report_id, line, sum({{ count_tokens('printed') }}) as tokens
    from claims
    group by report_id, line
),

excluded as (
    select report_id, cast(line as integer) as line, count(*) as tokens
    from {{ reported('excluded_tokens') }}
    group by report_id, line
),

final as (
    select
        source_lines.report_id,
        cast(source_lines.line as integer) as line,
        cast(source_lines.numeric_tokens as integer) as numeric_tokens,
        cast(coalesce(observed.tokens, 0) as integer) as tokens_observed,
        cast(coalesce(excluded.tokens, 0) as integer) as tokens_excluded,
        cast(cast(source_lines.numeric_tokens as integer) - coalesce(observed.tokens, 0) - coalesce(excluded.tokens, 0) as integer) as tokens_missing
    from source_lines
    left join observed
        on source_lines.report_id = observed.report_id
        and cast(source_lines.line as integer) = observed.line
    left join excluded
        on source_lines.report_id = excluded.report_id
        and cast(source_lines.line as integer) = excluded.line
)

select * from final
