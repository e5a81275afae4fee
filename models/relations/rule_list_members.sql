-- One row per term of a relation. A list printed at two places has the same members: as many are in both listings as in either.
with list_members as (
    select * from {{ ref('int_list_names') }}
),

first_lines as (
    select report_id, list_id, min(listing_line) as first_line
    from list_members
    group by report_id, list_id
),

pairs as (
    select distinct list_members.report_id, list_members.list_id, first_lines.first_line, list_members.listing_line
    from list_members
    inner join first_lines
        on list_members.report_id = first_lines.report_id
        and list_members.list_id = first_lines.list_id
    where list_members.listing_line > first_lines.first_line
),

all_members as (
    select pairs.report_id, pairs.list_id, pairs.first_line, pairs.listing_line, list_members.listing_line as own_line, list_members.member_id, list_members.member_name
    from pairs
    inner join list_members
        on pairs.report_id = list_members.report_id
        and pairs.list_id = list_members.list_id
        and list_members.listing_line in (pairs.first_line, pairs.listing_line)
),

member_places as (
    select report_id, list_id, first_line, listing_line, member_id, count(*) as places, max(own_line) as own_line, max(member_name) as member_name
    from all_members
    group by report_id, list_id, first_line, listing_line, member_id
),

counted as (
    select
        'list_members-' || list_id || '-l' || listing_line as relation_id,
        report_id,
        list_id,
        first_line,
        listing_line,
        sum(case when places = 2 then 1 else 0 end) as in_both,
        count(*) as in_either,
        sum(case when places = 2 or own_line = first_line then 1 else 0 end) as first_entries,
        sum(case when places = 2 or own_line = listing_line then 1 else 0 end) as entries,
        {{ joined(listed('case when places = 2 then member_name end')) }} as shared_names,
        {{ joined(listed('case when places = 1 and own_line = first_line then member_name end')) }} as first_names,
        {{ joined(listed('case when places = 1 and own_line = listing_line then member_name end')) }} as names
    from member_places
    group by report_id, list_id, first_line, listing_line
),

subjects as (
    select * from {{ ref('int_subjects') }}
),

listed as (
    select
        counted.*,
        counted.list_id as subject_id,
        'member_count' as metric_id,
        {{ listing_words('listing_line', 'entries', 'names') }} as own_words,
        {{ listing_words('first_line', 'first_entries', 'first_names') }} as first_words,
        '' as period_id,
        -- an enumeration that the text does not name may be meant as examples
        case when subjects.subject_type = 'list' then 'hard' else 'soft' end as severity
    from counted
    inner join subjects on counted.list_id = subjects.subject_id
),

final as (
    {{ relation('listed', 'list_members', 'count', {}, constants={'left': 'in_both', 'stated': 'in_either'}, lines={'left': 'first_line', 'stated': 'listing_line'}, words={'left': 'first_words', 'stated': 'own_words'}, severity=none) }}
)

select * from final
