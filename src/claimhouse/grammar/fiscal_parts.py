"""Quarters, halves, months of a year and fiscal years."""

from __future__ import annotations

import re
from datetime import date

from claimhouse.grammar import numerals
from claimhouse.grammar.numerals import Tokens, glued, hyphen, text
from claimhouse.grammar.period_parts import Part, century_of, four_digits, is_two_digits, month_end, word, year_after


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
