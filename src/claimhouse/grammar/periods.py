"""Days and periods: dates in figures and words, months, quarters, halves, fiscal years, ranges of them, and relative ones.

period   := opener? part (join part)? | relative
part     := shape | month-day-year | quarter year? | half year? | fiscal? year | "three months ended" date | edge part | decade
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from claimhouse.grammar import numerals
from claimhouse.grammar.chinese import han_follows, han_role
from claimhouse.grammar.joined import joins, openers
from claimhouse.grammar.numerals import Tokens, glued, hyphen, text
from claimhouse.grammar.spans import Span
from claimhouse.grammar.tables import Wordings, table, wordings
from claimhouse.grammar.units import currency, unit_at

LENGTHS = {"quarter": 3, "half": 6}
Days = tuple[date | None, date | None]


@dataclass(frozen=True)
class Part:
    """One named stretch of time; what is not printed is None. `number` is that of the month, quarter or half."""

    unit: str  # day, month, quarter, half, year, decade, century, week, season, relative, span
    end: int
    year: int | None = None
    number: int | None = None
    day: int | None = None
    fiscal: bool = False
    edge: str = ""
    days: Days | None = None


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


def all_wordings() -> Iterable[Wordings]:
    return wordings("months"), wordings("period_words"), wordings("relative")


def core_words() -> set[str]:
    return wordings("months").words | wordings("relative").words | {"quarter", "half", "q", "h", "fy", "年", "月", "季"}


@cache
def months() -> dict[str, int]:
    return {word: int(row.month) for row in table("months") for word in row.wording.split("|")}


def word(tokens: Tokens, at: int, *roles: str):
    return wordings_of(roles).at(tokens, at)


@cache
def wordings_of(roles: tuple[str, ...]) -> Wordings:
    return Wordings((wording, row) for row in table("period_words") if row.role in roles for wording in row.wording.split("|"))


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


PERHAPS_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d(?!\d)")


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
        year = first.year // 100 * 100 + int(tokens[join.end].text)
        second = Part("year", join.end + 1, year, fiscal=first.fiscal) if year == first.year + 1 else None
    if second is None or (second.unit == "bare day") or (first.unit == "bare day" and second.unit != "day"):
        return None
    return second


def is_two_digits(tokens: Tokens, at: int) -> bool:
    return numerals.is_digits(tokens, at) and re.fullmatch(r"\d\d", tokens[at].text) is not None


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


def month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def month_shift(last: date, months: int) -> date:
    """The first day of so many months that end with `last`: calendar months after a month's end, weeks of 13 to a quarter else.

    Companies with years of 52 or 53 weeks close on a weekday near the end of a month, and print "three months ended" of 13 weeks.
    """
    if (last + timedelta(days=1)).day == 1:
        index = last.year * 12 + last.month - months
        return date(index // 12, index % 12 + 1, 1)
    if months % 3 == 0:
        return last - timedelta(days=months // 3 * 91 - 1)
    index = last.year * 12 + last.month - 1 - months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(last.day, month_end(year, month).day)) + timedelta(days=1)


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


SHAPES = (  # year, month, day by name
    re.compile(r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?![\d-])"),
    re.compile(r"(?P<month>\d{1,2})(?P<mark>[-/.])(?P<day>\d{1,2})(?P=mark)(?P<year>\d{4})(?![\d-])"),
    re.compile(r"(?P<year>\d{4})-(?P<name>[A-Za-z]{3,9})-(?P<day>\d{1,2})(?!\d)"),
    re.compile(r"(?P<day>\d{1,2})-(?P<name>[A-Za-z]{3,9})-(?P<year>\d{4}|\d\d)(?!\d)"),
    re.compile(r"(?P<year>\d{4}) ?年度?(?:的? ?(?P<month>\d{1,2}) ?月(?:份|(?: ?(?P<day>\d{1,2}) ?[日号]))?)?"),
    re.compile(r"(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?[日号]"),
    re.compile(
        r"(?P<year>(?:19|20)\d\d) ?(?P<mark>[-/.]) ?(?P<month>0?[1-9]|1[0-2])"
        r"(?![\d%-]|[.,]\d| ?(?:%|％|thousand|million|billion|trillion|[万萬亿億千百元倍吨噸个個台臺件辆輛户戶家人]|[-/]\d))"
    ),
    re.compile(r"(?P<month>0?[1-9]|1[0-2]) ?[-/] ?(?P<year>(?:19|20)\d\d)(?![\d-]|[.,]\d)"),
    re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d\d)(?![\d/-]|[.,]\d)"),
)
MONTH_OR_DAY_FIRST = (1, 8)


def shape(tokens: Tokens, at: int) -> Part | None:
    """ "2025-01-26", "01/22/2016", "9/30/24", "2015.3", "11/2016", "2025年3月", "2019-aug-1"."""
    token = tokens[at]
    if token.kind not in ("number", "dotted") or (
        token.start and re.match(r"[\w.]", tokens.source[token.start - 1]) and tokens.source[token.start - 1].isascii()
    ):
        return None
    for number, pattern in enumerate(SHAPES):
        match = pattern.match(tokens.source, token.start)
        if match is None:
            continue
        cells = match.groupdict()
        name = cells.get("name")
        month = months().get(name.lower()) if name else int(cells.get("month") or 0)
        day, year = int(cells.get("day") or 0), cells.get("year")
        if name and month is None:
            continue
        if month > 12 >= day > 0 and number in MONTH_OR_DAY_FIRST:
            month, day = day, month
        if month > 12 or day > 31 or (not year and number != 5):
            continue
        full = int(year) + (0 if len(year) == 4 else 2000 if int(year) < 70 else 1900) if year else None
        if number == 0 and not 1000 <= full:
            continue
        end = at
        while end < len(tokens) and tokens[end].start < match.end():
            end += 1
        if tokens[end - 1].end > match.end():
            continue
        if full and not month and (sub := chinese_part(tokens, end, full)):
            return sub
        return Part("day" if day else "month" if month else "year", end, full, month or None, day or None)
    return None


def chinese_part(tokens: Tokens, at: int, year: int) -> Part | None:
    """ "第四季度", "上半年", "Q4", "年底" after a year in Chinese."""
    if text(tokens, at) in ("上", "下") and text(tokens, at + 1) == "半" and text(tokens, at + 2) == "年":
        return Part("half", at + 3, year, 1 if tokens[at].text == "上" else 2)
    if text(tokens, at) in ("初", "底", "末"):
        return Part("year", at + 1, year, edge="begin" if tokens[at].text == "初" else "end")
    if found := quarter(tokens, at):
        return replace(found, year=year)
    return None


def four_digits(tokens: Tokens, at: int) -> int | None:
    """A year of four digits at this token."""
    if not numerals.is_digits(tokens, at) or not re.fullmatch(r"(?:1[5-9]|20|21)\d\d", tokens[at].text):
        return None
    token = tokens[at]
    return int(token.text) if token.end - token.start == 4 else None


def year_after(tokens: Tokens, at: int, two: bool = False) -> tuple[int | None, int]:
    """The year behind a day, month or quarter, and the index after it; "of", a comma or "fiscal" may stand between."""
    begin = at
    while text(tokens, at) in (",", "of", "in", "the", "'", "-", "/") and at - begin < 3:
        at += 1
    if (year := four_digits(tokens, at)) and not (text(tokens, at - 1) == "-" and at > begin):
        return year, at + 1
    if spoken := year_in_words(tokens, at):
        return spoken
    if is_two_digits(tokens, at) and (two or text(tokens, at - 1) == "'"):
        return century_of(int(tokens[at].text)), at + 1
    return None, begin


def year_in_words(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """ "two thousand and eighteen", "twenty twenty-five", "nineteen ninety"."""
    first = numerals.below_hundred(tokens, at)
    if first and first.value in (19, 20) and (rest := numerals.below_hundred(tokens, first.end)) and rest.value > 9:
        return int(first.value * 100 + rest.value), rest.end
    whole = numerals.cardinal(tokens, at) if first and text(tokens, first.end) == "thousand" else None
    if whole and whole.printed_in == "words" and whole.value.denominator == 1 and 1500 < whole.value <= 2100:
        return int(whole.value), whole.end
    return None


HAN_YEAR = re.compile("[一二三四五六七八九零〇○]{4} ?年")


def year_in_chinese(tokens: Tokens, at: int) -> Part | None:
    """ "二〇二五年"."""
    if tokens[at].kind != "han" or not HAN_YEAR.match(tokens.source, tokens[at].start) or text(tokens, at + 4) != "年":
        return None
    year = int("".join(str(han_role(tokens, place)[1]) for place in range(at, at + 4)))
    return chinese_part(tokens, at + 5, year) or Part("year", at + 5, year) if 1900 <= year <= 2099 else None


def century_of(short: int) -> int:
    return short + (2000 if short < 70 else 1900)


def day_of(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """A day of the month and the index after it: "26", "26th"."""
    if not numerals.is_digits(tokens, at) or not re.fullmatch(r"0?[1-9]|[12]\d|3[01]", tokens[at].text):
        return None
    ending = text(tokens, at + 1) in ("st", "nd", "rd", "th") and glued(tokens, at + 1)
    return int(tokens[at].text), at + 1 + ending


def month_first(tokens: Tokens, at: int) -> Part | None:
    """ "January 26, 2025", "Jan. 2025", "November , 2016", "August 99", "May 5th"; "may 5" in lower case is none."""
    month = months().get(tokens[at].text)
    if month is None or not (tokens[at].text not in ("may", "march") or tokens.source[tokens[at].start].isupper()):
        return None
    day = day_of(tokens, at + 1)
    if day and not (numerals.scale_at(tokens, day[1], False) or percent_follows(tokens, day[1])):
        year, end = year_after(tokens, day[1])
        return Part("day", end, year, month, day[0])
    year, end = year_after(tokens, at + 1)
    if text(tokens, at + 1) == "-" and glued(tokens, at + 1) and glued(tokens, at + 2) and is_two_digits(tokens, at + 2):
        year, end = century_of(int(tokens[at + 2].text)), at + 3  # "Oct-25"
    if year is None and is_two_digits(tokens, at + 1):
        year, end = century_of(int(tokens[at + 1].text)), at + 2
    if year is None and (tokens[at].text in ("may", "march", "mar", "dec", "sep") or len(tokens) == 0):
        return None
    return Part("month", end if year else at + 1, year, month)


def percent_follows(tokens: Tokens, at: int) -> bool:
    return text(tokens, at) in ("%", "percent")


def day_first(tokens: Tokens, at: int) -> Part | None:
    """ "26 January 2025", "1st of May", "the 4th of July, 2025"."""
    day = day_of(tokens, at)
    if day is None:
        return None
    of = day[1] + (text(tokens, day[1]) == "of")
    month = months().get(text(tokens, of))
    if month is None or not tokens.source[tokens[of].start].isupper() and tokens[of].text in ("may", "march"):
        return None
    year, end = year_after(tokens, of + 1)
    return Part("day", end, year, month, day[0])


def shared_day(tokens: Tokens, at: int) -> Part | None:
    """The first day of "4 to 22 January, 1995"."""
    day = day_of(tokens, at)
    return day and Part("bare day", day[1], None, None, day[0])


def year_first(tokens: Tokens, at: int) -> Part | None:
    """ "2016 June", "2016, Nov", "2016 the third quarter", "2025 Q4", "2025E", a year alone."""
    year = four_digits(tokens, at)
    if (
        year is None
        and re.search(r"\bin\s+$", tokens.source[max(0, tokens[at].start - 5) : tokens[at].start], re.I)
        and (spoken := year_in_words(tokens, at))
    ):
        return Part("year", spoken[1], spoken[0])
    if year is None:
        return None
    after = at + 1 + (text(tokens, at + 1) == ",")
    if (
        (month := months().get(text(tokens, after)))
        and not day_of(tokens, after + 1)
        and not (after > at + 1 and four_digits(tokens, after + 1))
    ):
        return Part("month", after + 1, year, month)
    after = at + 1 + (text(tokens, at + 1) in ("the", ",", "-"))
    found = quarter(tokens, after) if after < len(tokens) else None
    if found and found.year is None:
        return replace(found, year=year)
    if not 1900 <= year <= 2099 or is_quantity(tokens, at):
        return None
    if (
        text(tokens, at + 1) == "/"
        and is_two_digits(tokens, at + 2)
        and glued(tokens, at + 2)
        and int(tokens[at + 2].text) == (year + 1) % 100
    ):
        return Part("year", at + 3, year + 1, fiscal=True)  # "2017/18"
    suffix = text(tokens, at + 1) in ("e", "f", "a", "p") and glued(tokens, at + 1)
    if not suffix and tokens.source[tokens[at].end : tokens[at].end + 1].isalpha() and tokens.source[tokens[at].end].isascii():
        return None
    return Part("year", at + 1 + suffix, year)


IN_YEAR = re.compile(
    r"(?:\b(?:in|by|since|during|for|of|until|till|through|fiscal|year|from|after|before|early|late|mid|end|and|to)|[-–—,(])\s*$", re.I
)


def is_quantity(tokens: Tokens, at: int) -> bool:
    """Whether four digits count something: "2000 people", "2025 million"; "in 2025 users" is a year all the same."""
    token = tokens[at]
    before = tokens.source[max(0, token.start - 12) : token.start]
    if re.search(r"[$€£¥%+~≈<>=±#&@_/:]\s?$", before):
        return True
    unit = unit_at(tokens, at + 1)
    if numerals.scale_at(tokens, at + 1, True) or han_follows(tokens, at + 1) or (unit and unit.row.kind in ("percent", "ratio")):
        return True
    if text(tokens, at + 1) in ("year", "quarter", "month", "week", "day"):
        return False
    if text(tokens, at + 1) in ("^", "×"):
        return True
    if text(tokens, at + 1) == "over" and at + 3 == len(tokens) and numerals.is_digits(tokens, at + 2) and not IN_YEAR.search(before):
        return four_digits(tokens, at + 2) is None  # "2000 over 3"
    if text(tokens, at + 1) == "/" and numerals.is_digits(tokens, at + 2):
        return not is_two_digits(tokens, at + 2)
    if currency(tokens, at + 1, "after") and not (
        at + 2 < len(tokens) and any(token.kind == "number" for token in tokens[at + 2 : at + 5])
    ):
        return True
    return unit is not None and IN_YEAR.search(before) is None


def quarter(tokens: Tokens, at: int) -> Part | None:
    """ "Q4 FY25", "4Q24", "1H25", "Quarter 1/2021", "fourth quarter of fiscal 2025", "first half 2026", "三季度"."""
    if at >= len(tokens):
        return None
    units, spelled = {"q": "quarter", "h": "half"}, text(tokens, at) in ("quarter", "half")
    if spelled:
        units = {tokens[at].text: tokens[at].text}
    if (
        text(tokens, at) in units
        and numerals.is_digits(tokens, at + 1)
        and glued(tokens, at + 1) is not spelled
        and re.fullmatch("[1-4]", tokens[at + 1].text)
    ):
        unit, number, end = units[tokens[at].text], int(tokens[at + 1].text), at + 2
        short = False
    elif (
        numerals.is_digits(tokens, at)
        and re.fullmatch("[1-4]", tokens[at].text)
        and text(tokens, at + 1) in units
        and glued(tokens, at + 1)
    ):
        unit, number, end = units[tokens[at + 1].text], int(tokens[at].text), at + 2
        short = glued(tokens, end) or text(tokens, end) == "'"
    else:
        nth = word(tokens, at, "nth")
        if (
            nth is None
            and tokens[at].kind == "number"
            and re.fullmatch("[1-4]", text(tokens, at))
            and text(tokens, at + 1) in ("st", "nd", "rd", "th")
        ):
            number, end = int(tokens[at].text), at + 2
        elif nth is None:
            return None
        else:
            number, end = int(nth.row.value), nth.end
        named = word(tokens, hyphen(tokens, end), "quarter", "half")
        if named is None or (text(tokens, at) == "last") or (text(tokens, at) == "final" and named.row.role != "quarter"):
            return None
        if tokens[at].kind == "han" and text(tokens, named.end) == "度":
            named = named._replace(end=named.end + 1)
        unit, end, short = named.row.role, named.end, False
    if unit == "half" and number > 2:
        return None
    year = fiscal_after(tokens, end, short)
    if year is None:
        return None if spelled else Part(unit, end, None, number)
    return Part(unit, year.end, year.year, number, fiscal=year.fiscal)


def months_of(tokens: Tokens, at: int) -> Part | None:
    """ "9M 2024", "6M24", "3M FY25": the first months of a year."""
    if (
        not numerals.is_digits(tokens, at)
        or tokens[at].text not in ("3", "6", "9")
        or text(tokens, at + 1) != "m"
        or not glued(tokens, at + 1)
    ):
        return None
    year = fiscal_after(tokens, at + 2, glued(tokens, at + 2) or text(tokens, at + 2) == "'")
    if year is None:
        return None
    if year.fiscal or year.year is None:
        return Part("span", year.end, days=(None, None))
    return Part("span", year.end, days=(date(year.year, 1, 1), month_end(year.year, int(tokens[at].text))))


def fiscal_after(tokens: Tokens, at: int, short: bool) -> Part | None:
    """The year behind a quarter or half: "2025", "of fiscal 2025", "FY25", "'25"."""
    after = at
    while text(tokens, after) in (",", "of", "in", "the", "-", "/") and after - at < 3:
        after += 1
    if after < len(tokens) and (found := fiscal_year(tokens, after)):
        return found
    year, end = year_after(tokens, at, short)
    return Part("year", end, year) if year else None


def fiscal_year(tokens: Tokens, at: int) -> Part | None:
    """ "FY25", "FY2025", "fiscal 2025", "fiscal year 2025", "calendar year 2025", "full-year 2025"."""
    named = word(tokens, at, "fiscal", "calendar")
    if named is None:
        return None
    short = text(tokens, named.end - 1) in ("fy", "cy", "fiscal")
    at = named.end + (text(tokens, named.end) in ("'", "of", "-") and not numerals.is_digits(tokens, named.end))
    year = four_digits(tokens, at)
    if year is None and short and is_two_digits(tokens, at):
        year = century_of(int(tokens[at].text))
    if year is None:
        return None
    end = at + 1
    if (
        text(tokens, end) in ("/", "-", "–")
        and glued(tokens, end)
        and is_two_digits(tokens, end + 1)
        and int(tokens[end + 1].text) == (year + 1) % 100
    ):
        end, year = end + 2, year + 1  # "FY2024/25" is named after its end
    end += text(tokens, end) in ("e", "f", "a") and glued(tokens, end)
    return Part("year", end, year, fiscal=named.row.role == "fiscal")


# "6M to Dec. 2023"; behind the sign of a currency it is an amount.
MONTHS_OF = re.compile(r"(?<![$€£¥])(?<![$€£¥]\s)(?:3|6|9|12)M (?:to|ended|ending)\b")


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
