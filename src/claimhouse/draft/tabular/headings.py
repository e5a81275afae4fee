"""What the headings of a column say together: "Quarterly period ended" over "July 1, 2017", "12 months" over "rolling", "Prior"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from claimhouse.documents.periods import DAY, MONTH
from claimhouse.draft.calendar.label import Label
from claimhouse.draft.calendar.periods import Periods
from claimhouse.draft.days import Days, same_day
from claimhouse.draft.registers import vocabulary
from claimhouse.grammar.period_parts import month_shift

LENGTHS = (  # how many months a word says that stands before "ended"
    (9, r"(?:nine[\s-]|9[\s-]?)(?:months?|mos?\.?)|9M|(?:39|40|thirty[\s-]nine)[\s-]weeks?|three\s+quarter(?:s|ly\s+periods)"),
    (
        6,
        r"(?:six[\s-]|6[\s-]?)(?:months?|mos?\.?)|6M|(?:26|27|twenty[\s-]six)[\s-]weeks?|two\s+quarter(?:s|ly\s+periods)|half[\s-]years?|half",
    ),
    (
        12,
        r"(?:twelve[\s-]|12[\s-]?)(?:months?|mos?\.?)|12M|(?:52|53|fifty[\s-](?:two|three))[\s-]weeks?|four\s+quarter(?:s|ly\s+periods)|years?",
    ),
    (3, r"(?:three[\s-]|3[\s-]?)(?:months?|mos?\.?)|3M|(?:1[2-4]|thirteen)[\s-]weeks?|quarters?|quarterly\s+periods?"),
    (1, r"months?"),
)
OF_YEAR = r"(?:\s+(?:(?:of|in)\s+)?(?:the\s+)?(?:FY|fiscal(?:\s+year)?|financial\s+year)\s?['’]?(?:20)?\d\d\b,?)?"  # "of fiscal 2025"
SAID = tuple(
    (
        months,
        re.compile(
            rf"(?<!\w)(?:{words})(?:\s+periods?)?{OF_YEAR}\s+(?:(?:ended|ending|to|through)\b(?![\s-]date)(?:\s+on)?|（?截至)",
            re.IGNORECASE,
        ),
    )
    for months, words in LENGTHS
)
ROLLING = re.compile(
    r"\b(?:LTM|TTM|R12M?|MAT|(?:rolling|last|trailing|past|moving)\s+(?:12|twelve)(?:[\s-]+(?:months?|mos?\.?|m)\b)?"
    r"|(?:12|twelve)[\s-]*(?:months?|mos?\.?|m)\s+(?:rolling|moving|trailing)|rolling\s+year)\b",
    re.IGNORECASE,
)


WHOLE = r"(?:(?:full|fiscal|financial)[\s-]+)?"
WHICH = r"(?:(?:current|individual|first|prior|previous|preceding|corresponding|comparative|same|year)[\s-]+){0,4}"
ALONE = tuple(  # a heading that is a length alone: "3 months", "Full year", "Current quarter", "Preceding year corresponding quarter"
    (months, re.compile(rf"\W*(?:for\s+)?(?:the\s+)?{WHICH if months < 12 else WHOLE}(?:{words})(?:\s+periods?)?\W*", re.IGNORECASE))
    for months, words in LENGTHS
)


MONTH_AT_END = re.compile(rf"\s+(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{MONTH})\b\.?(?:\s+\d{{1,2}})?[\s,:)]*", re.IGNORECASE)
DAY_AND_YEAR = re.compile(rf"(\s+{DAY}),?\s+(20\d\d)\W*(?:(?:un)?audited)?\W*", re.IGNORECASE)  # behind "six months ended"
SHORT = 120  # characters of a line above a table
MOST_OF_QUARTER = 100  # days
YTD = re.compile(
    r"\bso\s+far\s+this\s+year\b|\bYTD(?:\s?['’]?(?P<year>\d\d))?\b|(?<!quarter[\s-])(?<!month[\s-])(?<!week[\s-])(?<!half[\s-])\bto[\s-]date\b|\bcum\b|\bcumulative\b|年初至今|年初至报告期末",
    re.IGNORECASE,
)


def length_alone(text: str) -> int:
    """How many months a text is about that names a length and nothing else; 0 of any other."""
    return next((months for months, pattern in ALONE if pattern.fullmatch(text)), 0)


def said_length(text: str) -> int:
    """How many months "three months ended" and the like say; 0 where a text says nothing of that kind, or two lengths."""
    found = {months: match.span() for months, pattern in SAID if (match := pattern.search(text))}
    inner = {one for one in found if any(found[other][0] < found[one][0] < found[other][1] for other in found if other != one)}
    rest = found.keys() - inner
    return rest.pop() if len(rest) == 1 else 0


def open_part(text: str) -> str:
    """ "six months to September" of a title that ends so and leaves the year to the columns; empty of any other."""
    found = next((match for _, pattern in SAID if (match := pattern.search(text))), None)
    return text[found.start() :].strip(" ,:()") if found and MONTH_AT_END.fullmatch(text[found.end() :]) else ""


def dated_part(text: str) -> tuple[str, int]:
    """ "six months ended 30 June" and 2020 of a line that says nothing else; an empty part of any other."""
    found = next((match for _, pattern in SAID if (match := pattern.search(text[:SHORT]))), None)
    day = DAY_AND_YEAR.fullmatch(text[found.end() :]) if found else None
    return (text[found.start() : found.end()] + day[1], int(day[2])) if day else ("", 0)


def ended_on(last: date, months: int) -> Days:
    """So many months, or weeks of 13 to a quarter, that end on a day."""
    return month_shift(last, months), last


def day_of(periods: Periods, texts: Sequence[str], main: Days | None) -> Label | None:
    """The day or month that headings name beside a length, in one of them or over two: "31 Dec" over "2023". One without a year is that
    nearest to the end of the period of the document."""
    rest = [text for text in texts if not length_alone(text) and not any(pattern.fullmatch(text.strip()) for _, pattern in SAID)]
    for text in (*reversed(rest), " ".join(rest)):
        known = [one for one in periods.labels(text) if one.days and not one.shift and (one.days[1] - one.days[0]).days < 32]
        if len({one.days for one in known}) == 1:
            printed = next((one for one in rest if known[0].printed not in one and one in known[0].printed), known[0].printed)
            return Label(known[0].start, known[0].end, printed, known[0].days)
    for text in reversed(rest) if main else ():
        labels = periods.labels(text)
        days = periods.nearest(labels[0], (main[1], main[1])) if len(labels) == 1 and not labels[0].shift else None
        if days and (days[1] - days[0]).days < 32:
            return Label(labels[0].start, labels[0].end, labels[0].printed, days)
    return None


def up_to_date(periods: Periods, texts: Sequence[str], main: Days) -> tuple[Label, Days]:
    """The days of "FY25 YTD", "YTD" or "YTD 2024": from the beginning of the year to the day in it to which the document is up to date."""
    text = next((text for text in reversed(texts) if YTD.search(text)), texts[-1])
    every = [one for whole in (" ".join(texts), *texts) for one in periods.labels(whole)]
    labels = [one for one in every if one.days]
    end = next((one.days[1] for one in labels if (one.days[1] - one.days[0]).days < 300), main[1])
    year = next((one.days for one in labels if (one.days[1] - one.days[0]).days > 300), None)
    bare = next((one.printed for one in every if re.fullmatch(r"20\d\d", one.printed)), "") or YTD.search(text)["year"]
    if bare:  # "Year to Date 2025", "YTD25"
        year = year or periods.year_days(int(bare) % 100 + 2000 + periods.names_start)
    first = periods.shifted((end, end), ("year to date", 0))[0]
    months = 12 * round((first - year[0]).days / 365.25) if year else 0
    return Label(0, len(text), text, None), (same_day(first, -months), same_day(end, -months))


def composed(periods: Periods, texts: Sequence[str], main: Days | None) -> tuple[Label, Days] | None:
    """The label and days that headings give only together, outermost first; None where each speaks for itself."""
    joined = " ".join(texts)
    length = said_length(joined) or next((months for text in texts if (months := length_alone(text))), 0)
    is_rolling = ROLLING.search(joined) is not None
    if length or is_rolling:
        day = day_of(periods, texts, main)
        if day and length and not is_rolling:
            return day, ended_on(day.days[1], length)
        last = day.days[1] if day else main and main[1]
        text = next((text for text in reversed(texts) if ROLLING.search(text)), texts[-1])
        if last and is_rolling:
            return day or Label(0, len(text), text, None), (same_day(last, -12) + timedelta(days=1), last)
    if YTD.search(joined) and main:
        return up_to_date(periods, texts, main)
    dated = any(one.days for text in texts for one in periods.labels(text))
    for text in reversed(texts):
        meaning = vocabulary("columns", "meaning").whole(text.strip(" *:."))
        if not meaning or dated or main is None:
            continue
        months = {"period": 0, "year ago": -12, "quarter before": -3}[meaning[0]]
        if "quarter" in text.lower() and (main[1] - main[0]).days > MOST_OF_QUARTER:  # in a document on nine months
            main = ended_on(main[1], 3)
        return Label(0, len(text), text, None), (same_day(main[0], months), same_day(main[1], months))
    return None
