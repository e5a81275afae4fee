-- One row per relation of one or two operands: the ids of its observations. int_compared_sides adds their intervals.
with final as (
    {{ union_of_rules('operands') }}
)

select * from final
