"""Days, months and years as they are printed, the day, the month or the year first, in figures or in words."""

from __future__ import annotations

import re
from dataclasses import replace

from claimhouse.grammar import numerals
from claimhouse.grammar.chinese import han_follows, han_role
from claimhouse.grammar.fiscal_parts import quarter
from claimhouse.grammar.numerals import Tokens, glued, text
from claimhouse.grammar.period_parts import Part, century_of, day_of, four_digits, is_two_digits, months, year_after, year_in_words
from claimhouse.grammar.units import currency, unit_at

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
SPAN = 6  # the shape of a year and a month that may be the year after
VERBS = ("may", "march")  # "earnings in 2005 may fall"
HAN_YEAR = re.compile("[一二三四五六七八九零〇○]{4} ?年")
OF_YEARS = re.compile(r"\s*(?:to|and|[-–—])\s*(?:19|20)\d\d(?!\d)", re.I)
IN_YEAR = re.compile(
    r"(?:\b(?:in|by|since|during|for|of|until|till|through|fiscal|year|from|after|before|early|late|mid|end|and|to)|[-–—,(])\s*$", re.I
)


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
        among_words = re.search(r"[a-z] $", tokens.source[: token.start], re.I)
        if number == SPAN and cells["mark"] == "-" and cells["month"] == str((full + 1) % 10) and among_words:
            continue  # "growth in 2005-6" is over two years
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


def year_in_chinese(tokens: Tokens, at: int) -> Part | None:
    """ "二〇二五年"."""
    if tokens[at].kind != "han" or not HAN_YEAR.match(tokens.source, tokens[at].start) or text(tokens, at + 4) != "年":
        return None
    year = int("".join(str(han_role(tokens, place)[1]) for place in range(at, at + 4)))
    return chinese_part(tokens, at + 5, year) or Part("year", at + 5, year) if 1900 <= year <= 2099 else None


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
        and not (text(tokens, after) in VERBS and tokens.source[tokens[after].start].islower())
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


def is_quantity(tokens: Tokens, at: int) -> bool:
    """Whether four digits count something: "2000 people", "2025 million"; "in 2025 users" is a year all the same."""
    token = tokens[at]
    before = tokens.source[max(0, token.start - 12) : token.start]
    if re.search(r":\s?$", before) and OF_YEARS.match(tokens.source, token.end):  # "Labour force: 2013 to 2017"
        return False
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
