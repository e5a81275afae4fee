"""A stretch of time and the words that name one, with the years, numbers of years and days that parts of a period have in common."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from claimhouse.grammar import numerals
from claimhouse.grammar.numerals import Tokens, glued, text
from claimhouse.grammar.tables import Wordings, table, wordings

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


def is_two_digits(tokens: Tokens, at: int) -> bool:
    return numerals.is_digits(tokens, at) and re.fullmatch(r"\d\d", tokens[at].text) is not None


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


def century_of(short: int) -> int:
    return short + (2000 if short < 70 else 1900)


def day_of(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """A day of the month and the index after it: "26", "26th"."""
    if not numerals.is_digits(tokens, at) or not re.fullmatch(r"0?[1-9]|[12]\d|3[01]", tokens[at].text):
        return None
    ending = text(tokens, at + 1) in ("st", "nd", "rd", "th") and glued(tokens, at + 1)
    return int(tokens[at].text), at + 1 + ending
