-- One row per market and pair of years: growth, and compound growth per year.
with sizes as (
    select *{{ join_keys(['geography']) }}
    from {{ ref('market_size') }}
),

final as (
    select
        earlier.report_id,
        earlier.market_id,
        earlier.year as from_year,
        later.year as to_year,
        {{ growth_low('earlier.low', 'earlier.high', 'later.low', 'later.high') }} as growth_low,
        {{ growth_high('earlier.low', 'earlier.high', 'later.low', 'later.high') }} as growth_high,
        case
            when later.year - earlier.year = 1 then {{ growth_low('earlier.low', 'earlier.high', 'later.low', 'later.high') }}
            else {{ cagr_low('earlier.low', 'earlier.high', 'later.low', 'later.high', '(later.year - earlier.year)') }}
        end as cagr_low,
        case
            when later.year - earlier.year = 1 then {{ growth_high('earlier.low', 'earlier.high', 'later.low', 'later.high') }}
            else {{ cagr_high('earlier.low', 'earlier.high', 'later.low', 'later.high', '(later.year - earlier.year)') }}
        end as cagr_high,
        earlier.subject_id,
        earlier.geography_id,
        earlier.unit,
        {{ merged('earlier.observation_ids', 'later.observation_ids') }} as observation_ids
    from sizes as earlier
    inner join sizes as later
        on earlier.report_id = later.report_id
        and earlier.market_id = later.market_id
        and earlier.subject_id = later.subject_id
        and earlier.geography_key = later.geography_key
        and earlier.unit = later.unit
        and earlier.year < later.year
)

select * from final
