-- One row per printed share and subject that may be its whole: the parent of the subject, the row for the whole of its table, or one of the
-- listed bases where the text leaves open of what the share is taken. Without a scope it is the total of its column that adds up. A parent that has such a share itself is a part of the same
-- whole (a subtotal), which is then what stands above it.
with observations as (
    select * from {{ ref('int_lead_observations') }}
    where is_lead
),

subjects as (
    select * from {{ ref('int_subjects') }}
),

holders as (
    select * from {{ ref('int_market_holders') }}
),

share_bases as (
    select * from {{ ref('stg_share_bases') }}
),

{% set table = ['report_id', 'metric_id', 'scope_id', 'geography_id', 'period_id'] %}
shares as (
    select distinct {{ table | join(', ') }}, subject_id from observations
    where share_of_metric_id is not null
),

-- as many subtotals as a table has one within another
{% for depth in [1, 2, 3] %}
wholes_{{ depth }} as (
    select own.observation_id, own.{{ table | join(', own.') }}, subjects.parent_subject_id
    from {{ 'observations' if depth == 1 else 'wholes_' ~ (depth - 1) }} as own
    inner join subjects on own.{{ 'subject_id' if depth == 1 else 'parent_subject_id' }} = subjects.subject_id
    {% if depth > 1 %}
    inner join shares on own.parent_subject_id = shares.subject_id{% for column in table %} and own.{{ column }} = shares.{{ column }}{% endfor %}

    {% endif %}
    where subjects.parent_subject_id is not null{{ ' and own.share_of_metric_id is not null' if depth == 1 }}
),

{% endfor %}
parents as (
    select wholes_1.observation_id, coalesce(wholes_3.parent_subject_id, wholes_2.parent_subject_id, wholes_1.parent_subject_id) as whole_subject_id
    from wholes_1
    left join wholes_2 on wholes_1.observation_id = wholes_2.observation_id
    left join wholes_3 on wholes_1.observation_id = wholes_3.observation_id
),

final as (
    select observation_id, whole_subject_id from parents
    union
    select share.observation_id, whole.subject_id as whole_subject_id
    from observations as share
    inner join observations as whole
        on share.report_id = whole.report_id
        and share.share_of_metric_id = whole.metric_id
        and share.scope_id = whole.scope_id
        and share.geography_id = whole.geography_id
        and share.period_id = whole.period_id
    inner join holders on whole.scope_id = holders.scope_id and whole.subject_id = holders.subject_id
    where holders.holder = 'total' and share.subject_id <> whole.subject_id
    union
    select share.observation_id, columns.total_subject_id as whole_subject_id
    from observations as share
    inner join {{ ref('int_column_parts') }} as columns
        on share.report_id = columns.report_id
        and share.subject_id = columns.part_subject_id
        and share.share_of_metric_id = columns.metric_id
        and share.geography_id = columns.geography_id
        and share.period_id = columns.period_id
    where share.scope_id = '' and columns.axis = 'row'
    union
    select share.observation_id, share_bases.whole_id as whole_subject_id
    from observations as share
    inner join share_bases
        on share.subject_id = share_bases.part_id
        and share.metric_id = share_bases.share_metric_id
)

select * from final
