-- One row per relation: a title with both numbers, and a sentence of what it compares, what that gives, what follows and why.
with results as (
    select * from {{ ref('int_relation_results') }}
),

worded as (
    select
        *,
        case when is_conflict then {{ filled('clash') }} end as clash_words,
        case
            when not is_conflict then null
            when stated_terms > 1 and given_thing is not null and stated_thing is not null then first_text || ' from the ' || given_thing || ', against ' || second_text || ' from the ' || stated_thing
            when title is not null then {{ filled('title') }}
            when given_quoted is null and thing is not null then measured_as || second_text || ' against ' || first_text || ' as ' || {{ result_words('kind', 'parts < inputs', 'unit', 'source') }}
            else first_text || ' ' || case when verdict = 'strained' or comparison = 'equal' or stated_quoted is null then 'against ' || measured_as else {{ beyond_words('comparison', 'unit') }} || ' ' end || second_place
                || case when comparison <> 'equal' and thing is not null then ', though ' || split_part(because, ', unless ', 1) else '' end
        end as title_words,
        given || case when has_result then coalesce({{ result_words('kind', 'parts < inputs', 'unit', 'given') }} || computed_text, '') else '' end
        || coalesce('; ' || stated, '')
        || case when is_conflict and (is_stated_by_several or (unit in ('ratio', 'percent') and (inputs > 1 or kind = 'product'))) then coalesce(', that is ' || stated_text, '') else '' end as places,
        case
            when verdict = 'unknown' then 'this cannot be judged (' || replace(coalesce(reason, 'input missing'), '_', ' ') || ')'
            when verdict = 'implied' then 'nothing is printed to compare it with'
            when verdict = 'consistent' then 'both can hold'
        end as no_conflict,
        case
            when verdict = 'strained' then 'as printed, ' || case when given_quoted is null then {{ result_words('kind', 'parts < inputs', 'unit', 'noun') }} else 'the first number' end || case when is_above then ' lies above ' else ' lies below ' end || case when given_quoted is null then 'the last number' else 'the second' end
            when comparison = 'equal' or stated_quoted is null then 'no value fits both'
            else coalesce(given_quoted, {{ result_words('kind', 'parts < inputs', 'unit', 'noun') }}) || ' ' || {{ beyond_words('comparison', 'unit') }} || ' ' || stated_quoted
        end as apart_words
    from results
),

final as (
    select
        report_id,
        relation_id,
        {{ as_sentence('coalesce(thing, topic)') }} || ': ' || title_words as title,
        {{ as_sentence('places') }} || ': '
        || coalesce(no_conflict, clash_words, apart_words)
        || case when not is_conflict then '' else ', though ' || because || case when verdict = 'strained' and kind <> 'scope' then '; both hold only if ' || open_words else reconciled end end || '.' as statement
    from worded
)

select * from final
