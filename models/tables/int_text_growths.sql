-- One row per growth that a sentence prints with its two levels: "$120 million, up 20% from $100 million", "rose 20% to $120 million from
-- $100 million", "$120 million, compared with $100 million, an increase of 20%". The words between them name nothing else.
{%- set columns = ['mention_id', 'bound_low', 'bound_high', 'unit', 'kind'] %}
{%- set roles = {
    'growth': {'up': 'second', 'to': 'first', 'by': 'third', 'from': 'first', 'past': 'third'},
    'later': {'up': 'first', 'to': 'second', 'by': 'first', 'from': 'third', 'past': 'second'},
    'earlier': {'up': 'third', 'to': 'third', 'by': 'second', 'from': 'second', 'past': 'first'},
} %}
with mentions as (
    select
        document_id, sentence_number, {{ columns | join(', ') }},
        {{ names_growth() }} as names_growth,
        lower(text_before) like '%from ' as is_after_from,
        {{ ends_as_change('text_before') }} as is_change,
        lower(right(text_before, start_char - lag(end_char) over in_sentence)) as gap,
        row_number() over in_sentence as place
    from {{ ref('mentions') }}
    where not {{ says('sentence', ['constant', 'currency', 'organic', 'comparable', 'pro forma', 'adjust', 'respectively', 'annualiz', 'annualis', 'compound', 'cagr', 'average']) }}
    window in_sentence as (partition by document_id, sentence_number order by start_char)
),

triples as (
    select
        *,
        {%- for nth, ahead in [('second', 1), ('third', 2)] %}
        {%- for column in columns + ['gap', 'names_growth'] %}
        lead({{ column }}, {{ ahead }}) over in_sentence as {{ nth }}_{{ column }}{{ ',' if not (loop.last and nth == 'third') }}
        {%- endfor %}
        {%- endfor %}
    from mentions
    window in_sentence as (partition by document_id, sentence_number order by place)
),

shaped as (
    select
        *,
        {{ shape_of_growth() }} as shape
    from triples
    where third_mention_id is not null
),

-- which of the three is the growth, the later level and the one before
ordered as (
    select
        document_id,
        sentence_number{% for role, shapes in roles.items() %}
        {%- for column in columns %},
        case shape {% for shape, nth in shapes.items() %}when '{{ shape }}' then {{ '' if nth == 'first' else nth ~ '_' }}{{ column }} {% endfor %}end as {{ role }}_{{ column }}
        {%- endfor %}
        {%- endfor %}
    from shaped
    where shape is not null
),

measured as (
    select
        *,
        (cast(later_bound_low as double) / cast(earlier_bound_high as double) - 1) * 100 as grown_low,
        (cast(later_bound_high as double) / cast(earlier_bound_low as double) - 1) * 100 as grown_high,
        least(abs(cast(growth_bound_low as double)), abs(cast(growth_bound_high as double))) as stated_low,
        greatest(abs(cast(growth_bound_low as double)), abs(cast(growth_bound_high as double))) as stated_high
    from ordered
    where growth_unit = 'percent'
        and (later_unit = earlier_unit or earlier_kind = 'count')
        and later_kind in ('money', 'count', 'quantity')
        and later_bound_low > 0
        and later_bound_high is not null
        and earlier_bound_high is not null
        and earlier_bound_low > 0
        and growth_bound_low * growth_bound_high > 0
),

-- the text says "up" or "down" beside a number without a sign
sized as (
    select
        *,
        case when grown_low > 0 then grown_low when grown_high < 0 then -grown_high else 0 end as computed_low,
        greatest(abs(grown_low), abs(grown_high)) as computed_high
    from measured
),

judged as (
    select
        *,
        computed_low <= stated_high + 1e-9 and stated_low <= computed_high + 1e-9 as holds
    from sized
),

final as (
    select
        document_id,
        sentence_number,
        growth_mention_id,
        later_mention_id,
        earlier_mention_id,
        computed_low,
        computed_high,
        stated_low,
        stated_high,
        holds,
        count(case when holds then 1 end) over (partition by document_id) as sentences_held,
        count(*) over (partition by document_id) as sentences_tried
    from judged
)

select * from final
