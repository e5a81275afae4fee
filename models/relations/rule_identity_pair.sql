-- One row per term of a relation. Two identities give one metric of a subject: operating margin times revenue and gross profit less
-- expenses are both operating income. The metric itself is not printed, or so coarsely that it fits both while they do not fit each other.
-- What both have in common makes neither end wrong: each interval holds the true value.
{%- set place = ['report_id', 'subject_id', 'scope_id', 'geography_id', 'about_period_id'] %}
with pairs as (
    select * from {{ ref('int_identity_pairs') }}
),

placed as (
    select * from {{ ref('int_identity_terms') }}
    where line_key = ''
),

observations as (
    select observation_id, bound_high - bound_low as width from {{ ref('int_lead_observations') }}
),

figures as (
    select pairs.pair_identity_id, pairs.sum_identity_id, pairs.joint_metric_id, pairs.kind, pairs.terms, pairs.pair_role, pairs.weight as pair_weight, placed.*
    from pairs
    inner join placed
        on pairs.identity_id = placed.identity_id
        and pairs.role = placed.role
        and pairs.metric_id = placed.metric_id
        and coalesce(pairs.basis, '') = coalesce(placed.basis, '')
    -- a cost that is printed as a negative figure is added or subtracted alone
    where pairs.pair_role in ('add', 'subtract') or not placed.is_taken_off
),

-- amounts of one currency, and with them what has none
currencies as (
    select distinct pair_identity_id, sum_identity_id, joint_metric_id, currency as relation_currency, {{ place | join(', ') }} from figures
    where currency <> ''
),

joined as (
    select
        figures.*,
        currencies.relation_currency,
        'identity_pair-' || figures.subject_id || '-' || figures.joint_metric_id || '-' || figures.pair_identity_id || '-' || figures.sum_identity_id || '-' || figures.about_period_id
        || case when figures.scope_id = '' then '' else '-' || figures.scope_id end
        || case when figures.geography_id = '' then '' else '-' || figures.geography_id end
        || '-' || currencies.relation_currency as relation_id
    from figures
    inner join currencies
        on figures.pair_identity_id = currencies.pair_identity_id
        and figures.sum_identity_id = currencies.sum_identity_id
        and figures.joint_metric_id = currencies.joint_metric_id
        {%- for column in place %}
        and figures.{{ column }} = currencies.{{ column }}
        {%- endfor %}
        and figures.currency in (currencies.relation_currency, '')
),

measured as (
    select
        joined.*,
        count(*) over relation as printed,
        sum(case when joined.pair_role in ('add', 'subtract') then observations.width end) over relation as sum_width
    from joined
    inner join observations on joined.observation_id = observations.observation_id
    window relation as (partition by joined.relation_id, joined.report_id)
),

joint as (
    select distinct placed.metric_id, placed.currency, {% for column in place %}placed.{{ column }}, {% endfor %}observations.width
    from placed
    inner join observations on placed.observation_id = observations.observation_id
    where placed.basis is null
),

terms as (
    select
        measured.relation_id,
        measured.report_id,
        measured.kind,
        measured.subject_id,
        measured.joint_metric_id as metric_id,
        measured.about_period_id as period_id,
        case when not measured.is_taken_off then measured.pair_role when measured.pair_role = 'add' then 'subtract' else 'add' end as role,
        measured.pair_weight as weight,
        measured.observation_id
    from measured
    left join joint
        on measured.joint_metric_id = joint.metric_id
        and measured.relation_currency = joint.currency
        {%- for column in place %}
        and measured.{{ column }} = joint.{{ column }}
        {%- endfor %}
    where measured.printed = measured.terms
        and (joint.metric_id is null or coalesce(joint.width > measured.sum_width, true))
),

final as (
    {{ relation('terms', 'identity_pair', none, severity='soft', weight='weight') }}
)

select * from final
