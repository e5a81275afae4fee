"""The days of wordings that print a year, or a day by which a length of time ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from claimhouse.documents.periods import MONTHS, month_number
from claimhouse.draft.days import Days, same_day
from claimhouse.draft.period_wordings import (
    DOTTED_MONTHS,
    FY_MONTH,
    LENGTHS_AND,
    MONTH_AGAINST,
    MONTH_QUARTER,
    MONTH_RANGE,
    MONTH_SPAN,
    MONTH_YEAR,
    MONTHS_AND,
    MONTHS_OF_YEAR,
    PERIODS_ENDED,
    QUARTER_AND,
    RESULTS_ENDED,
    SHORT_RANGE,
    SPELLED,
    YEAR_MONTHS,
    YEAR_OF_MONTH,
)
from claimhouse.draft.spoken import NUMBERS
from claimhouse.grammar.period_parts import month_end

if TYPE_CHECKING:
    from claimhouse.draft.calendar.years import Years

NO_PERIOD = ()  # of a wording that is none after all
PARTS_ZH = (  # months from the beginning of the year on
    ("半年报", 6),
    (("全年", "年报"), 12),
    (("三季度", "三季", "3季度", "3季", "三季报"), 9),
    (("一季报", "首季", "首季度"), 3),
)


def in_year(year: str | int, first: int, last: int) -> Days | tuple[()]:
    """The days from one month of a year to another."""
    return (date(int(year), first, 1), month_end(int(year), last)) if 1 <= first <= last <= 12 else NO_PERIOD


def up_to(last: date, months: int) -> Days:
    """The days of so many months that end with a day."""
    return same_day(last, -months) + timedelta(days=1), last


def spelled(match: re.Match, years: Years) -> Days | None:
    """None where the wording prints no year."""
    found = match.groupdict()
    month = "12" if found.get("december") else found.get("month")
    if month and found["year"] and 1 <= int(month) <= 12:
        end = month_end(int(found["year"]), int(month))
        return end, end
    length = next((months for words, months in PARTS_ZH if match[0].endswith(words)), 6)
    first, last = int(found.get("first") or 1), int(found.get("last") or length)
    return (in_year(found["year"], first, last) or None) if found["year"] else None


def month_range(match: re.Match, years: Years) -> Days:
    """ "May to July 2025", also over the turn of a year."""
    first, last = month_number(match[1]), month_number(match[2])
    return date(int(match[3]) - (first > last), first, 1), month_end(int(match[3]), last)


def short_range(match: re.Match, years: Years) -> Days | tuple[()]:
    """ "Jan-Jun 24"."""
    year, first, last = 2000 + int(match[3]), month_number(match[1]), month_number(match[2])
    if not {year, year + 1} & years.printed_years:
        return NO_PERIOD
    return date(year - (first > last), first, 1), month_end(year, last)


def months_and(match: re.Match, years: Years) -> Days | tuple[()]:
    """ "July and August 2018"."""
    first, last = month_number(match[1]), month_number(match[2])
    return in_year(match[3], first, last) if first + 1 == last else NO_PERIOD


def quarter_and(match: re.Match, years: Years) -> Days:
    return up_to(years.days_in(match["day"])[1], 3)


def results_ended(match: re.Match, years: Years) -> Days | tuple[()] | None:
    """ "Half year results ending 31 July 2025"; None without a year."""
    part = match["part"].lower()
    days = years.days_in(f"{match['day']} {match['year']}") if match["year"] else None
    months = 9 if "nine" in part else 3 if "quarter" in part else 6
    return up_to(days[1], months) if days else NO_PERIOD if match["year"] else None


def lengths_and(match: re.Match, years: Years) -> Days:
    said = re.match(r"\w+?(?=\b|-)", match["part"])[0].lower()
    return up_to(years.days_in(match["day"])[1], int(said) if said.isdigit() else NUMBERS[said])


def year_of_month(match: re.Match, years: Years) -> Days:
    """ "The March 2019 year"."""
    end = month_end(int(match["year"]), month_number(match["month"]))
    return up_to(end, 12 if match["long"].lower() == "year" else 6)


def year_months(match: re.Match, years: Years) -> Days | tuple[()]:
    """ "2018 Jul-Sep"."""
    first, last = month_number(match[2]), month_number(match[3])
    return in_year(match[1], first, last) if first < last else NO_PERIOD


def months_of_year(match: re.Match, years: Years) -> Days | tuple[()]:
    """ "4–6/2023"."""
    return in_year(match[3], int(match[1]), int(match[2]))


def month_against(match: re.Match, years: Years) -> Days | tuple[()]:
    """ "Jan-Oct 24/23": the later of the two."""
    if int(match[3]) != int(match[4]) + 1:
        return NO_PERIOD
    return in_year(2000 + int(match[3]), month_number(match[1]), month_number(match[2] or match[1]))


def dotted_months(match: re.Match, years: Years) -> Days | tuple[()]:
    """ "2024. 1~9"."""
    return in_year(match[1], int(match[2]), int(match[3]))


def month_year(match: re.Match, years: Years) -> Days | tuple[()]:
    """ "May-2018", "16-Aug-2018"."""
    last = month_end(int(match[3]), month_number(match[2]))
    if not match[1]:
        return last.replace(day=1), last
    return (last.replace(day=int(match[1])),) * 2 if 1 <= int(match[1]) <= last.day else NO_PERIOD


def fiscal_month(match: re.Match, years: Years) -> Days:
    return up_to(month_end(int(match[2]) % 100 + 2000, int(match[1])), 12)


def month_span(match: re.Match, years: Years) -> Days:
    return date(2000 + int(match[1]), int(match[2]), 1), month_end(2000 + int(match[3]), int(match[4]))


def day_alone(match: re.Match) -> Days | None:
    """ "25-09-30", the last day of a month; None of another."""
    end = month_end(2000 + int(match["year"]), int(match["month"]))
    return (end, end) if end.day == int(match["day"]) else None


def year_to_month(match: re.Match, years: Years) -> Days:
    """ "'24/3", a fiscal year of Japan."""
    return up_to(month_end(2000 + int(match[1]), int(match[2])), 12)


def month_quarter(match: re.Match, years: Years) -> Days | None:
    """ "The June 2025 quarter"; None of "the June quarter"."""
    year, month = match["year"] or match["later"], MONTHS[match["month"].lower()]
    return in_year(year, month - 2, month) if year else None


# In the order in which they are taken: a later one takes the place of those that it overlaps.
DATED: tuple[tuple[re.Pattern, Callable[[re.Match, Years], Days | tuple[()] | None]], ...] = (
    *((pattern, spelled) for pattern in SPELLED),
    (MONTH_RANGE, month_range),
    (SHORT_RANGE, short_range),
    (MONTHS_AND, months_and),
    (QUARTER_AND, quarter_and),
    (RESULTS_ENDED, results_ended),
    (LENGTHS_AND, lengths_and),
    (PERIODS_ENDED, lengths_and),
    (YEAR_OF_MONTH, year_of_month),
    (YEAR_MONTHS, year_months),
    (MONTHS_OF_YEAR, months_of_year),
    (MONTH_YEAR, month_year),
    (DOTTED_MONTHS, dotted_months),
    (MONTH_AGAINST, month_against),
    (FY_MONTH, fiscal_month),
    (MONTH_SPAN, month_span),
    (MONTH_QUARTER, month_quarter),
)
