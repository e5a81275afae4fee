-- One row per term of an identity between the metrics of one subject, as the register of identities lists it, of which all operands are printed,
-- in one scope, place and currency; the stated metric may be missing where the figures have a period. A cost that is printed as a negative figure is added where it would be subtracted; as the result of a
-- product it is not compared.
with identities as (
    select * from {{ ref('stg_metric_identities') }}
),

placed as (
    select * from {{ ref('int_identity_terms') }}
),

sizes as (
    select
        identity_id,
        min(kind) as kind,
        min(severity) as severity,
        count(case when role <> 'stated' then 1 end) as operands,
        min(case when role = 'stated' then metric_id end) as stated_metric_id
    from identities
    group by identity_id
),

-- amounts of one currency, and with them what has none
currencies as (
    select distinct identity_id, report_id, subject_id, scope_id, geography_id, about_period_id, line_key, currency from placed
),

joined as (
    select
        placed.*,
        currencies.currency as relation_currency,
        sizes.kind,
        sizes.severity,
        sizes.operands,
        sizes.stated_metric_id,
        count(case when placed.role <> 'stated' then 1 end) over relation as printed,
        count(case when placed.role = 'stated' then 1 end) over relation as stated,
        max(case when placed.is_taken_off and placed.role not in ('add', 'subtract') then 1 else 0 end) over relation = 1 as is_left_out
    from placed
    inner join sizes on placed.identity_id = sizes.identity_id
    inner join currencies
        on placed.identity_id = currencies.identity_id
        and placed.report_id = currencies.report_id
        and placed.subject_id = currencies.subject_id
        and placed.scope_id = currencies.scope_id
        and placed.geography_id = currencies.geography_id
        and placed.about_period_id = currencies.about_period_id
        and placed.line_key = currencies.line_key
        and placed.currency in (currencies.currency, '')
    window relation as (
        partition by placed.identity_id, placed.report_id, placed.subject_id, placed.scope_id, placed.geography_id, placed.about_period_id, placed.line_key, currencies.currency
    )
),

final as (
    select
        'metric_identity-' || subject_id || '-' || identity_id || '-' || about_period_id || line_key
        || case when scope_id = '' then '' else '-' || scope_id end
        || case when geography_id = '' then '' else '-' || geography_id end
        || case when relation_currency = '' then '' else '-' || relation_currency end as relation_id,
        report_id,
        kind,
        severity,
        subject_id,
        stated_metric_id as metric_id,
        about_period_id as period_id,
        case when not is_taken_off then role when role = 'add' then 'subtract' when role = 'subtract' then 'add' else role end as role,
        weight,
        observation_id
    from joined
    where printed = operands and not is_left_out and (line_key = '' or stated > 0)
)

select * from final
