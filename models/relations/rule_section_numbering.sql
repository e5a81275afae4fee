-- One row per term of a relation. Sections of one parent are numbered from 1 (or 0) to the highest number, each once; a section stands
-- between its parent and the next one. A parent that is not printed is inferred from the numbers of its children.
with sections as (
    select report_id, section_id, number, first_line
    from {{ ref('stg_sections') }}
    where number like '%.%'
),

levels as (
    select
        *,
        case when number like '%.%.%' then split_part(number, '.', 1) || '.' || split_part(number, '.', 2) else split_part(number, '.', 1) end as parent,
        cast(case when number like '%.%.%' then split_part(number, '.', 3) else split_part(number, '.', 2) end as integer) as ordinal
    from sections
),

children as (
    select report_id, number, parent, ordinal, first_line from levels
    union all
    -- 7.6.1 without 7.6 counts as 7.6
    select orphans.report_id, orphans.number, split_part(orphans.parent, '.', 1) as parent, cast(split_part(orphans.parent, '.', 2) as integer) as ordinal, orphans.first_line
    from levels as orphans
    where orphans.number like '%.%.%'
        and not exists (select 1 from sections as printed where printed.report_id = orphans.report_id and printed.number = orphans.parent)
),

printed as (
    select *, count(*) over (partition by report_id, parent, ordinal) > 1 as is_repeated
    from children
),

-- the places of a number that occurs twice, else those of the first and the last section
ranked as (
    select
        *,
        row_number() over (partition by report_id, parent order by is_repeated desc nulls last, first_line nulls last, number nulls last) as from_first,
        row_number() over (partition by report_id, parent order by is_repeated desc nulls last, first_line desc nulls last, number desc nulls last) as from_last
    from printed
),

counts as (
    select
        report_id,
        parent,
        count(*) as sections,
        count(distinct ordinal) as numbers,
        max(ordinal) + case when min(ordinal) = 0 then 1 else 0 end as numbered,
        parent || case when min(ordinal) = 0 then '.0' else '.1' end || ' to ' || parent || '.' || cast(max(ordinal) as {{ dbt.type_string() }}) as span,
        max(case when from_first = 1 then first_line end) as first_line,
        max(case when from_first = 1 then number end) as first_number,
        max(case when from_last = 1 then first_line end) as last_line,
        max(case when from_last = 1 then number end) as last_number
    from ranked
    group by report_id, parent
),

placed as (
    select
        *,
        'line ' || cast(first_line as {{ dbt.type_string() }}) || ' is section ' || first_number as first_words,
        case when last_line > first_line then 'line ' || cast(last_line as {{ dbt.type_string() }}) || ' is section ' || last_number || case when last_number = first_number then ' too; ' else '; ' end else '' end
        || case when numbers = numbered then case when sections = 1 then '1 section has' else cast(sections as {{ dbt.type_string() }}) || ' sections share' end || ' the ' || case when numbers = 1 then 'number ' || split_part(span, ' to ', 1) else cast(numbers as {{ dbt.type_string() }}) || ' numbers ' || span end
            else 'only ' || cast(numbers as {{ dbt.type_string() }}) || ' of the numbers ' || span || case when numbers = 1 then ' is' else ' are' end || ' in use'
        end as last_words
    from counts
),

numbered as (
    select
        'section_numbering-' || report_id || '-' || parent as relation_id,
        report_id,
        '' as subject_id, '' as metric_id, '' as period_id,
        -- a gap is counted before a number that occurs twice, so that one does not make up for the other
        case when numbers = numbered then sections else numbers end as counted,
        numbered,
        first_line,
        last_line,
        first_words,
        last_words,
        -- a number that occurs twice is a mistake, a gap may be a section that was left out
        case when sections > numbers then 'hard' else 'soft' end as severity
    from placed
),

neighbours as (
    select
        report_id,
        number,
        first_line,
        lead(first_line) over (partition by report_id order by first_line nulls last) as next_line,
        lead(number) over (partition by report_id order by first_line nulls last) as next_number
    from levels
    where number not like '%.%.%'
),

nested as (
    select
        'section_numbering-' || levels.report_id || '-' || levels.number || '-within-' || levels.parent as relation_id,
        levels.report_id,
        '' as subject_id, '' as metric_id, '' as period_id,
        levels.first_line,
        neighbours.next_line,
        -- where a number occurs twice: its first place, within the parent before it
        row_number() over (partition by levels.report_id, levels.number order by levels.first_line nulls last, neighbours.first_line <= levels.first_line desc nulls last, abs(levels.first_line - neighbours.first_line) nulls last) as choice,
        'line ' || cast(levels.first_line as {{ dbt.type_string() }}) || ' is section ' || levels.number as own_words,
        'section ' || neighbours.next_number || ', the one after ' || levels.parent || ', begins on line ' || cast(neighbours.next_line as {{ dbt.type_string() }}) || ' already' as next_words
    from levels
    inner join neighbours on levels.report_id = neighbours.report_id and levels.parent = neighbours.number
    where neighbours.next_line is not null
),

placed_once as (select * from nested where choice = 1),

final as (
    {{ relation('numbered', 'section_numbering', 'count', {}, constants={'left': 'counted', 'stated': 'numbered'}, lines={'left': 'first_line', 'stated': 'last_line'}, words={'left': 'first_words', 'stated': 'last_words'}, severity=none) }}
    union all
    {{ relation('placed_once', 'section_numbering', 'order', {}, constants={'left': 'first_line', 'stated': 'next_line'}, lines={'left': 'first_line', 'stated': 'next_line'}, words={'left': 'own_words', 'stated': 'next_words'}, comparison='at_most') }}
)

select * from final
