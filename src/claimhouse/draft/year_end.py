"""The end of the fiscal year of a document: stated, or told by what it calls its quarters and halves."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

from claimhouse.documents.model import Document
from claimhouse.documents.periods import DAY, MONTHS, YEAR_END, calendar_of, month_and_day
from claimhouse.draft.days import near_month_end, same_day
from claimhouse.draft.fiscal import defined_years
from claimhouse.draft.period_wordings import ENDED, FISCAL, FISCAL_PART, MONTH_QUARTER, NTH, SPAN_OF_YEAR
from claimhouse.grammar import periods
from claimhouse.grammar.periods import month_end

QUARTER_ENDED = re.compile(
    rf"\b(?:(first|second|third|fourth)\s+(?:fiscal\s+)?quarter|Q([1-4]))\b[^.;\n]{{0,60}}?\bended\s+(?:on\s+)?({DAY})",
    re.IGNORECASE,
)
BEGUN = {  # what a part of a year as long as so many months from its first day on is called
    3: re.compile(r"\b(?:three[\s-]months?|first[\s-]quarter|Q1|1Q)\b", re.IGNORECASE),
    6: re.compile(r"\b(?:six[\s-]months?|half|interim|second[\s-]quarter|H1|1H)\b", re.IGNORECASE),
    9: re.compile(r"\b(?:nine[\s-]months?|third[\s-]quarter|9M)\b", re.IGNORECASE),
}
NEAR_NAME = 120  # characters between it and its days
DAY_OF_YEAR = re.compile(rf"\b(?:at|ended|ending|to)\s+({DAY})\b(?!,?\s*\d)", re.IGNORECASE)
RUPEES = re.compile(r"₹|\bcrores?\b|\blakhs?\b|\bINR\b|\bRs\.?\s?\d", re.IGNORECASE)
YEARLY = re.compile(
    r"\bannual\s+(?:financial\s+)?report|\bform\s+10-K|\b(?:annual|full[\s-]year)\s+results|\b(?:fiscal|financial)\s+years?\s+ended",
    re.IGNORECASE,
)
FISCAL_QUARTER = re.compile(
    r"\bfiscal\s+(?:year\s+)?20\d\d\s+(first|second|third|fourth)[\s-]+quarter\b"
    r"|\b(first|second|third|fourth)[\s-]+(?:fiscal\s+quarter\b|quarter\s+(?:of\s+)?fiscal\b)",
    re.IGNORECASE,
)


def fiscal_end(document: Document) -> tuple[int, int] | None:
    """Month and day on which the fiscal year ends, from "year ended ..." and "third quarter ended ..."; None where nothing says it."""
    known = calendar_of(document).fiscal
    texts = [line.text for line in document.lines] + [cell.text for one in document.tables for cell in one.cells]
    text = "\n".join(texts)[:2_000_000]
    if last := defined_years(text).end:
        return near_month_end(last.month, last.day)
    if known != (12, 31) or YEAR_END.search(text):
        return known
    ends: Counter = Counter()
    for nth, digit, printed in QUARTER_ENDED.findall(text):
        number, (month, day) = int(digit or NTH[nth.lower()]), month_and_day(printed)
        end = (month - 1 + 3 * (4 - number)) % 12 + 1
        ends[near_month_end(end, day)] += 1
    for span in periods(text[:200_000]):  # "52 weeks ended 30 March 2025", "26 weeks ended 28 September 2025", "39 weeks"
        days = (span.last_day - span.first_day).days if span.first_day and span.last_day else 0
        rest = next((rest for low, high, rest in ((357, 371, 0), (267, 277, 3), (175, 185, 6)) if low <= days <= high), None)
        if rest is not None and re.search(r"ended", span.printed, re.IGNORECASE):
            end = same_day(span.last_day, rest)
            ends[near_month_end(end.month, end.day)] += 1 if rest else 2
    if not ends and any(int(one[1]) + 1 == int(one[1][:2] + one[3][-2:]) for one in SPAN_OF_YEAR.finditer(text[:200_000])):
        days = [month_and_day(printed) for printed in DAY_OF_YEAR.findall(text[:200_000])]
        for month, day in (one for one in days if one[1] == month_end(2025, one[0]).day):  # "Capital invested at 30 June" of 2023/24
            ends[month, day] += 1
    if not ends and (closed := end_of_report(text)):
        return closed
    called = FISCAL_QUARTER.search(text[:3_000])
    if not ends and called:  # "fiscal 2025 third-quarter results ... cash as of March 31, 2025"
        number = NTH[next(filter(None, called.groups())).lower()]
        days = [one.first_day for one in periods(text[:20_000]) if one.first_day and one.first_day == one.last_day]
        balance = [day for day in days if day.day >= 25 or day.day <= 5]
        if balance:
            end = same_day(max(balance), 3 * (4 - number))
            return near_month_end(end.month, end.day)
    if not ends and (begun := end_of_begun_year(text[:4_000])):
        return begun
    if not ends and RUPEES.search(text) and FISCAL.search(text):
        return 3, 31  # the financial year of the Companies Act of India
    if not ends and (spoken := end_as_spoken(text)):
        return spoken
    return ends.most_common(1)[0][0] if ends else None


def end_of_report(text: str) -> tuple[int, int] | None:
    """The end of the fiscal year of an annual report that prints no other days than the same end of a month of several years."""
    if not YEARLY.search(text[:1_000]) or not FISCAL.search(text):
        return None
    days = {span.first_day for span in periods(text[:200_000]) if span.first_day and span.first_day == span.last_day}
    ends = {(day.month, day.day) for day in days}
    month, day = next(iter(ends), (0, 0))
    return (month, day) if len(days) > 1 and len(ends) == 1 and day == month_end(2025, month).day else None


def end_of_begun_year(text: str) -> tuple[int, int] | None:
    """The end of the fiscal year of a text on its first three, six or nine months that prints from which day on: "First quarter
    (1 December 2024 – 28 February 2025)"."""
    for span in periods(text):
        first, last = span.first_day, span.last_day
        months = round((last - first).days / 30.44) if first and last else 0
        ranged = len(re.findall(r"(?<!\d)\d{1,2}(?!\d)", span.printed)) == 2 and not ENDED.search(span.printed)
        if (
            months in BEGUN
            and ranged
            and first.day == 1
            and first.month > 1
            and BEGUN[months].search(text[max(0, span.start - NEAR_NAME) : span.end + NEAR_NAME])
        ):
            return first.month - 1, month_end(2025, first.month - 1).day
    return None


def end_as_spoken(text: str) -> tuple[int, int] | None:
    """The end of a fiscal year of a document on "Q1 FY26" that speaks of "the June quarter", or that is dated: its quarter is the last
    of the calendar that had ended by then."""
    called = FISCAL_PART.search(text[:2_000])
    number = re.search(r"[1-4](?=Q)|(?<=Q)[1-4]", called[0]) if called else None
    if not number:
        return None
    month = MONTH_QUARTER.search(text[:20_000])
    days = [one.first_day for one in periods(text[:3_000]) if one.first_day and one.first_day == one.last_day]
    if month:
        last = date(2025, MONTHS[month["month"].lower()], 1)
    elif days:
        last = date(days[0].year, (days[0].month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)
    else:
        return None
    end = same_day(last, 3 * (4 - int(number[0])))
    fits = month or not days or end.year % 100 == int(called["year"]) % 100
    return near_month_end(end.month, 28) if fits else None
