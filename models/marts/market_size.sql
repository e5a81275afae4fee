-- One row per market (a scope, or a segment where no scope is printed) and calendar year: its size.
with final as (
    select * from {{ ref('int_market_sizes') }}
)

{{ published('final') }}
