{{ config(materialized="view") }}
-- One row per term of a relation, in the order of its sentence: the place with the figure as printed and what it measures, or what the
-- rule says of a place without a figure. What a term shares with the one before it is not said again.
{%- set order = "side nulls last, is_bare nulls last, is_second nulls last, line nulls last, observation_id nulls last, role nulls last, constant nulls last" %}
{%- set before = "over (partition by report_id, relation_id order by " ~ order ~ ")" %}
with terms as (
    select
        *,
        case when role = 'stated' or (role = 'reference' and observation_id is not null) then 'stated' when role = 'reference' then 'why' else 'given' end as side,
        case when observation_id is null and said is null then 1 else 0 end as is_bare,
        case when role in ('stated', 'subtract', 'right', 'denominator', 'whole', 'earlier', 'share', 'growth') or (kind = 'portion' and role = 'add') then 1 else 0 end as is_second
    from {{ ref('int_relation_terms') }}
),

words as (
    select * from {{ ref('int_observation_words') }}
),

joined as (
    select terms.*, words.printed, words.thing, words.scope_words, words.period_words
    from terms
    left join words on terms.observation_id = words.observation_id
),

placed as (
    select
        *,
        row_number() over (partition by report_id, relation_id, side order by {{ order }}) as place,
        count(*) over (partition by report_id, relation_id, side) as places,
        coalesce(lag(line) over (partition by report_id, relation_id, side order by {{ order }}) = line, false) as is_same_line,
        coalesce(lag(thing) {{ before }} = thing, false) as is_same_thing,
        coalesce(lag(scope_words) {{ before }}, '') as scope_before,
        coalesce(lag(period_words) {{ before }}, '') as period_before
    from joined
),

measured as (
    select
        *,
        {{ interval_step('constant', 'constant') }} as step,
        case when side = 'given' or comparison <> 'at_most' then constant end as constant_low,
        case when side = 'given' or comparison <> 'at_least' then constant end as constant_high,
        case
            when not is_same_thing then 'the ' || thing || scope_words || case when period_words = '' then '' else ', ' || period_words end
            when scope_words <> scope_before
                then 'the same' || case when scope_words = '' then ', not limited to ' || substr(scope_before, 3, length(scope_before) - 3) else scope_words end
                    || case when period_words in ('', period_before) then '' else ', ' || period_words end
            when period_words = period_before then 'the same'
            when period_words = '' then 'the same, without a date'
            else period_words
        end as measure
    from placed
),

final as (
    select
        report_id,
        relation_id,
        side,
        place,
        thing,
        '“' || printed || '”' as quoted,
        case when (low is null) <> (high is null) then '“' || printed || '” means far ' || case when high is null then 'more' else 'less' end end as open_words,
        case when place = 1 then '' when place = places and printed is not null then ' and ' else ', ' end || case
            when printed is not null
                then case when is_same_line then '' else 'line ' || cast(line as {{ dbt.type_string() }}) || ' prints ' end || '“' || printed || '” for ' || measure || coalesce(', ' || said, '')
            when said is not null then said
            when constant is null then 'one input is not printed'
            -- after the figures that give it, or a limit of the rule
            else case when side = 'given' then 'the number ' when place > 1 then 'which makes ' else 'the rule allows ' end || {{ interval_text('constant_low', 'constant_high', "case when kind in ('day', 'date') then 'date' end", 'step') }}
        end as words
    from measured
)

select * from final
