-- One row per growth or share and slot in which it can be tried: the percentage printed, and what its one or two amounts give. What a
-- share is of may be outside the table. Shares are often rounded so that they sum to 100: they have a whole unit of the last digit
-- either way. A growth may be printed as better or worse, that of a cost alone as worse.
with terms as (
    select * from {{ ref('int_table_relation_terms') }}
    where kind in ('growth', 'share') and not is_nil
),

shares as (
    select
        table_direction || ' shares ' || cast(line as {{ dbt.type_string() }}) as relation_id,
        whole_low,
        whole_high
    from {{ ref('int_table_shares') }}
),

-- Amounts that may be cut off have a whole unit either way.
spread as (
    select
        terms.*,
        terms.role = 'result' and {{ says_cost('cells.row_label') }} as is_cost,
        terms.bound_low - case when cut_off.table_id is not null and terms.kind = 'growth' and terms.role <> 'result' then terms.width * 0.5 else 0 end as lowest,
        terms.bound_high + case when cut_off.table_id is not null and terms.kind = 'growth' and terms.role <> 'result' then terms.width * 0.5 else 0 end as highest
    from terms
    inner join {{ ref('cells') }} as cells
        on terms.document_id = cells.document_id and terms.table_id = cells.table_id
            and terms.row_number = cells.row_number and terms.column_number = cells.column_number
    left join {{ ref('int_table_cut_off') }} as cut_off on terms.document_id = cut_off.document_id and terms.table_id = cut_off.table_id
),

percentages as (
    select
        terms.relation_id,
        terms.slot,
        max(case when terms.role in ('result', 'share') then terms.bound_low end) as stated_low,
        max(case when terms.role in ('result', 'share') then terms.bound_high end) as stated_high,
        max(case when terms.kind = 'share' then 1 else 0 end) as units_of_slack,
        bool_or(terms.is_cost) as is_cost,
        max(case when terms.kind = 'growth' then 100 else 0 end) as base,
        cast(max(case when terms.role in ('first', 'part') then terms.lowest end) as double) as first_low,
        cast(max(case when terms.role in ('first', 'part') then terms.highest end) as double) as first_high,
        coalesce(cast(max(case when terms.role = 'second' then terms.lowest end) as double), max(shares.whole_low)) as second_low,
        coalesce(cast(max(case when terms.role = 'second' then terms.highest end) as double), max(shares.whole_high)) as second_high
    from spread as terms
    left join shares on terms.relation_id = shares.relation_id
    group by terms.relation_id, terms.slot
),

final as (
    select
        relation_id,
        slot,
        {{ outward_low('100 * first_low / case when first_low < 0 then second_low else second_high end - base') }} as computed_low,
        {{ outward_high('100 * first_high / case when first_high < 0 then second_high else second_low end - base') }} as computed_high,
        stated_low - units_of_slack * (stated_high - stated_low) * 0.5 as stated_low,
        stated_high + units_of_slack * (stated_high - stated_low) * 0.5 as stated_high,
        is_cost and base = 100 and first_low > 0
        and 100 * first_low / second_high - 100 <= -stated_low and -stated_high <= 100 * first_high / second_low - 100 as is_worse,
        base = 100 and first_low > 0 and 100 * second_low / first_high - 100 <= -stated_low and -stated_high <= 100 * second_high / first_low - 100
            as holds_otherwise
    from percentages
    where stated_low is not null and second_low > 0 and first_low is not null
        and (base = 100 or stated_high > 0 or first_low < 0)  -- no share of a gain is negative: a change, as of basis points
        and (base = 100 or stated_low + stated_high <> 200)  -- a share of 100 says what is the whole
)

select * from final
