-- One row per printed figure of a holder in a market (a scope, place and period) and table in which it may be added: shares, and levels of a
-- market with a row for the whole, `total_id`, which is never a part. A table is closed by a remainder (others) and has what is printed with it.
-- Where it leaves a holder of the market out, the list may go on below it, or go on with what was named before: of the kind `all` are then it and all
-- holders, and `named` the holders alone. Without a remainder, and with several that the report itself tells apart, all figures are one table without a name.
{%- set market = ['report_id', 'metric_id', 'scope_id', 'geography_id', 'period_id', 'unit'] %}
with observations as (
    select observations.*, holders.holder
    from {{ ref('int_lead_observations') }} as observations
    left join {{ ref('int_market_holders') }} as holders
        on observations.scope_id = holders.scope_id and observations.subject_id = holders.subject_id
    where observations.is_lead and observations.is_additive and observations.scope_id <> ''
),

table_parts as (
    select * from {{ ref('int_table_parts') }}
),

totals as (
    select {{ market | join(', ') }}, min(observation_id) as total_id, min(subject_id) as total_subject_id
    from observations
    where holder = 'total'
    group by {{ market | join(', ') }}
),

holdings as (
    select
        {% for column in market + ['observation_id', 'subject_id', 'bound_low', 'bound_high', 'is_signed', 'upper_limit', 'holder'] %}observations.{{ column }}, {% endfor %}

        totals.total_id, totals.total_subject_id
    from observations
    left join totals on {{ same_columns('observations', 'totals', market) }}
    where (observations.upper_limit = 100 or totals.total_id is not null) and coalesce(observations.holder, 'remainder') = 'remainder'
),

remainders as (
    select holdings.*, coalesce(bases.closing_id, holdings.subject_id) as closing_id
    from holdings
    left join (select distinct report_id, remainder_id, closing_id from table_parts) as bases
        on holdings.report_id = bases.report_id and holdings.subject_id = bases.remainder_id
    where holdings.holder = 'remainder'
),

-- markets of which the report knows one remainder, in one table or several
closed as (
    select {{ market | join(', ') }}, min(closing_id) as closing_id
    from remainders
    group by {{ market | join(', ') }}
    having count(distinct closing_id) = 1
),

tables as (
    select {% for column in market %}remainders.{{ column }}, {% endfor %}remainders.subject_id as table_id, table_parts.subject_id
    from remainders
    inner join closed on {{ same_columns('remainders', 'closed', market) }}
    left join table_parts on remainders.subject_id = table_parts.remainder_id and {{ same_columns('remainders', 'table_parts', market) }}
    union all
    select {% for column in market %}remainders.{{ column }}, {% endfor %}remainders.subject_id as table_id, remainders.subject_id
    from remainders
    inner join closed on {{ same_columns('remainders', 'closed', market) }}
),

-- a remainder with which nothing is printed is left of all
placed as (
    select holdings.*, tables.table_id
    from holdings
    inner join tables
        on {{ same_columns('holdings', 'tables', market) }}
        and coalesce(holdings.subject_id = tables.subject_id, holdings.holder is null)
),

-- remainders whose table leaves a holder of the market out
outside as (
    select distinct {% for column in market %}remainders.{{ column }}, {% endfor %}remainders.subject_id as table_id
    from remainders
    inner join closed on {{ same_columns('remainders', 'closed', market) }}
    inner join holdings on {{ same_columns('remainders', 'holdings', market) }} and holdings.holder is null
    left join placed on holdings.observation_id = placed.observation_id and remainders.subject_id = placed.table_id
    where placed.observation_id is null
),

tried as (
    select *, 'table' as table_kind from placed
    union all
    select holdings.*, outside.table_id, 'all' as table_kind
    from holdings
    inner join outside on {{ same_columns('holdings', 'outside', market) }} and holdings.holder is null
    union all
    select placed.*, 'all' as table_kind
    from placed
    inner join outside on {{ same_columns('placed', 'outside', market) }} and placed.table_id = outside.table_id and placed.subject_id = placed.table_id
    union all
    select holdings.*, 'named' as table_id, 'named' as table_kind
    from holdings
    inner join (select distinct {{ market | join(', ') }} from outside) as markets on {{ same_columns('holdings', 'markets', market) }}
    where holdings.holder is null
),

final as (
    select tried.*, case when tried.table_id = closed.closing_id then '' else tried.table_id end as table_key
    from tried
    inner join closed on {{ same_columns('tried', 'closed', market) }}
    union all
    select holdings.*, '' as table_id, 'table' as table_kind, '' as table_key
    from holdings
    left join closed on {{ same_columns('holdings', 'closed', market) }}
    where closed.report_id is null
)

select * from final
