-- One row per term of a relation. What one line prints of one subject and may be compared (a metric over several periods or on two bases, or
-- metrics that one definition joins) is in one currency, or also in that, and so are a whole and its parts: an amount that alone has
-- another one is a slip, or converted without a word.
with currencies as (
    select unit from {{ ref('stg_units') }}
    where kind = 'currency' and unit <> 'XXX'
),

amounts as (
    select * from {{ ref('int_lead_observations') }}
    where quantity_kind = 'money' and unit in (select unit from currencies)
),

mixed as (
    select report_id, line, subject_id
    from amounts
    group by report_id, line, subject_id
    having min(unit) <> max(unit)
),

members as (
    select group_id, member_id from {{ ref('int_group_members') }}
    union
    select group_id, group_id as member_id from {{ ref('int_group_members') }}
),

table_amounts as (
    select
        amounts.*,
        members.group_id || '|' || amounts.metric_id || '|' || amounts.scope_id || '|' || amounts.geography_id || '|' || amounts.period_id as shared_key
    from amounts
    inner join members on amounts.subject_id = members.member_id
),

-- of a breakdown one amount alone is in another currency
tables as (
    select report_id, shared_key
    from table_amounts
    group by report_id, shared_key
    having min(unit) <> max(unit) and count(*) >= 4
),

placed as (
    select amounts.*, cast(amounts.line as {{ dbt.type_string() }}) || '|' || amounts.subject_id as shared_key, false as is_table
    from amounts
    inner join mixed on amounts.report_id = mixed.report_id and amounts.line = mixed.line and amounts.subject_id = mixed.subject_id
    union all
    select table_amounts.*, true as is_table
    from table_amounts
    inner join tables on table_amounts.report_id = tables.report_id and table_amounts.shared_key = tables.shared_key
),

-- of two currencies the one of most amounts is the usual one
usual_currencies as (
    select
        report_id, shared_key, unit, is_table,
        count(*) as times,
        sum(count(*)) over (partition by report_id, shared_key) as amounts,
        row_number() over (partition by report_id, shared_key order by count(*) desc, min(observation_id) nulls last) as place
    from placed
    group by report_id, shared_key, unit, is_table
),

usual as (
    select placed.*
    from placed
    inner join usual_currencies
        on placed.report_id = usual_currencies.report_id
        and placed.shared_key = usual_currencies.shared_key
        and placed.unit = usual_currencies.unit
    where usual_currencies.place = 1 and (not usual_currencies.is_table or usual_currencies.amounts = usual_currencies.times + 1)
),

joined_metrics as (
    select distinct own.metric_id, other.metric_id as other_metric_id
    from {{ ref('stg_metric_identities') }} as own
    inner join {{ ref('stg_metric_identities') }} as other on own.identity_id = other.identity_id
),

pairs as (
    select
        strange.report_id, strange.subject_id, strange.metric_id, strange.period_id, strange.observation_id as strange_id, usual.observation_id as usual_id,
        'currency_shift-' || strange.observation_id as relation_id,
        row_number() over (
            partition by strange.observation_id
            order by case when strange.metric_id = usual.metric_id then 0 else 1 end, usual.observation_id nulls last
        ) as choice
    from placed as strange
    inner join usual
        on strange.report_id = usual.report_id
        and strange.shared_key = usual.shared_key
        and strange.unit <> usual.unit
    left join joined_metrics on strange.metric_id = joined_metrics.metric_id and usual.metric_id = joined_metrics.other_metric_id
    {%- for own, other in [('strange', 'usual'), ('usual', 'strange')] %}
    left join amounts as {{ own }}_converted
        on {{ own }}.report_id = {{ own }}_converted.report_id
        {%- for column in ['subject_id', 'metric_id', 'scope_id', 'geography_id', 'period_id'] %}
        and {{ own }}.{{ column }} = {{ own }}_converted.{{ column }}
        {%- endfor %}
        and {{ other }}.unit = {{ own }}_converted.unit
        -- one number in two currencies is no conversion
        and not coalesce({{ own }}.bound_low <= {{ own }}_converted.bound_high and {{ own }}_converted.bound_low <= {{ own }}.bound_high, false)
    {%- endfor %}
    where strange_converted.observation_id is null and usual_converted.observation_id is null
        and (strange.metric_id = usual.metric_id or (joined_metrics.metric_id is not null and strange.period_id = usual.period_id))
),

relations as (
    select * from pairs
    where choice = 1
),

final as (
    {{ relation('relations', 'currency_shift', 'scope', {'left': 'strange_id', 'stated': 'usual_id'}, severity='soft') }}
)

select * from final
