-- One row per term of a relation. The shares of one market and period add up to at most 100 %, and to 100 % where the others are printed
-- too. A share printed for the whole is 100 %. So do the shares of the members of a group, such as the segments of a firm, in the group itself.
with shares as (
    select
        *,
        'shares_total-' || market as relation_id,
        '' as subject_id,
        case when has_remainder then 'equal' else 'at_most' end as comparison
    from {{ ref('int_market_shares') }}
    where parts > 1
),

markets as (
    select distinct relation_id, report_id, subject_id, metric_id, period_id, comparison from shares
),

totals as (
    select observations.*, 'shares_total-' || observations.observation_id as relation_id
    from {{ ref('int_lead_observations') }} as observations
    inner join {{ ref('int_market_holders') }} as holders
        on observations.scope_id = holders.scope_id and observations.subject_id = holders.subject_id
    where observations.is_lead and observations.is_additive and observations.upper_limit = 100 and holders.holder = 'total'
),

observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead
),

subjects as (
    select * from {{ ref('int_subjects') }}
),

breakdowns as (
    select *, count(*) over (partition by group_id, breakdown_key) as size from {{ ref('int_group_members') }}
),

-- a group that is a part itself may be a subtotal, whose members have shares of what stands above it
own_parts as (
    select
        'shares_total-' || whole.subject_id || '-' || share.metric_id || '-' || share.period_id
        || case when share.scope_id = '' then '' else '-' || share.scope_id end
        || case when share.geography_id = '' then '' else '-' || share.geography_id end
        || case when breakdowns.breakdown_key = '' then '' else '-' || breakdowns.breakdown_key end as relation_id,
        share.report_id,
        whole.subject_id,
        share.metric_id,
        share.period_id,
        share.observation_id,
        breakdowns.size,
        count(*) over (partition by share.report_id, whole.subject_id, breakdowns.breakdown_key, share.metric_id, share.period_id, share.scope_id, share.geography_id) as printed
    from observations as share
    inner join breakdowns on share.subject_id = breakdowns.member_id
    inner join subjects as part on share.subject_id = part.subject_id and breakdowns.group_id = part.parent_subject_id
    inner join subjects as whole on part.parent_subject_id = whole.subject_id and whole.parent_subject_id is null
    where share.share_of_metric_id is not null and share.upper_limit = 100
),

own_shares as (
    select *, case when printed = size then 'equal' else 'at_most' end as comparison from own_parts
    where printed > 1
),

-- shares of the rows of a table whose levels add up
columns as (
    select
        'shares_total-' || columns.total_id || '-' || share.metric_id || '-l' || cast(columns.total_line as {{ dbt.type_string() }}) as relation_id,
        share.report_id,
        columns.total_subject_id as subject_id,
        share.metric_id,
        share.period_id,
        columns.severity,
        share.observation_id,
        case when columns.has_remainder and columns.is_complete and count(*) over (partition by columns.total_id, columns.total_line, share.metric_id) = columns.parts then 'equal' else 'at_most' end as comparison
    from (select *, count(*) over (partition by total_id, total_line) as parts from {{ ref('int_column_parts') }} where axis = 'row') as columns
    inner join observations as share
        on columns.report_id = share.report_id
        and columns.part_subject_id = share.subject_id
        and columns.metric_id = share.share_of_metric_id
        and columns.geography_id = share.geography_id
        and columns.period_id = share.period_id
    where share.scope_id = '' and share.is_additive and share.upper_limit = 100
),

column_wholes as (
    select distinct relation_id, report_id, subject_id, metric_id, period_id, severity, comparison from columns
),

own_wholes as (
    select distinct relation_id, report_id, subject_id, metric_id, period_id, comparison from own_shares
),

final as (
    {{ relation('shares', 'shares_total', 'sum', {'add': ['observation_id']}, comparison=none) }}
    union all
    {{ relation('markets', 'shares_total', 'sum', {}, constants={'stated': 100}, comparison=none) }}
    union all
    {{ relation('own_shares', 'shares_total', 'sum', {'add': ['observation_id']}, comparison=none) }}
    union all
    {{ relation('own_wholes', 'shares_total', 'sum', {}, constants={'stated': 100}, comparison=none) }}
    union all
    {{ relation('columns', 'shares_total', 'sum', {'add': ['observation_id']}, comparison=none, severity=none) }}
    union all
    {{ relation('column_wholes', 'shares_total', 'sum', {}, constants={'stated': 100}, comparison=none, severity=none) }}
    union all
    {{ relation('totals', 'shares_total', 'equal', {'left': 'observation_id'}, constants={'stated': 100}) }}
)

select * from final
