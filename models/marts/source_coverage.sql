-- One row per line of the source: its numeric tokens, and how many of them the seeds observe or exclude.
with source_lines as (
    select * from {{ ref('stg_source_lines') }}
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
    select report_id, line, count(*) as tokens
    from {{ ref('stg_excluded_tokens') }}
    group by report_id, line
),

final as (
    select
        source_lines.report_id,
        source_lines.line,
        source_lines.numeric_tokens,
        cast(coalesce(observed.tokens, 0) as integer) as tokens_observed,
        cast(coalesce(excluded.tokens, 0) as integer) as tokens_excluded,
        cast(source_lines.numeric_tokens - coalesce(observed.tokens, 0) - coalesce(excluded.tokens, 0) as integer) as tokens_missing
    from source_lines
    left join observed
        on source_lines.report_id = observed.report_id
        and source_lines.line = observed.line
    left join excluded
        on source_lines.report_id = excluded.report_id
        and source_lines.line = excluded.line
)

{{ published('final') }}
