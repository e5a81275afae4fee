-- Bounds of concentration from group and firm shares of one market (docs/DECISIONS.md).
-- A group of n members enters with n firms. Lower end: shares spread evenly inside each group.
-- Upper end: one member holds a whole group. Firms that the report does not name are taken as
-- no larger than the smallest named firm. Ends enclose; upper HHI is not always attained.
with shares as (
    select * from {{ ref('int_current_figures') }}
    where metric_id = 'market_share' and scope_id is not null
),

stated as (
    select * from {{ ref('int_current_figures') }}
    where metric_id = 'concentration_ratio'
),

members as (
    select group_id, count(*) as firms, max(cast(members_count as integer)) as members_count
    from {{ ref('group_members') }}
    group by group_id
),

named as (
    select
        shares.report_id,
        shares.scope_id as market_id,
        shares.period_id,
        shares.subject_id,
        coalesce(shares.low, 0) as low,
        coalesce(shares.high, 100) as high,
        coalesce(members.firms, 1) as firms
    from shares
    left join members on shares.subject_id = members.group_id
    -- a total over firms that are listed one by one says nothing new about them
    where not exists (
        select 1
        from {{ ref('group_members') }} as member_rows
        inner join shares as member_shares
            on member_rows.member_id = member_shares.subject_id
        where member_rows.group_id = shares.subject_id
            and member_shares.scope_id = shares.scope_id
            and coalesce(member_shares.period_id, '') = coalesce(shares.period_id, '')
    )
),

numbers as (
    select row_number() over (order by metric_id nulls last) as n from {{ ref('metrics') }}
),

firm_floors as (
    select
        named.*,
        {{ ratio_low('named.low', 'named.firms', 1, 6) }} as even_low,
        {{ ratio_high('named.high', 'named.firms', 1, 6) }} as even_high
    from named
),

ranked_floors as (
    select
        firm_floors.*,
        row_number() over (
            partition by report_id, market_id, period_id
            order by even_low desc, subject_id nulls last, numbers.n nulls last
        ) as floor_rank
    from firm_floors
    inner join numbers on numbers.n <= firm_floors.firms
),

ranked_ceilings as (
    select
        named.*,
        row_number() over (
            partition by report_id, market_id, period_id
            order by high desc, subject_id nulls last
        ) as ceiling_rank
    from named
),

markets as (
    select
        report_id,
        market_id,
        period_id,
        sum(firms) as firms_named,
        sum(low) as named_low,
        sum(high) as named_high,
        min(even_high) as smallest_high,
        sum(even_low * even_low * firms) as hhi_low,
        sum(high * high) as hhi_named_high
    from firm_floors
    group by report_id, market_id, period_id
),

measures as (
    select 'CR4' as measure, 4 as firms
    union all
    select 'CR8' as measure, 8 as firms
    union all
    select 'CR10' as measure, 10 as firms
),

floor_parts as (
    select
        report_id,
        market_id,
        period_id,
        subject_id,
        measures.measure,
        case
            when count(*) = max(ranked_floors.firms) then max(low)
            else count(*) * max(even_low)
        end as low
    from ranked_floors
    inner join measures on ranked_floors.floor_rank <= measures.firms
    group by report_id, market_id, period_id, subject_id, measures.measure
),

floors as (
    select report_id, market_id, period_id, measure, sum(low) as low
    from floor_parts
    group by report_id, market_id, period_id, measure
),

ceilings as (
    select report_id, market_id, period_id, measures.measure, sum(high) as high
    from ranked_ceilings
    inner join measures on ranked_ceilings.ceiling_rank <= measures.firms
    group by report_id, market_id, period_id, measures.measure
),

ratios as (
    select
        markets.report_id,
        markets.market_id,
        markets.period_id,
        measures.measure,
        markets.firms_named,
        floors.low,
        ceilings.high + greatest(0, measures.firms - markets.firms_named) * markets.smallest_high as high
    from markets
    cross join measures
    inner join floors
        on markets.report_id = floors.report_id
        and markets.market_id = floors.market_id
        and coalesce(markets.period_id, '') = coalesce(floors.period_id, '')
        and measures.measure = floors.measure
    inner join ceilings
        on markets.report_id = ceilings.report_id
        and markets.market_id = ceilings.market_id
        and coalesce(markets.period_id, '') = coalesce(ceilings.period_id, '')
        and measures.measure = ceilings.measure
),

hhi as (
    select
        report_id,
        market_id,
        period_id,
        'HHI' as measure,
        firms_named,
        hhi_low as low,
        least(10000, hhi_named_high + greatest(0, 100 - named_low) * least(smallest_high, greatest(0, 100 - named_low))) as high
    from markets
),

all_measures as (
    select report_id, market_id, period_id, measure, firms_named, low, least(100, high) as high from ratios
    union all
    select report_id, market_id, period_id, measure, firms_named, low, high from hhi
),

final as (
    select
        all_measures.report_id,
        all_measures.market_id,
        coalesce(all_measures.period_id, 'undated') as period_id,
        all_measures.measure,
        cast(all_measures.low as {{ amount() }}) as low,
        cast(all_measures.high as {{ amount() }}) as high,
        cast(all_measures.firms_named as integer) as firms_named,
        stated.low as stated_low,
        stated.high as stated_high,
        {{ verdict('all_measures.low', 'all_measures.high', 'stated.low', 'stated.high') }} as verdict,
        case
            when all_measures.measure <> 'HHI' then null
            when all_measures.high <= 1000 then 'unconcentrated'
            when all_measures.low > 1800 then 'highly_concentrated'
            when all_measures.low > 1000 and all_measures.high <= 1800 then 'moderately_concentrated'
            else 'undetermined'
        end as hhi_class
    from all_measures
    -- the report calls its ratio CR10 but prints the shares of eight firms: both are compared
    left join stated
        on all_measures.report_id = stated.report_id
        and all_measures.market_id = stated.scope_id
        and all_measures.measure in ('CR8', 'CR10')
)

select * from final
