-- Every term of every relation with its interval. A date counts as the days since 1970 that it may be.
with terms as (
    {% for rule in [
        'rule_complement',
        'rule_containing_period',
        'rule_currency_pair',
        'rule_declared',
        'rule_event_date',
        'rule_event_interval',
        'rule_event_order',
        'rule_forecast_ahead',
        'rule_group_share',
        'rule_growth_triad',
        'rule_list_count',
        'rule_list_members',
        'rule_market_remainder',
        'rule_market_share_revenue',
        'rule_part_of_whole',
        'rule_part_rest',
        'rule_part_share',
        'rule_parts_sum',
        'rule_point_change',
        'rule_price_comparison',
        'rule_range_of_share',
        'rule_rank_order',
        'rule_ratio_claim',
        'rule_release_interval',
        'rule_restatement',
        'rule_run_rate',
        'rule_scope_shift',
        'rule_section_numbering',
        'rule_share_triad',
        'rule_shares_total',
        'rule_source_reach',
        'rule_subperiods',
        'rule_told_period',
        'rule_undated_restatement',
    ] %}
    select * from {{ ref(rule) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

observations as (
    select * from {{ ref('fct_observation') }}
),

periods as (
    select * from {{ ref('periods') }}
),

final as (
    select
        terms.relation_id,
        terms.report_id,
        terms.origin,
        terms.kind,
        terms.comparison,
        terms.severity,
        terms.subject_id,
        terms.metric_id,
        terms.period_id,
        terms.role,
        terms.weight,
        terms.observation_id,
        terms.constant,
        coalesce(observations.line, terms.line) as line,
        observations.unit,
        observations.period_id as observed_period_id,
        observations.usage_warning,
        coalesce(observations.is_approx, false) as is_approx,
        coalesce(observations.value_low, observations.value_high) as value_low,
        coalesce(observations.value_high, observations.value_low) as value_high,
        case
            when terms.constant is not null then terms.constant
            when observations.unit = 'date' then cast({{ day_number('cast(periods.period_start as date)') }} as {{ amount() }})
            else observations.bound_low
        end as low,
        case
            when terms.constant is not null then terms.constant
            when observations.unit = 'date' then cast({{ day_number('cast(periods.period_end as date)') }} as {{ amount() }})
            else observations.bound_high
        end as high,
        terms.constant is null and observations.observation_id is null as is_missing
    from terms
    left join observations on terms.observation_id = observations.observation_id
    left join periods on observations.period_id = periods.period_id
)

select * from final
