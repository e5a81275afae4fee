{{ config(materialized="view") }}
-- One row per term of a relation, in the order of its sentence: the place with the figure as printed and what it measures, or what the
-- rule says of a place without a figure. What a term shares with the one before it is not said again.
{%- set order = "side nulls last, is_bare nulls last, is_second nulls last, line nulls last, observation_id nulls last, role nulls last, constant nulls last" %}
with terms as (
    select
        *,
        case when role = 'stated' or (role in ('add', 'subtract') and {{ is_sum_stated('kind') }}) or (role = 'reference' and observation_id is not null) then 'stated' when role = 'reference' then 'why' else 'given' end as side,
        case when observation_id is null and said is null then 1 else 0 end as is_bare,
        case when role in ('stated', 'subtract', 'right', 'denominator', 'whole', 'earlier', 'share', 'growth') or (kind = 'portion' and role = 'add') then 1 else 0 end as is_second
    from {{ ref('int_relation_terms') }}
),

words as {{ read_in_place() }} (
    select * from {{ ref('int_observation_words') }}
),

placed as (
    select
        *,
        row_number() over terms - rank() over (partition by report_id, relation_id order by side nulls last) + 1 as place,
        coalesce(lead(side) over terms <> side, true) as is_last,
        coalesce(lag(side) over terms = side and lag(line) over terms = line, false) as is_same_line,
        lag(observation_id) over terms as observation_before
    from terms
    window terms as (partition by report_id, relation_id order by {{ order }})
),

joined as (
    select
        placed.*,
        case when placed.constant is not null then {{ interval_step('placed.constant', 'placed.constant') }} end as step,
        case when placed.kind in ('day', 'date') then 'date' end as unit_of_constant,
        words.printed,
        words.thing,
        words.scope_words,
        words.period_words,
        words.subject_name,
        coalesce(before.thing = words.thing, false) as is_same_thing,
        coalesce(before.metric_id = words.metric_id, false) as is_same_metric,
        coalesce(before.scope_words, '') as scope_before,
        coalesce(before.period_words, '') as period_before,
        -- each side says its period
        case when placed.place = 1 then '' else coalesce(before.period_words, '') end as period_said
    from placed
    left join words on placed.observation_id = words.observation_id
    left join words as before on placed.observation_before = before.observation_id
),

measured as (
    select
        *,
        case when constant is not null and (side = 'given' or comparison <> 'at_most') then {{ end_text('constant', true, 'unit_of_constant', 'step') }} end as constant_from,
        case when constant is not null and (side = 'given' or comparison <> 'at_least') then {{ end_text('constant', false, 'unit_of_constant', 'step') }} end as constant_to,
        case
            when not is_same_thing and is_same_metric and scope_words in (scope_before, nullif(scope_words, '')) and period_words in (period_before, nullif(period_words, ''))
                then subject_name || case when scope_words = scope_before then '' else scope_words end || case when period_words = period_said then '' else ', ' || period_words end
            when not is_same_thing then 'the ' || thing || scope_words || case when period_words = '' then '' else ', ' || period_words end
            when scope_words <> scope_before
                then 'it ' || case when scope_words = '' then 'as a whole' else 'under another definition' || scope_words end
                    || case when period_words in ('', period_said) then '' else ', ' || period_words end
            when period_words = period_before then 'the same'
            when period_words = '' then 'the same, without a date'
            else period_words
        end as measure
    from joined
),

final as (
    select
        report_id,
        relation_id,
        side,
        place,
        line,
        thing || case when period_words = '' then '' else ', ' || period_words end as thing,
        thing as measure_alone,
        '“' || printed || '”' as quoted,
        case when (low is null) <> (high is null) then '“' || printed || '” stands for clearly ' || case when high is null then 'more' else 'less' end || ' than it says' end as open_words,
        printed is null and said is null and constant is not null as is_constant,
        case when place = 1 then '' when is_last and printed is not null then ' and ' else ', ' end || case
            when printed is not null
                then case when is_same_line then '' else 'line ' || cast(line as {{ dbt.type_string() }}) || ' prints ' end || '“' || printed || '” for ' || measure || coalesce(', ' || said, '')
            when said is not null then said
            when constant is null then 'one input is not printed'
            -- after the figures that give it, or a limit of the rule
            else case when side = 'given' and kind = 'sum' then 'out of ' when side = 'given' then 'the number ' when place > 1 then 'which makes ' else 'the rule allows ' end || {{ interval_text('constant_from', 'constant_to', 'unit_of_constant', 'step') }}
        end as words
    from measured
)

select * from final
