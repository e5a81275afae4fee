-- One row per pair of figures of two publishers that differ in one respect alone, with the rate that turns the unit of the second into that of
-- the first. Two periods are near where more than half of the days of the longer one are in both.
with pairs as (
    select * from {{ ref('int_near_things') }}
),

shown_reports as (
    select report_id from pairs
    union
    select other_report_id as report_id from pairs
),

figures as (
    select
        figures.*,
        {{ day_number('periods.period_start') }} as start_day,
        {{ day_number('periods.period_end') }} as end_day,
        editions.publisher,
        editions.last_day,
        -- one text, so that the two sides of a pair are never joined with each other by what they have in common
        figures.report_id || '|' || {{ thing_id('figures') }} as printed_key
    from {{ ref('int_reported_figures') }} as figures
    inner join {{ ref('int_report_editions') }} as editions on figures.report_id = editions.report_id
    left join {{ ref('stg_periods') }} as periods on figures.period_id = periods.period_id
    where figures.is_main and figures.report_id in (select report_id from shown_reports)
),

-- both ways
rates as (
    select report_id, period_id, from_unit, to_unit, rate_low, rate_high, true as is_product from {{ ref('int_exchange_rates') }}
    union all
    select report_id, period_id, to_unit as from_unit, from_unit as to_unit, rate_low, rate_high, false as is_product from {{ ref('int_exchange_rates') }}
),

matched as (
    select
        pairs.differs_in,
        one.*,
        {% for column in ['report_id', 'publisher', 'last_day', 'low', 'high', 'obs_status', 'scope_id', 'period_id', 'unit', 'observation_ids', 'start_day', 'end_day'] -%}
        other.{{ column }} as other_{{ column }},
        {% endfor -%}
        pairs.thing_id,
        pairs.other_thing_id
    from pairs
    inner join figures as one on pairs.report_id || '|' || pairs.thing_id = one.printed_key
    inner join figures as other on pairs.other_report_id || '|' || pairs.other_thing_id = other.printed_key
    where one.publisher <> other.publisher
),

final as (
    select
        matched.*,
        coalesce(own_rates.rate_low, other_rates.rate_low) as rate_low,
        coalesce(own_rates.rate_high, other_rates.rate_high) as rate_high,
        coalesce(own_rates.is_product, other_rates.is_product) as is_product
    from matched
    left join rates as own_rates
        on matched.report_id = own_rates.report_id
        and matched.period_id = own_rates.period_id
        and matched.other_unit = own_rates.from_unit
        and matched.unit = own_rates.to_unit
    left join rates as other_rates
        on matched.other_report_id = other_rates.report_id
        and matched.other_period_id = other_rates.period_id
        and matched.other_unit = other_rates.from_unit
        and matched.unit = other_rates.to_unit
    where matched.differs_in = 'scope'
        or (
            matched.differs_in = 'period'
            and matched.end_day - matched.start_day + matched.other_end_day - matched.other_start_day is not null
            and 2 * (least(matched.end_day, matched.other_end_day) - greatest(matched.start_day, matched.other_start_day) + 1)
            > greatest(matched.end_day - matched.start_day, matched.other_end_day - matched.other_start_day) + 1
        )
        or (matched.differs_in = 'currency' and (own_rates.rate_low is not null or other_rates.rate_low is not null))
)

select * from final
