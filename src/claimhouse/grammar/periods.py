"""Days and periods: dates in figures and words, months, quarters, halves, fiscal years, ranges of them, and relative ones.

period   := opener? part (join part)? | relative
part     := shape | month-day-year | quarter year? | half year? | fiscal? year | "three months ended" date | edge part | decade
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from claimhouse.grammar import numerals
from claimhouse.grammar.dates import day_first, month_first, shape, shared_day, year_first, year_in_chinese
from claimhouse.grammar.fiscal_parts import fiscal_year, months_of, quarter
from claimhouse.grammar.joined import joins, openers
from claimhouse.grammar.numerals import Tokens, glued, hyphen, text
from claimhouse.grammar.period_parts import Days, Part, day_of, four_digits, is_two_digits, month_end, month_shift, word, year_after
from claimhouse.grammar.spans import Span
from claimhouse.grammar.tables import wordings

LENGTHS = {"quarter": 3, "half": 6}
PERHAPS_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d(?!\d)")
# "6M to Dec. 2023"; behind the sign of a currency it is an amount.
MONTHS_OF = re.compile(r"(?<![$€£¥])(?<![$€£¥]\s)(?:3|6|9|12)M (?:to|ended|ending)\b")


@dataclass(frozen=True)
class Period:
    """A period from token `begin` up to `end`, with its first and last day where they are known."""

    begin: int
    end: int
    unit: str
    first: date | None
    last: date | None
    source: tuple[int, int]
    qualifier: str = "exact"

    def span(self, printed: str) -> Span:
        start, stop = self.source
        return Span(
            start,
            stop,
            printed[start:stop],
            "date" if self.unit == "day" else "period",
            unit="date",
            qualifier=self.qualifier,
            first_day=self.first,
            last_day=self.last,
        )


# --- A period ------------------------------------------------------------------------------------------------------


def period(tokens: Tokens, at: int, today: date | None = None, fiscal: tuple[int, int] | None = None) -> Period | None:
    """The period that begins at this token."""
    if not may_begin(tokens, at):
        return None
    if len(tokens) == 1 and tokens[at].kind == "number" and not PERHAPS_YEAR.match(tokens[at].text):
        return None
    if week(tokens, at) is None and (found := relative(tokens, at, today)):
        return found
    opened = openers().at(tokens, at)
    begin = opened.end if opened else at
    first = part(tokens, begin) or (shared_day(tokens, begin) if opened or tokens[begin].kind == "number" else None)
    if first is None:
        return None
    second = joined(tokens, first, opened)
    if second is None:
        if opened or first.unit == "bare day":
            return None
        return finished(tokens, at, first, first, today, fiscal)
    first, second = completed(first, second)
    found = finished(tokens, at, first, second, today, fiscal)
    return (
        found
        if found.first is None or found.last is None or found.first <= found.last
        else (None if opened else finished(tokens, at, first, first, today, fiscal))
    )


def may_begin(tokens: Tokens, at: int) -> bool:
    """A cheap look before the rules: a numeral, or a word with which some period begins."""
    if at >= len(tokens):
        return False
    if tokens[at].kind in ("number", "dotted") or numerals.role(tokens, at) in ("unit", "teen", "tens"):
        return True
    if (
        tokens[at].start
        and tokens.source[tokens[at].start - 1].isalnum()
        and tokens[at].kind == "word"
        and tokens.source[tokens[at].start - 1].isascii()
    ):
        return False
    return tokens[at].text in first_words()


@cache
def first_words() -> frozenset[str]:
    tries = [wordings("months"), wordings("period_words"), wordings("relative"), openers()]
    others = {"the", "q", "h", "fy", "'", "nine", "six", "three", "twelve", "一", "二"}
    return frozenset(text for one in tries for text in one.trie if text) | others


def finished(tokens: Tokens, at: int, first: Part, last: Part, today: date | None, fiscal: tuple[int, int] | None) -> Period:
    start, stop = tokens[at].start, tokens[last.end - 1].end
    begin = days_of(first, fiscal, today)[0]
    end = days_of(last, fiscal, today)[1]
    unit = "day" if first.unit == "day" and (last is first or begin == end) or (begin and begin == end) else "period"
    qualifier = "approx" if first.edge in ("begin", "middle", "late") or last.edge in ("begin", "middle", "late") else "exact"
    if (begin is None) != (end is None):
        begin = end = None
    return Period(at, last.end, unit, begin, end, (start, stop), qualifier)


def joined(tokens: Tokens, first: Part, opened) -> Part | None:
    """The second end of a range of periods."""
    at = first.end
    join = joins("any").at(tokens, at) or (joins("and").at(tokens, at) if opened and opened.row.join == "and" else None)
    if join is None or (first.fiscal and text(tokens, at) == "-" and not glued(tokens, at)):
        return None
    second = part(tokens, join.end)
    if second is None and first.unit == "day" and first.number and numerals.is_digits(tokens, join.end) and day_of(tokens, join.end):
        number, end = day_of(tokens, join.end)
        year, end = year_after(tokens, end)
        second = Part("day", end, year, first.number, number)
    if second is None and first.unit == "year" and glued(tokens, join.end) and is_two_digits(tokens, join.end):
        number = int(tokens[join.end].text)
        year = first.year + (number - first.year) % 100
        is_span = year == first.year + 1 or year > first.year and text(tokens, at) == "–"  # "2006–08", "1998–02"; "2006-08" is August
        is_span = is_span or number > 12 and year // 100 == first.year // 100
        second = Part("year", join.end + 1, year, fiscal=first.fiscal) if is_span else None
    if second is None or (second.unit == "bare day") or (first.unit == "bare day" and second.unit != "day"):
        return None
    return second


def completed(first: Part, second: Part) -> tuple[Part, Part]:
    """Year and month that one end prints for both."""
    if first.year is None and first.days is None and second.year is not None:
        year = second.year - ((first.number or 0) > (second.number or 12) and first.unit == second.unit)
        first = replace(first, year=year, fiscal=first.fiscal or second.fiscal)
    if first.unit == "bare day":
        first = replace(first, unit="day", number=second.number)
    if second.year is None and first.year is not None:
        second = replace(second, year=first.year + ((second.number or 12) < (first.number or 0)), fiscal=first.fiscal)
    return first, second


# --- Days of a part ------------------------------------------------------------------------------------------------


def days_of(part: Part, fiscal: tuple[int, int] | None, today: date | None) -> Days:
    """First and last day of a part; None where its year is not printed or its fiscal calendar not known."""
    if part.days:
        return part.days
    if part.year is None or not 1 <= part.year <= 9999 or (part.fiscal and fiscal is None):
        return None, None
    try:
        first, last = calendar_days(part, fiscal)
    except ValueError:  # February 30
        return None, None
    if part.edge == "end":
        return last, last
    return first, last


def calendar_days(part: Part, fiscal: tuple[int, int] | None) -> tuple[date, date]:
    year, number = part.year or 1, part.number or 1
    if part.unit == "day":
        return (date(year, number, part.day or 1),) * 2
    if part.unit == "month":
        return date(year, number, 1), month_end(year, number)
    if part.unit == "week":
        monday = date.fromisocalendar(year, number, 1)
        return monday, monday + timedelta(days=6)
    if part.unit == "decade":
        return date(year, 1, 1), date(year + 9, 12, 31)
    if part.unit == "century":
        return date(year, 1, 1), date(year + 99, 12, 31)
    if part.unit == "season":
        raise ValueError("a season has no printed days")
    length = LENGTHS.get(part.unit, 12)
    close = fiscal[0] if part.fiscal and fiscal else 12
    last_month = (close + length * number) % 12 or 12 if length < 12 else close
    last_year = year - (last_month > close)
    ends = month_end(last_year, last_month)
    return month_shift(ends, length), ends


# --- Parts ---------------------------------------------------------------------------------------------------------


def part(tokens: Tokens, at: int) -> Part | None:
    """One part: shapes in digits first, then words."""
    if at >= len(tokens):
        return None
    at += text(tokens, at) == "the" and at + 1 < len(tokens)
    return (
        shape(tokens, at)
        or month_first(tokens, at)
        or day_first(tokens, at)
        or ended(tokens, at)
        or quarter(tokens, at)
        or months_of(tokens, at)
        or edge(tokens, at)
        or fiscal_year(tokens, at)
        or decade(tokens, at)
        or week(tokens, at)
        or year_first(tokens, at)
        or year_in_chinese(tokens, at)
    )


def ended(tokens: Tokens, at: int) -> Part | None:
    """ "three months ended January 26, 2025", "6M to Dec. 2023",
    "the year ended December 31, 2025", "13-week quarter ended ...", "year to June 2025"."""
    if not tokens.texts & {"ended", "ending", "to"}:
        return None
    months = MONTHS_OF.match(tokens.source, tokens[at].start)
    count = numerals.digits(tokens, at) if months else numerals.cardinal(tokens, at) if text(tokens, at) != "quarter" else None
    begin = at + 1 if months else hyphen(tokens, count.end) if count else at
    begin += text(tokens, begin) == "fiscal"
    units = {
        "m": 1,
        "month": 1,
        "months": 1,
        "quarter": 3,
        "quarters": 3,
        "year": 12,
        "years": 12,
        "half": 6,
        "week": 0,
        "weeks": 0,
        "days": -1,
    }
    unit = units.get(text(tokens, begin))
    if unit == 6 and text(tokens, hyphen(tokens, begin + 1)) == "year":
        begin = hyphen(tokens, begin + 1)
    begin += 1
    begin += text(tokens, begin) in ("fiscal", "financial")
    begin += text(tokens, begin) == "period" or count is not None and text(tokens, begin) in ("quarter", "year")
    begin += text(tokens, begin) == "up" and text(tokens, begin + 1) == "to"
    if unit is None or text(tokens, begin) not in ("ended", "ending", "to"):
        return None
    begin += text(tokens, begin) != "to" and text(tokens, begin + 1) == "on"
    last = part(tokens, begin + 1) if begin + 1 < len(tokens) else None
    if last is None or last.unit not in ("day", "month"):
        return None
    closing = days_of(last, None, None)[1]
    number = int(count.value) if count else 1
    if closing is None or not 0 < number < 1000:
        return Part("span", last.end, days=(None, None))
    try:
        first = month_shift(closing, unit * number) if unit > 0 else closing - timedelta(days=number * (7 if unit == 0 else 1) - 1)
    except (ValueError, OverflowError):
        return Part("span", last.end, days=(None, None))
    return Part("span", last.end, days=(first, closing))


def edge(tokens: Tokens, at: int) -> Part | None:
    """ "early 2026", "mid-2025", "end of 2025", "year-end 2025", "end-2025"."""
    named = word(tokens, at, "begin", "middle", "late", "end")
    if named is None:
        return None
    inner = part(tokens, hyphen(tokens, named.end))
    if inner is None or inner.unit == "day":
        return None
    return replace(inner, edge=named.row.role)


def decade(tokens: Tokens, at: int) -> Part | None:
    """ "1970s", "nineteen eighties", "the two thousands", "21st century"."""
    spoken = numerals.below_hundred(tokens, at)
    if spoken and spoken.value in (19, 20) and numerals.role(tokens, tens := hyphen(tokens, spoken.end)) == "decade":
        return Part("decade", tens + 1, int(spoken.value * 100 + numerals.roles()[tokens[tens].text][1]))
    if text(tokens, at) == "two" and text(tokens, at + 1) == "thousands" and text(tokens, at - 1) == "the":
        return Part("decade", at + 2, 2000)
    if numerals.is_digits(tokens, at) and tokens.source[tokens[at].end : tokens[at].end + 1] == "s" and tokens[at].text.isdigit():
        year = int(tokens[at].text)
        if len(tokens[at].text) == 4 and year % 10 == 0 and 1000 <= year <= 2100:
            return Part("decade", at + 1 + (text(tokens, at + 1) == "s"), year)
    if (
        numerals.is_digits(tokens, at)
        and text(tokens, at + 1) in ("st", "nd", "rd", "th")
        and text(tokens, at + 2) in ("century", "centuries")
    ):
        number = int(tokens[at].text) if tokens[at].text.isdigit() else 0
        return Part("century", at + 3, (number - 1) * 100) if 1 < number < 30 else None
    return None


def week(tokens: Tokens, at: int) -> Part | None:
    """ "second week of 2015", "last week of 2015", "week 10 of 2015"."""
    nth = word(tokens, at, "nth")
    if nth and text(tokens, nth.end) == "week" and text(tokens, nth.end + 1) == "of" and (year := four_digits(tokens, nth.end + 2)):
        last = date(year, 12, 28).isocalendar().week
        return Part("week", nth.end + 3, year, last if text(tokens, at) in ("last", "final") else int(nth.row.value))
    if (
        text(tokens, at) == "week"
        and numerals.is_digits(tokens, at + 1)
        and text(tokens, at + 2) == "of"
        and (year := four_digits(tokens, at + 3))
    ):
        number = int(tokens[at + 1].text) if tokens[at + 1].text.isdigit() else 0
        return Part("week", at + 4, year, number) if 1 <= number <= 53 else None
    return None


# --- Relative periods ----------------------------------------------------------------------------------------------


def relative(tokens: Tokens, at: int, today: date | None) -> Period | None:
    """ "year to date", "a year ago", "the previous quarter": days only where `today` is given."""
    found = wordings("relative").at(tokens, at)
    if found is None:
        return None
    first, last = shifted(found.row.unit, int(found.row.shift), today) if today else (None, None)
    return Period(at, found.end, "period", first, last, (tokens[at].start, tokens[found.end - 1].end))


def shifted(unit: str, shift: int, today: date) -> tuple[date, date]:
    """The calendar period so many units away from the one that holds `today`."""
    if unit == "year to date":
        return date(today.year, 1, 1), today
    if unit == "year ago":
        year = today.year - 1
        day = date(year, today.month, min(today.day, month_end(year, today.month).day))
        return day, day
    if unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
        return monday, monday + timedelta(days=6)
    if unit == "decade":
        year = today.year // 10 * 10 + 10 * shift
        return date(year, 1, 1), date(year + 9, 12, 31)
    length = {"year": 12, "quarter": 3, "month": 1}[unit]
    index = (today.year * 12 + today.month - 1) // length * length + shift * length
    last = index + length - 1
    return date(index // 12, index % 12 + 1, 1), month_end(last // 12, last % 12 + 1)
