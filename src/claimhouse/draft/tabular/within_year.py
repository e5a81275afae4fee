"""Parts of a year that the rows of a table, or a line above its columns of years, name without one: "January" to "December", "Q1" to "Q4",
"January 1 - June 30"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from claimhouse.documents.periods import MONTH, month_number
from claimhouse.draft.days import Days, same_day
from claimhouse.draft.spoken import NTH
from claimhouse.grammar.period_parts import month_end

ROMAN = ("I", "II", "III", "IV")
MONTH_ALONE = re.compile(rf"(?:({MONTH})|(\d{{1,2}})月份?)\.?", re.IGNORECASE)
QUARTER_ALONE = re.compile(
    r"(?:Q([1-4])|([1-4])(?:Q|(?:st|nd|rd|th)?\s+(?:qtr|quarter))|(first|second|third|fourth)[\s-]+quarter|第([一二三四])季度?)",
    re.IGNORECASE,
)
DAY = rf"(?:(?:{MONTH})\.?\s+\d{{1,2}}|\d{{1,2}}\.?\s+(?:{MONTH})\.?)"
DAYS_ALONE = re.compile(
    rf"(?<!\w)(?P<first>{DAY})\s*(?:to|through|until|[-–—])\s*(?P<last>{DAY})(?!\w|\s*,?\s*(?:19|20)\d\d)", re.IGNORECASE
)
HALF_ALONE = re.compile(r"(?:H([12])|([12])H|(first|second)[\s-]+half|([上下])半年)", re.IGNORECASE)
UP_TO_MONTH = re.compile(
    rf"(?:(?:total|sum|cumulative)\W+)?(?:(?:up\s+to|until|till|through)|(?:from\s+)?jan(?:uary|\.)?\s*(?:to|through|[-–—])|YTD)"
    rf"\s*(?:(?:the\s+)?end\s+of\s+)?({MONTH})\.?",
    re.IGNORECASE,
)
MONTHS_ALONE = re.compile(rf"({MONTH})\.?\s*(?:to|through|[-–—/])\s*({MONTH})\.?", re.IGNORECASE)
WHOLE = re.compile(
    r"\W*(?:grand\s+|year\s+|annual\s+)?(?:total|full[\s-]year|year|annual)\W*|\W*(?:合\s*计|总\s*计|全年)\W*", re.IGNORECASE
)
LEAST = 3  # rows of months or quarters


CHANGE_BEHIND = re.compile(r"\s+(?:[mqy]/[mqy]|[mqy]-o-[mqy]|mom|qoq|yoy)\W*$", re.IGNORECASE)


def part_alone(text: str) -> tuple[int, int] | None:
    """The number of a month, quarter or half that is all of a label, and how many months it has."""
    text = CHANGE_BEHIND.sub("", text.strip(" *:."))  # "Dec m/m"
    if match := MONTH_ALONE.fullmatch(text):
        number = int(match[2]) if match[2] else month_number(match[1])
        return (number, 1) if 1 <= number <= 12 else None
    if match := QUARTER_ALONE.fullmatch(text):
        said = match[1] or match[2]
        return (int(said) if said else NTH[match[3].lower()] if match[3] else "一二三四".index(match[4]) + 1), 3
    if match := HALF_ALONE.fullmatch(text):
        said = match[1] or match[2]
        return (int(said) if said else NTH[match[3].lower()] if match[3] else "上下".index(match[4]) + 1), 6
    return (ROMAN.index(text) + 1, 3) if text in ROMAN else None


def month_up_to(text: str) -> int:
    """The month up to which a label counts from the beginning of the year, "Up to September", "January - September"; 0 of any other."""
    match = UP_TO_MONTH.fullmatch(text.strip(" *:."))
    return month_number(match[1]) if match else 0


def months_alone(text: str) -> tuple[int, int] | None:
    """The first and last month of a label that is nothing else: "April - June"; None of any other."""
    match = MONTHS_ALONE.fullmatch(text.strip(" *:."))
    first, last = (month_number(match[1]), month_number(match[2])) if match else (0, 0)
    return (first, last) if 0 < first < last else None


def parts_of_rows(labels: Iterable[tuple[int, str]], least: int = LEAST) -> dict[int, tuple[int, int]]:
    """The parts of a year of the rows of a table, by row; none where fewer than `least` rows are of one kind, or they repeat."""
    found = {row: part for row, text in labels if (part := part_alone(text))}
    lengths = {length for _, length in found.values()}
    return found if len(lengths) == 1 and len(set(found.values())) == len(found) >= least else {}


def in_year(part: tuple[int, int], year: Days) -> Days:
    """The days of a month, or of a quarter or half counted from its first day, in a year of the calendar or of a firm."""
    number, length = part
    if length == 1:
        at = year[0].year + (number < year[0].month)
        return date(at, number, 1), month_end(at, number)
    first = same_day(year[0], length * (number - 1))
    return first, same_day(first, length) - timedelta(days=1)


def day_of(text: str, year: int) -> date | None:
    """The day of "June 30" or "30 Jun" in a year."""
    month, day = re.search(MONTH, text, re.IGNORECASE), re.search(r"\d+", text)
    last = month_end(year, month_number(month[0]))
    return last.replace(day=int(day[0])) if 1 <= int(day[0]) <= last.day else None


def days_alone(texts: Iterable[str], year: int) -> tuple[str, Days] | None:
    """The days that one of the texts prints without a year, as they are printed and in the year that ends them."""
    for match in (found for text in texts if (found := DAYS_ALONE.search(text))):
        last, first = day_of(match["last"], year), day_of(match["first"], year)
        if first and last and first != last:
            return match[0], (first if first < last else same_day(first, -12), last)
    return None
