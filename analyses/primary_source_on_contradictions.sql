-- What does the primary source say to each contradiction of a report? Every figure of which it prints the same thing, and whether both can hold.
-- It settles a contradiction where it agrees with one figure and not with another.
select
    contradictions.summary,
    contradictions.primary_report_id is not null as is_settled,
    answers.line,
    answers.printed,
    answers.is_refuted as cannot_be,
    answers.primary_printed as printed_by_source,
    answers.primary_report_id as source,
    answers.primary_line as line_of_source
from {{ ref('contradictions') }} as contradictions
inner join {{ ref('primary_answers') }} as answers
    on contradictions.report_id = answers.report_id and contradictions.contradiction_id = answers.contradiction_id
order by contradictions.summary, answers.line, source, answers.printed
