-- One row per observation of a remainder or total of which a report prints tables with different members, with the subject that it is: the
-- one of the registers in the table that names most, and in those that it agrees with. A remainder is one of another table unless all that both tables print of it can hold; a total only where the two cannot hold and each is
-- the sum of its own table, so that the misprint of a total stays one.
{%- set market = ['report_id', 'scope_key', 'geography_key', 'closing_id'] %}
{%- set thing = ['metric_id', 'period_key', 'unit', 'outlook'] %}
with lines as (
    select * from {{ ref('int_table_rows') }}
),

sets as (
    select * from {{ ref('int_table_sets') }}
),

disputed as (
    select {{ market | join(', ') }} from sets
    group by {{ market | join(', ') }}
    having max(place) > 1
),

closings as (
    select one.*, other.members, other.place, other.first_line
    from lines as one
    inner join sets as other on {{ same_columns('one', 'other', market) }} and one.block = other.block
    inner join disputed on {{ same_columns('one', 'disputed', market) }}
    where one.is_closing
),

-- what the members of a table add up to, each as its table prints it
member_values as (
    select {% for column in market + ['block'] + thing %}one.{{ column }}, {% endfor %}one.subject_id, max(one.bound_low) as low, min(one.bound_high) as high
    from lines as one
    inner join {{ ref('int_table_members') }} as other
        on {{ same_columns('one', 'other', market) }} and one.block = other.block and one.subject_id = other.subject_id
        and one.metric_id = other.metric_id and one.period_key = other.period_key and one.unit = other.unit
    where one.closing_type = 'total'
    group by {% for column in market + ['block'] + thing %}one.{{ column }}, {% endfor %}one.subject_id
),

sums as (
    select {{ (market + ['block'] + thing) | join(', ') }}, {{ sum_side('low') }} as low, {{ sum_side('high') }} as high
    from member_values
    group by {{ (market + ['block'] + thing) | join(', ') }}
    having count(*) > 1
),

printed as (
    select
        {% for column in market + thing %}closings.{{ column }}, {% endfor %}closings.closing_type, closings.place,
        max(closings.bound_low) as low,
        min(closings.bound_high) as high,
        min(case when sums.low <= closings.bound_high and sums.high >= closings.bound_low then 1 else 0 end) as adds_up
    from closings
    left join sums
        on closings.block = sums.block
        {% for column in market + thing %}and closings.{{ column }} = sums.{{ column }}
        {% endfor %}
    group by {% for column in market + thing %}closings.{{ column }}, {% endfor %}closings.closing_type, closings.place
),

compared as (
    select
        {% for column in market %}one.{{ column }}, {% endfor %}one.closing_type, one.place, other.place as other_place,
        max(case when one.low > other.high or other.low > one.high then 1 else 0 end) as differ,
        max(case when (one.low > other.high or other.low > one.high) and one.adds_up + other.adds_up = 2 then 1 else 0 end) as each_adds_up
    from printed as one
    inner join printed as other
        on {{ same_columns('one', 'other', market) }} and one.place > other.place
        {% for column in thing %}and one.{{ column }} = other.{{ column }}
        {% endfor %}
    group by {% for column in market %}one.{{ column }}, {% endfor %}one.closing_type, one.place, other.place
),

-- the table that it closes as well: the first that it agrees with
same as (
    select {{ market | join(', ') }}, place, min(case when differ = 0 or (closing_type = 'total' and each_adds_up = 0) then other_place end) as same_place
    from compared
    group by {{ market | join(', ') }}, place
),

named as (
    select one.*, coalesce(other.same_place, case when one.closing_type = 'total' and other.place is null then 1 else one.place end) as table_place
    from closings as one
    left join same as other on {{ same_columns('one', 'other', market) }} and one.place = other.place
),

final as (
    select
        {% for column in market %}named.{{ column }}, {% endfor %}named.block, named.observation_id, named.closing_type,
        case when named.table_place = 1 then named.closing_id else {{ own_subject('named.closing_id', 'tables.first_line') }} end as subject_id,
        tables.first_line,
        tables.members,
        tables.has_remainder,
        named.place = named.table_place as is_own_table
    from named
    inner join (select distinct {{ market | join(', ') }}, place, first_line, members, has_remainder from sets) as tables
        on named.table_place = tables.place
        {% for column in market %}and named.{{ column }} = tables.{{ column }}
        {% endfor %}
)

select * from final
