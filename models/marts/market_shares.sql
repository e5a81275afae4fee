-- One row per share in a market: a scope with its metric, place and period, and who holds the share, with the printed rank and the volume of
-- which the share is taken. Others and groups hold shares too (`holder_type`).
with figures as (
    select * from {{ ref('int_current_figures') }}
    where scope_id is not null and is_main
),

share_metrics as (
    select metric_id, share_of_metric_id
    from {{ ref('stg_metrics') }}
    where unit = 'percent' and (metric_id in {{ metrics_of('market_concentration', 'share') }} or share_of_metric_id is not null)
),

reports as (
    select report_id, title, published_on from {{ ref('stg_reports') }}
),

-- "among the first five" places no firm
ranks as (
    select * from figures
    where metric_id in {{ metrics_of('market_concentration', 'rank') }} and low = high
),

final as (
    select
        shares.report_id,
        reports.title as report_title,
        reports.published_on,
        {{ public_id('shares.scope_id') }} as market_id,
        scopes.name as market_name,
        {{ names_of('shares') }},
        subjects.subject_type as holder_type,
        shares.low,
        shares.high,
        shares.obs_status,
        cast(ranks.low as integer) as rank,
        {{ public_id('volumes.metric_id') }} as volume_metric_id,
        {{ public_id('volumes.unit') }} as volume_unit,
        volumes.low as volume_low,
        volumes.high as volume_high,
        shares.observation_ids,
        ranks.observation_ids as rank_observation_ids,
        volumes.observation_ids as volume_observation_ids
    from figures as shares
    inner join share_metrics on shares.metric_id = share_metrics.metric_id
    inner join reports on shares.report_id = reports.report_id
    left join ranks
        on shares.report_id = ranks.report_id
        and shares.subject_id = ranks.subject_id
        and shares.scope_id = ranks.scope_id
        and shares.geography_key = ranks.geography_key
        and shares.period_key = ranks.period_key
    left join figures as volumes
        on share_metrics.share_of_metric_id = volumes.metric_id
        and shares.report_id = volumes.report_id
        and shares.subject_id = volumes.subject_id
        and shares.scope_id = volumes.scope_id
        and shares.geography_key = volumes.geography_key
        and shares.period_key = volumes.period_key
    {{ joined_names('shares') }}
)

{{ published('final') }}
