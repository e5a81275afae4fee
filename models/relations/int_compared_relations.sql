-- One row per relation of one or two operands: who they are. What they amount to stands in int_compared_sides.
with final as (
    {% for rule in [
        'rule_containing_period',
        'rule_event_date',
        'rule_event_order',
        'rule_forecast_ahead',
        'rule_growth_triad',
        'rule_list_count',
        'rule_list_members',
        'rule_market_share_revenue',
        'rule_part_of_whole',
        'rule_part_share',
        'rule_price_comparison',
        'rule_range_of_share',
        'rule_rank_order',
        'rule_ratio_claim',
        'rule_restatement',
        'rule_scope_shift',
        'rule_section_numbering',
        'rule_share_triad',
        'rule_source_reach',
        'rule_told_period',
        'rule_undated_restatement',
    ] %}
    select * from {{ ref(rule) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select * from final
