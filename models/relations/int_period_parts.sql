-- One row per period and longer period that it is a part of: as the register says, or by the days of one calendar. `parts` is the number
-- of such parts that make up the longer period; NULL where parts of this kind do not.
{%- set months = {'month': 1, 'quarter': 3, 'half': 6, 'nine_months': 9, 'year': 12} %}
with periods as (
    select * from {{ ref('stg_periods') }}
),

pairs as (
    select part.period_id, part.part_of_period_id as whole_period_id
    from periods as part
    union
    select part.period_id, whole.period_id as whole_period_id
    from periods as part
    inner join periods as whole
        on part.calendar = whole.calendar
        and {{ register_of('part.period_id') }} = {{ register_of('whole.period_id') }}
        and part.period_start >= whole.period_start
        and part.period_end <= whole.period_end
    where part.period_type in ('month', 'quarter', 'half', 'nine_months')
        and whole.period_type in ('quarter', 'half', 'nine_months', 'year')
        and part.period_type <> whole.period_type
),

final as (
    select
        pairs.period_id,
        pairs.whole_period_id,
        part.period_type,
        case
            {%- for whole, length in months.items() %}{% for part, part_length in months.items() if part_length < length and length % part_length == 0 %}
            when whole.period_type = '{{ whole }}' and part.period_type = '{{ part }}' then {{ length // part_length }}
            {%- endfor %}{% endfor %}
        end as parts
    from pairs
    inner join periods as part on pairs.period_id = part.period_id
    inner join periods as whole on pairs.whole_period_id = whole.period_id
)

select * from final
