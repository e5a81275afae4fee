-- One row per table of amounts that may be cut off after their last digit instead of rounded: two of its sums at least hold by rounding
-- alone, and no parts of one sign add up to more than their total. Each of its figures has a whole unit.
with gaps as (
    select * from {{ ref('int_table_sum_gaps') }}
),

final as (
    select
        document_id,
        table_id
    from gaps
    where parts >= 2 and gap <> 0 and abs(gap) <= tolerance and table_class like '% amount'
    group by document_id, table_id
    having count(*) >= 2
        and count(case when is_one_sided and gap * result > 0 then 1 end) = 0
)

select * from final
