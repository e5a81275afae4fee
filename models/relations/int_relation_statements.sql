-- One row per relation: a title with both numbers, and a sentence of what it compares, what that gives, what follows and why.
with results as (
    select * from {{ ref('int_relation_results') }}
),

worded as (
    select
        *,
        case when is_conflict then {{ filled('clash') }} end as clash_words,
        case when is_conflict then coalesce(given_quoted, case when stated_quoted is null then 'the first result' else {{ result_words('kind', 'parts < inputs', 'unit', 'noun') }} end) end as first_name,
        case when is_conflict then coalesce(stated_quoted, case when given_quoted is null then 'the second' else 'that result' end) end as second_name,
        case
            when not is_conflict then null
            when stated_terms > 1 and given_measure is not null and stated_measure is not null then first_text || ' from the ' || given_measure || ', against ' || second_text || ' from the ' || stated_measure
            when title is not null then {{ filled('title') }}
            when given_quoted is null and thing is not null then measured_as || second_text || ' against ' || first_text || ' as ' || {{ result_words('kind', 'parts < inputs', 'unit', 'source') }}
            else first_text || ' ' || case when verdict = 'strained' or comparison = 'equal' or stated_quoted is null then 'against ' || measured_as else {{ beyond_words('is_above', 'unit') }} || ' ' end
                || case when is_declared then second_text else second_place end || case when has_own_reason then ', although ' || split_part(split_part(because, ', unless ', 1), ': ', 1) else '' end
        end as title_words,
        given || case when has_result then coalesce({{ result_words('kind', 'parts < inputs', 'unit', 'given') }} || computed_text, '') else '' end
        || coalesce('; ' || stated, '')
        || case when is_conflict and (is_stated_by_several or (unit in ('ratio', 'percent') and (inputs > 1 or kind = 'product'))) then coalesce(', that is ' || stated_text, '') else '' end as places,
        case
            when verdict = 'unknown' then 'this cannot be judged (' || replace(coalesce(reason, 'input missing'), '_', ' ') || ')'
            when verdict = 'implied' then 'nothing is printed to compare it with'
            when verdict = 'consistent' then 'both can hold'
        end as no_conflict
    from results
),

final as (
    select
        report_id,
        relation_id,
        case when is_conflict then {{ as_sentence('coalesce(thing, topic)') }} || ': ' || title_words end as title,
        {{ as_sentence('places') }} || ': '
        || coalesce(no_conflict, clash_words, case
            when verdict = 'strained' then 'as printed, ' || case when given_quoted is null or is_stated_open then '' else 'the number in ' end || first_name || ' ' || {{ beyond_words('is_above', 'unit') }} || ' ' || case when stated_quoted is not null and is_stated_open then 'the number in ' else '' end || second_name
            when times_apart < 1.5 then first_name || ' ' || {{ beyond_words('is_above', 'unit') }} || ' ' || second_name
            else case when is_above then first_name else second_name end || ' is at least ' || {{ number_text('times_apart') }} || ' times ' || case when is_above then second_name else first_name end
        end || ', although ' || because)
        || case when not is_conflict then '' when verdict = 'strained' and kind <> 'scope' then '; both hold only if ' || open_words else reconciled end || '.' as statement
    from worded
)

select * from final
