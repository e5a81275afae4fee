-- One row per count printed with its share, "1280 (43.3%)", and number that it may be of: the one that its cell or heading states, or a
-- count of its column that has no share or one of 100 %. Shares cut off instead of rounded are half a unit wider.
with cells as (
    select * from {{ ref('cells') }}
    where low = high
),

counts as (
    select
        *,
        (share_high - share_low) * 0.5 as slack
    from cells
    where share_low is not null
),

wholes as (
    select distinct
        document_id,
        table_id,
        column_number,
        low as whole
    from cells
    where kind = 'count' and not is_nil and low >= 10 and (share_low is null or share_high > 100)
),

tried as (
    select
        counts.*,
        counts.count_of as whole,
        cast(0 as decimal(28, 6)) as stated_whole
    from counts
    where counts.count_of > 0
    union all
    select
        counts.*,
        wholes.whole,
        wholes.whole as stated_whole
    from counts
    inner join wholes on counts.document_id = wholes.document_id and counts.table_id = wholes.table_id and counts.column_number = wholes.column_number
    where coalesce(counts.count_of, 0) <> wholes.whole and (counts.low <> wholes.whole or counts.share_high <= 100)
),

final as (
    select
        document_id,
        table_id,
        row_number,
        column_number,
        low as value,
        whole,
        stated_whole,
        share_low - slack as share_low,
        share_high + slack as share_high,
        {{ outward_low('100e0 * cast(low as double) / cast(whole as double)') }} as computed_low,
        {{ outward_high('100e0 * cast(low as double) / cast(whole as double)') }} as computed_high,
        100 * low between (share_low - slack) * whole and (share_high + slack) * whole as holds
    from tried
)

select * from final
