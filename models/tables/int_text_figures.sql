-- One row per figure in running text that may restate a cell of a table: a single value of at least two digits.
with mentions as (
    select * from {{ ref('mentions') }}
),

measured as (
    select
        *,
        lower(right(text_before, 30) || printed) as lead_in,
        length(trim(leading '0' from {{ only_digits('printed') }})) as digits,
        -- what stands between the figure before it and the figure, and right after it
        right(text_before, least(90, start_char - coalesce(lag(end_char) over (partition by document_id, sentence_number, kind = 'percent' order by start_char nulls last), 0)))
        || ' ' || left(text_after, 50) as clause,
        -- the same without a limit, and with what follows as far as the next mark or figure
        right(text_before, start_char - coalesce(lag(end_char) over same_sentence, 0))
        || ' ' || regexp_extract(left(text_after, coalesce(lead(start_char) over same_sentence - end_char, length(text_after))), '^[^.,;:()]*', 0) as said
    from mentions
    where low = high and kind in ('money', 'percent', 'count', 'quantity', 'ratio') and low <> 0
    window same_sentence as (partition by document_id, sentence_number order by start_char nulls last)
),

moved as (
    select
        *,
        right(text_before, 4) = ' by '
        or ({{ says_rise('lead_in') }} and not {{ says_rise('lead_in', ' to %') }} and not {{ says_rise('lead_in', ' from %') }})
        or ({{ names_change('left(text_after, 20)') }} and left(text_after, 20) not like '%, %') as says_change
    from measured
),

final as (
    select
        document_id,
        mention_id,
        paragraph,
        sentence_number,
        sentence,
        printed,
        lower(text_before) as text_before,
        lower(text_after) as text_after,
        row_number() over (partition by document_id, sentence_number order by start_char nulls last) = 1 as is_first,
        clause,
        said,
        {{ said_of_cause('lower(text_before)') }} as cause,
        case when lower(text_after) like ' of %' then '' else {{ noun_before('lower(text_before)') }} end as noun,
        case when lower(sentence) not like '%respectively%' then {{ year_behind('lower(text_after)') }} end as year_behind,
        qualifier,
        period_start,
        period_end,
        unit,
        case when kind = 'percent' then 'percent' else 'amount' end as class,
        abs(low) as value,
        bound_high - bound_low as width,
        cast(abs(low) as double) as size,
        cast(bound_high - bound_low as double) as spread,
        digits,
        substr(cast(period_end as {{ dbt.type_string() }}), 1, 4) as year,
        lower({{ without_remarks('text_before || printed || left(text_after, 40)') }}) as wording,
        {{ says('right(text_before, 60)', ['includ', 'of which', 'compris', 'consisting', 'consisted', 'consists', 'consist of']) }} as is_part,
        says_change
        or (text_before like '% or ' and lag(says_change) over (partition by document_id, sentence_number order by start_char nulls last)) as is_change
    from moved
    where digits >= 2 and not (kind in ('count', 'quantity') and digits >= 7 and {{ says('sentence', [' patent']) }}) and not (kind = 'count' and low between 1900 and 2100 and decimals = 0)
        and lower(text_before) not like '%per '  -- "deaths per 100,000" 
)

select * from final
