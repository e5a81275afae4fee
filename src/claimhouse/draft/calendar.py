"""Ids of the periods that a document prints: 2025, 2025-Q2, 2025-H1, 2025-9M, 2025-06, 2025-06-30; FY2025-Q4 of a fiscal year."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import zip_longest

from claimhouse.documents.model import Document
from claimhouse.documents.periods import DAY, MONTH, MONTHS, SHORT_MONTH, YEAR_END, calendar_of, month_and_day, month_number
from claimhouse.draft.fiscal import defined_years
from claimhouse.draft.registers import Book
from claimhouse.draft.spoken import MONTHS_ALONE, NAMED_MONTH, NTH, NUMBERS, OF_DOCUMENT, relatives, short_parts, short_years, titled_parts
from claimhouse.grammar import Span, parse_period, periods
from claimhouse.grammar.periods import month_end
from claimhouse.grammar.tables import table
from claimhouse.rules import broken_cells

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
QUARTER = re.compile(r"quarter|\bQ[1-4]\b", re.IGNORECASE)
HALF = re.compile(r"\bhalf\b|\bH[12]\b", re.IGNORECASE)
ENDED = re.compile(r"\s*,?\s*\(?(?:that\s+|which\s+)?(?:ended|ending|ends)\s+(?:on\s+)?", re.IGNORECASE)
SPELLED = (  # parts of a year of the calendar; without a year the one that stands nearest
    re.compile(r"(?:(?P<year>(?:19|20)\d\d)年\s*)?(?<!\d)(?P<first>\d{1,2})\s*月?\s*[-—–~～至到]\s*(?P<last>\d{1,2})月份?"),
    re.compile(r"(?:(?P<year>(?:19|20)\d\d)年?)?前三季度"),
    re.compile(r"(?P<year>(?!))?(?<![\d年—–~～至到-])\d{1,2}月份"),
    re.compile(r"(?:(?P<year>(?:19|20)\d\d)年)?(?<!\d)(?P<month>\d{1,2})月[末底]"),
    re.compile(r"(?:(?P<year>(?:19|20)\d\d)年)?全年"),
    re.compile(r"(?P<year>(?!))?(?<!\d年)[上下]半年"),
    re.compile(r"(?:(?P<year>(?:19|20)\d\d)年?)?(?:半年(?:度|报)|中报|中期业绩)"),
    re.compile(r"(?P<year>(?:19|20)\d\d)年?年报"),
    re.compile(r"(?:(?P<year>(?:19|20)\d\d)年?)?[一三]季报"),
    re.compile(
        r"(?P<year>(?!))?\bthe (?:full|whole)(?:[\s-]+(?:fiscal|financial))?[\s-]+year\b(?!\s+(?:of\s+)?(?:fiscal\s+)?(?:19|20)\d\d)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?P<year>(?!))?\b(?:the\s+)?first\s+(?:three|six|nine)\s+months\s+of\s+(?:the|its|our)\s+(?:(?:fiscal|financial)\s+)?year\b",
        re.IGNORECASE,
    ),
    re.compile(r"(?P<year>(?!))?(?<![\d年—–~～至到-])\d{1,2}月(?=当月|[,，、])"),
    re.compile(r"\bhalf[\s-]year\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
)
MONTH_QUARTER = re.compile(  # "June quarter 2025", "the June 2025 quarter", "the June quarter"
    r"\b(?P<month>March|June|September|December)\s+(?:(?P<year>20\d\d)\s+quarter\b|quarter\b(?:\s+(?:of\s+)?(?P<later>20\d\d)\b)?)",
    re.IGNORECASE,
)
MONTH_YEAR = re.compile(  # "May-2018", "16-Aug-2018"
    rf"\b(?:(\d{{1,2}})-)?({MONTH})-((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
SHORT_MONTHS = re.compile(  # "Jan 17 to Feb 17", months of 2017 where the document prints 2017
    rf"\b({SHORT_MONTH})[a-z]*\.?\s?['’]?(\d\d)\s*(?:to|[-–—/])\s*"
    rf"({SHORT_MONTH})[a-z]*\.?\s?['’]?(\d\d)\b(?![,.]?\s*\d)",
    re.IGNORECASE,
)
FY_MONTH = re.compile(r"\bFY\s?(0?[1-9]|1[0-2])/(20\d\d)\b")  # the fiscal year that ends in a month
MONTH_SPAN = re.compile(r"['’‘](\d\d)/(0?[1-9]|1[0-2])\s?[-–~]\s?['’‘](\d\d)/(0?[1-9]|1[0-2])(?!\d)")  # "'22/4-'23/3"
MONTH_END = re.compile(r"(?<![\d'’‘/-])['’‘](\d\d)/(0?[1-9]|1[0-2])(?![\d/])")
MONTHS_OF_YEAR = re.compile(r"(?<![\d/.–-])(\d{1,2})\s?[–-]\s?(\d{1,2})\s?/\s?((?:19|20)\d\d)(?![\d/])")
FISCAL_PART = re.compile(r"\b(?:(?P<before>[1-4]Q|[12]H|9M)|(?P<part>Q[1-4]|H[12]|9M))\s?FY?\s?['’]?(?P<year>20\d\d|\d\d)\b(?!\s?/)")
OF_YEAR = re.compile(r"\s+of\s+(?:the|its|our)\s+(?:(?:fiscal|financial)\s+)?year$", re.IGNORECASE)
MONTH_RANGE = re.compile(
    rf"\b({MONTH})\.?\s*(?:to|through|[-–—])\s*"
    rf"({MONTH})\.?\s+((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
YEAR_MONTHS = re.compile(
    rf"\b((?:19|20)\d\d)\s+({MONTH})\.?\s*(?:to|through|[-–—])\s*"
    rf"({MONTH})\b(?!\.?\s+(?:19|20)\d\d)",
    re.IGNORECASE,
)
SPLIT_YEAR = re.compile(r"\b(?P<part>H[12]|Q[1-4]|9M)\s+(?:FY\s?)?(?P<year>20\d\d)(?:\s?/\s?(?:20)?(?P<next>\d\d))?\b")
SPAN_OF_YEAR = re.compile(r"(?<![\w/–-])(20\d\d)\s?(?P<mark>[/–-])\s?((?:20)?\d\d)(?![\w/–-]|[.,]\d)")
OWN_PART = re.compile(rf"\bended\s+(?:on\s+)?{DAY},?\s+\d{{4}}\s*[(（][^)\w]{{0,6}}(?:H[12]|Q[1-4])\s+20\d\d\b", re.IGNORECASE)
PART_OF_ITS = re.compile(r"\b((?:first|second|third|fourth)\s+(?:half|quarter))\s+of\s+(?:its|our|their)\s+$", re.IGNORECASE)
PART_OF = re.compile(r"\b(first|second|third|fourth)[\s-]+(half|quarter)\s+(?:of|in)\s+(?:the\s+)?$", re.IGNORECASE)
NAMED_PART = re.compile(  # "its first-quarter revenue for the" fiscal year 2022
    r"\b((?:first|second|third|fourth)[\s-](?:half|quarter))\s+(?:[a-z-]+\s+){1,3}(?:of|for|in)\s+(?:the\s+)?$", re.IGNORECASE
)
MONTHS_OF = re.compile(
    r"\b(?:the\s+)?(?:first\s+)?(three|six|nine|[369])[\s-]*(?:months?|M)\b(?:\s+of)?(?:\s+the)?\s*[,(]?\s*$", re.IGNORECASE
)
ENTERED = re.compile(r"\b(?:entering|start of|beginning of)\s+$", re.IGNORECASE)
YEAR_TO_DATE = re.compile(r"(?:\bYTD|year[\s-]to[\s-]date)\s*,?\s*$", re.IGNORECASE)
FISCAL_QUARTER = re.compile(
    r"\bfiscal\s+(?:year\s+)?20\d\d\s+(first|second|third|fourth)[\s-]+quarter\b"
    r"|\b(first|second|third|fourth)[\s-]+(?:fiscal\s+quarter\b|quarter\s+(?:of\s+)?fiscal\b)",
    re.IGNORECASE,
)
FISCAL_NAMED = re.compile(
    r"\bfiscal\s+(?:year\s+)?(?P<year>20\d\d),?\s+(?P<nth>first|second|third|fourth)[\s-]+quarter\b"
    r"|\b(?P<first>first|second|third|fourth)[\s-]+quarter\s+(?:and|&)\s+(?:full[\s-]+year\s+)?fiscal\s+(?:year\s+)?(?P<later>20\d\d)\b",
    re.IGNORECASE,
)
DAY_OF_YEAR = re.compile(rf"\b(?:at|ended|ending|to)\s+({DAY})\b(?!,?\s*\d)", re.IGNORECASE)
RUPEES = re.compile(r"₹|\bcrores?\b|\blakhs?\b|\bINR\b|\bRs\.?\s?\d", re.IGNORECASE)
ENDS = re.compile(r"\bend(?:ed|ing)\b|\bto\b", re.IGNORECASE)
FISCAL = re.compile(r"(?<![A-Za-z])FY|\bF(?:20)?\d\d\b|fiscal|财年", re.IGNORECASE)
BOTH_YEARS = re.compile(r"\d\s?[/–-]\s?\d\d")  # "FY2018/19"
CALENDAR_YEAR = re.compile(r"\bcalendar(?:\s+year)?\s+$", re.IGNORECASE)
SHORT_YEAR = re.compile(r"\bF\s?['’]?(?P<year>20\d\d|\d\d)\b(?!\s?/)")
OF_REPORT = re.compile(r"\b(?:annual|integrated)\s+report(?:\s+and\s+accounts)?,?\s+(?P<year>20\d\d)\b(?!\s?[/–-]\s?\d)", re.IGNORECASE)
YEARLY = re.compile(
    r"\bannual\s+(?:financial\s+)?report|\bform\s+10-K|\b(?:annual|full[\s-]year)\s+results|\b(?:fiscal|financial)\s+years?\s+ended",
    re.IGNORECASE,
)
PART = re.compile(r"\b(early|start of|beginning of|entering|late|mid)\b|年初|年末|年中(?!报)", re.IGNORECASE)
PARTS = {"early": "early", "start of": "early", "beginning of": "early", "entering": "early", "late": "late", "mid": "mid", "年初": "early"}
PARTS |= {"年末": "late", "年中": "mid"}
SLACK = timedelta(days=10)  # by which fiscal quarters of 13 weeks end before or after the month

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Label:
    """A period as a text prints it, at its characters there. `printed` leaves out what explains it: "which ends January 31, 2027".
    `days` are None where the text leaves the year open; `shift` is that of "a year ago" (unit year ago or year, -1), "last quarter"
    (quarter, -1), or one of `spoken`; `part` is "second quarter" of "last year's second quarter", whose `years` are -1."""

    start: int
    end: int
    printed: str
    days: Days | None
    shift: tuple[str, int] | None = None
    part: str = ""
    years: int = 0

    @property
    def is_ago(self) -> bool:
        """Whether it is a period that others are compared with or look ahead to, and not one of the document."""
        return self.shift is not None and self.shift[0] not in OF_DOCUMENT


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


def near_month_end(month: int, day: int) -> tuple[int, int]:
    """The end of the month that a year of 52 weeks follows: that of the month before where it ends in the first days of one."""
    month = (month - 2) % 12 + 1 if day < 15 else month
    return month, month_end(2025, month).day


class Periods:
    """Reads labels of one document and gives ids of periods, with new rows for those that no register holds."""

    def __init__(self, book: Book, fiscal: tuple[int, int] | None, calendar: str, text: str = ""):
        self.book, self.fiscal, self.calendar = book, fiscal, calendar
        self.years = defined_years(text)
        self.printed_years = {int(year) for year in re.findall(r"\b20\d\d\b", text)}
        pairs = SHORT_MONTHS.findall(text)  # whether ranges of months are what changes are measured over
        self.compares_months = any(one[0].lower() == one[2].lower() for one in pairs)
        self.dated: date | None = None  # the day on which the document was published
        # whether the fiscal year is known and not that of the calendar, for all that the document is about
        self.has_own_year = fiscal not in (None, (12, 31)) and not self.years.mixed
        self.short_years = short_years(text[:200_000])
        self.has_own_parts = (
            OWN_PART.search(text) is not None or end_of_begun_year(text[:4_000]) == fiscal
        )  # "six months ended 30 September 2025 (H1 2026)"
        self.names_start = self.is_named_after_start(text)  # "fiscal 2024" ends in January 2025
        self.shifts = {word: (row.unit, int(row.shift)) for row in table("relative") for word in row.wording.split("|")}
        self.of_days: dict[Days, str] = {}
        for id, row in reversed(book.rows["periods"].items()):
            if row["period_start"] and row["period_end"]:
                self.of_days[date.fromisoformat(row["period_start"]), date.fromisoformat(row["period_end"])] = id
        self.printed = {(row["printed"], row["calendar"]): row["period_id"] for row in book.labels}
        self.registered = dict(self.printed)  # before the document
        self.known: dict[str, list[Label]] = {}

    def labels(self, text: str) -> list[Label]:
        """Every period that the text prints, also those without a year."""
        if text not in self.known:
            self.known[text] = [
                Label(
                    span.start,
                    span.end,
                    span.printed,
                    self.days_of(span),
                    self.shifts.get(re.sub(r"\s+", " ", span.printed.lower()).replace("-", " - ")) or self.shifts.get(span.printed.lower()),
                )
                for span in periods(text, fiscal=self.fiscal)
            ]
            self.known[text] = self.spelled(text, self.known[text])
        return self.known[text]

    def is_named_after_start(self, text: str) -> bool:
        """Whether the document names a fiscal year after the year in which it begins, as retailers do whose year
        ends in winter: more of its quarters "of fiscal 2024" end then on days that it prints."""
        if self.years.starts is not None:
            return self.years.starts and self.fiscal != (12, 31)
        if not self.has_own_year or self.fiscal[0] > 2:
            return False
        spans = [span for span in periods(text[:200_000], fiscal=self.fiscal) if span.first_day and span.last_day]
        ended = {span.last_day for span in spans if ENDS.search(span.printed)}
        named = {span.last_day for span in spans if FISCAL.search(span.printed) and not ENDS.search(span.printed)}
        after, before = (sum(any(abs(end - same_day(day, months)) <= SLACK for end in ended) for day in named) for months in (12, 0))
        return after > before

    def days_of(self, span: Span) -> Days | None:
        """The days of a period as the grammar reads it; the grammar names a fiscal year after the year in which it ends."""
        if not span.first_day or not span.last_day:
            return None
        days = span.first_day, span.last_day
        if not FISCAL.search(span.printed) or not re.search(r"\d", span.printed) or ENDS.search(span.printed):
            return days
        if self.names_start and not BOTH_YEARS.search(span.printed):
            days = same_day(days[0], 12), same_day(days[1], 12)
        return self.as_defined(days)

    def as_defined(self, days: Days) -> Days:
        """Days of a fiscal year or of a part of one, with the first and last day that the document gives the year."""
        ends = [last for _, last in self.years.days.values()] + [first - timedelta(days=1) for first, _ in self.years.days.values()]
        first = next((end + timedelta(days=1) for end in ends if abs(end - days[0]) <= SLACK), days[0])
        return first, next((end for end in ends if abs(end - days[1]) <= SLACK), days[1])

    def spelled(self, text: str, found: list[Label]) -> list[Label]:
        """The labels, with "third quarter" and "ended October 26, 2025" as one, and 前三季度 as nine months."""
        joined: list[Label] = []
        for label in found:
            before = joined[-1] if joined else None
            ends = label.days and label.days[0] == label.days[1] and before and ENDED.fullmatch(text[before.end : label.start])
            if ends and QUARTER.search(before.printed):
                first, whole = same_day(label.days[1], -3) + timedelta(days=1), text[before.start : label.end]
                printed = before.printed if broken_cells("printed", whole) else whole
                joined[-1] = Label(before.start, label.end, printed, (first, label.days[1]))
            elif ends and before.days and abs(before.days[1] - label.days[1]) <= SLACK:  # "fiscal 2027, which ends April 30, 2027"
                joined[-1] = replace(before, end=label.end)
            else:
                joined.append(label)
        for pattern in SPELLED:
            for match in pattern.finditer(text):
                joined = with_label(joined, match, spelled_days(match))
        for match in MONTH_RANGE.finditer(text):  # "May to July 2025"
            first, last = (month_number(match[place]) for place in (1, 2))
            joined = with_label(joined, match, (date(int(match[3]) - (first > last), first, 1), month_end(int(match[3]), last)))
        for match in YEAR_MONTHS.finditer(text):  # "2018 Jul-Sep"
            first, last = (month_number(match[place]) for place in (2, 3))
            if first < last:
                joined = with_label(joined, match, (date(int(match[1]), first, 1), month_end(int(match[1]), last)))
        for match in MONTHS_OF_YEAR.finditer(text):  # "4–6/2023"
            first, last, year = int(match[1]), int(match[2]), int(match[3])
            if 1 <= first <= last <= 12:
                joined = with_label(joined, match, (date(year, first, 1), month_end(year, last)))
        for match in MONTH_YEAR.finditer(text):
            year, month = int(match[3]), month_number(match[2])
            last = month_end(year, month)
            if not match[1]:
                joined = with_label(joined, match, (date(year, month, 1), last))
            elif 1 <= int(match[1]) <= last.day:
                joined = with_label(joined, match, (last.replace(day=int(match[1])),) * 2)
        if (match := SHORT_MONTHS.fullmatch(text.strip())) and (days := self.of_short_months(match)):
            joined = [Label(0, len(text), text, days)]
        for match in FY_MONTH.finditer(text):
            last = month_end(int(match[2]), int(match[1]))
            joined = with_label(joined, match, (same_day(last, -12) + timedelta(days=1), last))
        for match in MONTH_SPAN.finditer(text):
            first = date(2000 + int(match[1]), int(match[2]), 1)
            joined = with_label(joined, match, (first, month_end(2000 + int(match[3]), int(match[4]))))
        for match in MONTH_END.finditer(text):  # "'24/3", a fiscal year of Japan
            last = month_end(2000 + int(match[1]), int(match[2]))
            joined = joined if over(joined, match) else with_label(joined, match, (same_day(last, -12) + timedelta(days=1), last))
        for match in MONTH_QUARTER.finditer(text):
            year, month = match["year"] or match["later"], MONTHS[match["month"].lower()]
            joined = with_label(joined, match, (date(int(year), month - 2, 1), month_end(int(year), month)) if year else None)
        joined = self.of_split_years(text, joined)
        for match, called in (*titled_parts(text), *short_parts(text, self.short_years)):
            if not any(label.days and not is_inside(label, match) or FISCAL.search(label.printed) for label in over(joined, match)):
                joined = with_label(joined, match, self.days_in(called))
        for pattern in (MONTHS_ALONE, NAMED_MONTH):
            for match in pattern.finditer(text):
                joined = joined if over(joined, match) else with_label(joined, match, None)
        found = [self.part_of_year(text, label) for label in joined]
        for match, shift in relatives(text):
            found = with_relative(found, match, shift)
        found.sort(key=lambda label: label.start)
        return with_years(
            text,
            [  # "the prior year quarter ended October 28, 2023" is one period
                label
                for label, after in zip_longest(found, found[1:])
                if not (label.shift and after and after.days and re.fullmatch(r"[\s(]*", text[label.end : after.start]))
            ],
        )

    def of_short_months(self, match: re.Match) -> Days | None:
        """The days of "Apr 24 to Mar 25"; of two months that a change is measured over, the later one."""
        first, last = (month_number(match[place]) for place in (1, 3))
        begin, end = int(match[2]) + 2000, int(match[4]) + 2000
        apart = 12 * (end - begin) + last - first
        if end not in self.printed_years or not 0 < apart <= 120:
            return None
        compared = first == last or apart == 1 and self.compares_months
        return date(end, last, 1) if compared else date(begin, first, 1), month_end(end, last)

    def of_split_years(self, text: str, joined: list[Label]) -> list[Label]:
        """The labels, with "H1 2025/26" as a part of the fiscal year that ends in 2026, and "H1 2026" where the document calls it so."""
        for match in FISCAL_PART.finditer(text):
            days = self.part_days(match["part"] or match["before"], int(match["year"]) % 100 + 2000) if self.fiscal else None
            joined = with_label(joined, match, days)
        for match in FISCAL_NAMED.finditer(text):  # "Fiscal 2026 Third-Quarter Results"
            number = NTH[(match["nth"] or match["first"]).lower()]
            days = self.part_days(f"Q{number}", int(match["year"] or match["later"])) if self.fiscal else None
            joined = with_label(joined, match, days)
        for match in SPAN_OF_YEAR.finditer(text):  # "2023/24"
            first, last = int(match[1]), int(match[1][:2] + match[3][-2:])
            if last == first + 1:
                joined = with_label(joined, match, self.year_days(last) if self.has_own_year else None)
        for match in SHORT_YEAR.finditer(text) if self.years.letter else ():  # "F19"
            if all(is_inside(label, match) for label in over(joined, match)):
                joined = with_label(joined, match, self.year_days(int(match["year"]) % 100 + 2000 + self.names_start))
        if not self.has_own_year:
            return joined
        for match in OF_REPORT.finditer(text):  # named after the year in which the report ends
            year = [label for label in over(joined, match) if label.printed == match["year"]]
            joined = [replace(label, days=self.year_days(int(match["year"]))) if label in year else label for label in joined]
        for match in SPLIT_YEAR.finditer(text):
            year = int(match["year"]) + (match["next"] is not None)
            if match["next"] and year % 100 != int(match["next"]) or not match["next"] and not self.has_own_parts:
                continue
            joined = with_label(joined, match, self.part_days(match["part"], year - self.names_start * (match["next"] is not None)))
        return joined

    def part_days(self, part: str, year: int) -> Days:
        """The days of Q3, 2Q, H1, 1H or 9M of the fiscal year that ends in a year."""
        kind, number = re.sub(r"\d(?!M)", "", part)[0], int(re.sub(r"\D", "", part))
        last = same_day(self.year_end(year + self.names_start), {"H": 6 * (number - 2), "Q": 3 * (number - 4), "9": -3}[kind])
        return self.as_defined((same_day(last, -{"H": 6, "Q": 3, "9": 9}[kind]) + timedelta(days=1), last))

    def year_days(self, year: int) -> Days:
        """The days of the fiscal year that ends in a year."""
        end = self.year_end(year)
        return self.as_defined((same_day(end, -12) + timedelta(days=1), end))

    def part_of_year(self, text: str, label: Label) -> Label:
        """ "first nine months FY2026" where only the year was read."""
        if label.days and YEAR_TO_DATE.search(text, max(0, label.start - 20), label.start):
            return Label(label.start, label.end, label.printed, None, label.shift)  # to which day is not said
        quarter = QUARTER.search(label.printed) and re.search(r"\bfiscal\s+$", text[max(0, label.start - 10) : label.start], re.IGNORECASE)
        part = PART_OF_ITS.search(text, max(0, label.start - 60), label.start) or NAMED_PART.search(
            text, max(0, label.start - 60), label.start
        )
        if part:  # "the first half of its fiscal year 2025/26"
            if days := self.days_in(f"{part[1]} of {label.printed}"):
                return Label(part.start(), label.end, text[part.start() : label.end], days, label.shift)
        part = PART_OF.search(text, max(0, label.start - 40), label.start) if label.days and SPAN_OF_YEAR.fullmatch(label.printed) else None
        if part:  # "the first half of 2018/19"
            days = self.part_days(f"{part[2][0].upper()}{NTH[part[1].lower()]}", label.days[1].year - self.names_start)
            return Label(part.start(), label.end, text[part.start() : label.end], days, label.shift)
        year = re.search(r"(?:19|20)\d\d", label.printed)
        if quarter and year and self.has_own_year and not ENDS.search(label.printed):  # "Fiscal First Quarter 2026"
            spelled = f"{label.printed[: year.start()].strip(' ,')} of fiscal {year[0]}"
            if days := self.days_in(spelled):
                first = text.lower().rindex("fiscal", 0, label.start)
                return Label(first, label.end, text[first : label.end], days, label.shift)
        entered = ENTERED.search(text, max(0, label.start - 20), label.start) if re.fullmatch(r"\d{4}", label.printed) else None
        if entered:
            return Label(entered.start(), label.end, text[entered.start() : label.end], label.days, label.shift)
        months = MONTHS_OF.search(text, max(0, label.start - 40), label.start)
        if not months or not label.days or not 360 <= (label.days[1] - label.days[0]).days <= 375:
            return self.in_brackets(text, label)
        count = int(months[1]) if months[1].isdigit() else NUMBERS[months[1].lower()]
        last = same_day(label.days[0] - timedelta(days=1), count)
        return Label(months.start(), label.end, text[months.start() : label.end], (label.days[0], last), label.shift)

    def days_in(self, text: str) -> Days | None:
        """The days of the first period with days in a text."""
        return next(filter(None, map(self.days_of, periods(text, fiscal=self.fiscal))), None)

    def in_brackets(self, text: str, label: Label) -> Label:
        """The fiscal year of "(2024: HK$4,893 million)" in a document of a firm whose year is not that of the calendar."""
        if not self.has_own_year or not re.fullmatch(r"(?:19|20)\d\d", label.printed):
            return label
        bare = text[: label.start].rstrip()[-1:] in ("(", "（") and re.match(r"\s*[:：]", text[label.end :])
        heads = label.printed == text.strip() and self.years.starts is not None
        defined = self.years.days and (heads or not self.years.starts and not self.years.lettered) and int(label.printed) in self.near_years
        if not bare and not (defined and not CALENDAR_YEAR.search(text[: label.start])):
            return label
        return replace(label, days=self.year_days(int(label.printed) + (heads and self.names_start)))

    @property
    def near_years(self) -> range:
        """The years around those that the document defines."""
        return range(min(self.years.days) - 4, max(self.years.days) + 2)

    def year_end(self, year: int) -> date:
        """The day on which the fiscal year ends in a year of the calendar."""
        month, day = self.fiscal or (12, 31)
        return date(year, month, min(day, month_end(year, month).day))

    def nearest(self, label: Label, near: Days | None) -> Days | None:
        """The days of "Q3" or "March" in the year, fiscal where the document has one, that lies nearest to the days given."""
        if label.part:  # "last year's second quarter"
            days = self.nearest(Label(label.start, label.end, label.part, None), near)
            return days and tuple(same_day(day, 12 * label.years) for day in days)
        whole = re.match(r"the (?:full|whole)\b", label.printed, re.IGNORECASE)
        fiscal = FISCAL.search(label.printed) and not whole and not OF_YEAR.search(label.printed)
        if near is None or label.shift or re.search(r"(?:19|20)\d\d", label.printed) or fiscal:
            return None
        if whole:
            month, day = self.fiscal or (12, 31)
            year = near[1].year + ((near[1].month, near[1].day) > (month, day))
            end = self.year_end(year)
            return same_day(end, -12) + timedelta(days=1), end
        found = []
        fiscal = (
            self.has_own_year
            and (QUARTER.search(label.printed) or HALF.search(label.printed))
            and not ENDS.search(label.printed)
            and not MONTH_QUARTER.match(label.printed)
        )
        for year in range(near[1].year - 1 - (near[0] == near[1]), near[1].year + 3):
            part = OF_YEAR.sub("", label.printed)
            text = f"{part} of fiscal {year}" if fiscal or part != label.printed and self.has_own_year else f"{part} {year}"
            text = text if label.printed.isascii() else f"{year}年{label.printed}"
            found += [one.days for one in self.labels(text) if one.days and len(one.printed) > 5][:1]
        past = [days for days in found if near[1] - timedelta(days=366) <= days[1] < near[1]] if near == (self.dated, self.dated) else []
        if past:  # news of November on "the third quarter"
            return max(past, key=lambda days: days[1])
        same_year = [days for days in found if days[1].year == near[1].year] if not fiscal else found
        return min(same_year or found, key=lambda days: abs(days[1] - near[1]), default=None)

    def shifted(self, days: Days, shift: tuple[str, int]) -> Days | None:
        """The period as long a year or a quarter before; a part of the year of the period, or its end."""
        unit, count = shift
        if unit in OF_DOCUMENT:
            return self.within(days, unit, count)
        if unit in ("year ago", "year"):
            return tuple(same_day(day, 12 * count) for day in days)
        if unit == "months ago":
            return tuple(same_day(day, -count) for day in days)
        if unit == "month" and 27 <= (days[1] - days[0]).days <= 31:
            first = same_day(days[0], count)
            return first, month_end(first.year, first.month)
        if unit == "quarter" and 80 <= (days[1] - days[0]).days <= 100:
            return tuple(same_day(day, 3 * count) for day in days)
        return None

    def within(self, days: Days, unit: str, count: int) -> Days | None:
        """The days of a shift of `spoken`, against the period of the document."""
        last, months = days[1], round((days[1] - days[0]).days / 30.44)
        if unit == "end":
            return last, last
        if unit == "part":
            return (same_day(last, -count) + timedelta(days=1), last) if count <= months else None
        month, day = self.fiscal or (12, 31)
        end = self.year_end(last.year + ((last.month, last.day) > (month, day) and last - self.year_end(last.year) > SLACK))
        first = same_day(end, -12) + timedelta(days=1)
        if unit == "year end":
            return end, end
        if unit == "year to date":
            return first, last
        if unit == "fiscal year":
            return same_day(first, 12 * count), same_day(end, 12 * count)
        until = same_day(first - timedelta(days=1), count)
        if unit == "months" and until < last - SLACK and count > months:
            return first, until
        if unit == "months" and abs(until - last) <= SLACK:
            return first, last
        return same_day(last, -count) + timedelta(days=1), last

    def same_part(self, part: Days, year: Days) -> Days:
        """The part of another year: "the corresponding period in fiscal 2023"."""
        moved = (tuple(same_day(day, 12 * count) for day in part) for count in (-1, -2, 1, -3, 0))
        return next((days for days in moved if year[0] <= days[0] + SLACK and days[1] <= year[1] + SLACK), year)

    def id_of(self, days: Days, printed: str) -> str:
        """The id of a period, registered where it is new."""
        first, last = days
        if not self.has_own_year and (quarter := near_quarter(first, last)):  # of 13 weeks
            first, last = days = quarter
        id = self.fiscal_id(first, last, printed) or self.part_id(first, printed) or regular_id(first, last)
        id = id or self.of_days.get(days) or f"{regular_start(first)}/{regular_end(last)}"
        self.register(id, first, last)
        return id

    def unstated(self, label: Label) -> str | None:
        """FY2025 or FY2025-Q2 of a fiscal year whose end nothing says: a period without days."""
        year = re.search(r"(?:FY|fiscal\s+(?:year\s+)?|^20\d\d\s?[/–-]\s?)\s?['’]?(\d{4}|\d\d)\b", label.printed, re.IGNORECASE)
        if self.fiscal or label.days or not year:
            return None
        quarter = re.search(r"\bQ([1-4])|\b([1-4])Q|\b(first|second|third|fourth)\b", label.printed, re.IGNORECASE)
        number = (quarter[1] or quarter[2] or NTH[quarter[3].lower()]) if quarter else ""
        whole = f"FY{int(year[1]) % 100 + 2000}"
        for id, kind in ((whole, "year"), *([(f"{whole}-Q{number}", "quarter")] if number else [])):
            if id not in self.book.rows["periods"]:
                part = whole if kind == "quarter" else ""
                row = {"period_id": id, "name": f"{id}, year end not printed", "period_start": "", "period_end": "", "period_type": kind}
                self.book.rows["periods"][id] = self.book.ids["periods", id] = row | {"calendar": "unstated", "part_of_period_id": part}
                self.book.whys["periods", id] = "the end of the fiscal year is not printed"
        return id

    def part_id(self, first: date, printed: str) -> str | None:
        found = PART.search(printed)
        return f"{first.year}-{PARTS[found[0].lower()]}" if found and re.search(r"(?:19|20)\d\d", printed) else None

    def fiscal_id(self, first: date, last: date, printed: str) -> str | None:
        """FY2025, FY2025-Q4, FY2025-H1 or FY2025-9M where the year of the document is not that of the calendar."""
        if not self.has_own_year:
            return None
        months = round((last - first).days / 30.44)
        if months not in (3, 6, 9, 12) or regular_id(first, last) == str(last.year):
            return None
        for year in (last.year, last.year + 1):
            end = self.year_end(year)
            for quarter in (1, 2, 3, 4):
                boundary = same_day(end, -3 * (4 - quarter))
                if abs(boundary - last) <= SLACK and (months == 3 or months == 3 * quarter):
                    stated = re.search(r"(?:FY|fiscal\s+(?:year\s+)?)\s?'?(\d{4}|\d\d)\b", printed, re.IGNORECASE)
                    number = int(stated[1]) % 100 + 2000 if stated and "/" not in printed else end.year - self.names_start
                    suffix = f"-Q{quarter}" if months == 3 else {6: "-H1", 9: "-9M", 12: ""}[months]
                    return f"FY{number}{suffix}"
        return None

    def register(self, id: str, first: date, last: date) -> None:
        rows = self.book.rows["periods"]
        fiscal = id.startswith("FY")
        key = ("periods", id)
        if id in rows and not (fiscal and key not in self.book.ids):
            return
        kinds = {3: "quarter", 6: "half", 9: "nine_months", 12: "year", 1: "month", 0: "day"}
        months = round((last - first).days / 30.44)
        regular = fiscal or regular_id(first, last) == id
        kind = "day" if first == last else kinds.get(months, "interval") if regular else "interval"
        row = {"period_id": id, "name": id, "period_start": str(first), "period_end": str(last), "period_type": kind}
        row["calendar"] = self.calendar if fiscal else "calendar"
        row["year"] = id if kind == "year" and not fiscal else ""
        whole = re.match(r"((?:FY)?\d{4})-(?:Q[1-4]|H[12]|9M|\d\d)$", id)
        if whole and kind != "day":
            row["part_of_period_id"] = whole[1] if whole[1] in rows or not fiscal else ""
            if not fiscal and whole[1] not in rows:
                self.register(whole[1], date(first.year, 1, 1), date(first.year, 12, 31))
        before = re.sub(r"FY(\d{4})", lambda year: f"FY{int(year[1]) - 1}", id) if fiscal else ""
        row["prior_period_id"] = before if ("periods", before) in self.book.ids else ""
        rows[id] = self.book.ids[key] = row
        self.book.whys[key] = f"{first} to {last}"
        for other in self.book.ids.values():  # the year after was registered first
            if fiscal and re.sub(r"FY(\d{4})", lambda year: f"FY{int(year[1]) - 1}", other.get("period_id", "")) == id:
                other["prior_period_id"] = other.get("prior_period_id") or id
                break

    def label(self, printed: str, id: str) -> None:
        """Registers the wording of a period."""
        row = self.book.rows["periods"][id]
        days = parse_period(printed)
        by_calendar = days and (str(days[0]), str(days[1])) == (row["period_start"], row["period_end"])
        names = ["calendar"] if by_calendar or (days is None and row["calendar"] == "calendar") else []
        for calendar in [*names, *(f"{self.calendar}{suffix}" for suffix in ("", *(f"_{n}" for n in range(2, 60))))]:
            known = self.printed.setdefault((printed, calendar), id)
            if known == id:
                if not any(row["printed"] == printed and row["calendar"] == calendar for row in self.book.labels):
                    key = ("period_labels", f"{printed}|{calendar}")
                    self.book.ids[key] = {"printed": printed, "calendar": calendar, "period_id": id}
                return


def over(labels: list[Label], match: re.Match) -> list[Label]:
    """The labels that a wording overlaps."""
    return [label for label in labels if label.start < match.end() and match.start() < label.end]


def is_inside(label: Label, match: re.Match) -> bool:
    return match.start() <= label.start and label.end <= match.end()


def with_label(labels: list[Label], match: re.Match, days: Days | None) -> list[Label]:
    """The labels, with a wording in the place of those that it overlaps."""
    taken = over(labels, match)
    return [*(label for label in labels if label not in taken), Label(match.start(), match.end(), match[0], days)]


def with_relative(labels: list[Label], match: re.Match, shift: tuple[str, int]) -> list[Label]:
    """The labels, with a wording of `spoken` in the place of those within it; not where one with days goes beyond it."""
    taken = over(labels, match)
    if any(label.days or label.end > match.end() for label in taken):
        return labels
    return [*(label for label in labels if label not in taken), Label(match.start(), match.end(), match[0], None, shift)]


def with_years(text: str, labels: list[Label]) -> list[Label]:
    """The labels, "last year" and "second quarter" as one where they stand together."""
    found: list[Label] = []
    for label in labels:
        before = found[-1] if found else None
        between = text[before.end : label.start] if before else ""
        year, part = (before, label) if before and before.shift else (label, before)
        together = before and year.shift and year.shift[0] in ("year", "year ago") and not (part.days or part.shift or part.part)
        if together and re.fullmatch(r"(?:[’']s)?\s*" if year is before else r"\s+(?:(?:of|in)\s+)?(?:the\s+)?|", between):
            whole = text[before.start : label.end]
            found[-1] = Label(before.start, label.end, whole, None, None, part.printed, year.shift[1])
        else:
            found.append(label)
    return found


PARTS_ZH = (("半年报", 6), (("全年", "年报"), 12), (("前三季度", "三季报"), 9), ("一季报", 3))  # months from the beginning of the year on


def spelled_days(match: re.Match) -> Days | None:
    """The days of a wording of SPELLED, None where it prints no year."""
    found = match.groupdict()
    if found.get("month") and found["year"] and 1 <= int(found["month"]) <= 12:
        end = month_end(int(found["year"]), int(found["month"]))
        return end, end
    length = next((months for words, months in PARTS_ZH if match[0].endswith(words)), 6)
    first, last = int(found.get("first") or 1), int(found.get("last") or length)
    if not found["year"] or not 1 <= first <= last <= 12:
        return None
    year = int(found["year"])
    return date(year, first, 1), month_end(year, last)


def meant(meaning: str, days: Days) -> Days | None:
    """The days of a heading that speaks of the period of the document: that period, the same of a year ago, the year to its end, its end,
    the end of the year before."""
    first, last = days
    if meaning == "period":
        return days
    if meaning == "year ago":
        return same_day(first, -12), same_day(last, -12)
    if meaning == "year to date":
        return date(last.year, 1, 1), last
    if meaning == "end":
        return last, last
    return date(last.year - 1, 12, 31), date(last.year - 1, 12, 31)


def same_day(day: date, months: int) -> date:
    """The day so many months later; the last of a month stays the last."""
    at = day.year * 12 + day.month - 1 + months
    year, month = divmod(at, 12)
    last = month_end(year, month + 1).day
    ended = day == month_end(day.year, day.month)
    return date(year, month + 1, last if ended else min(day.day, last))


def near_quarter(first: date, last: date) -> Days | None:
    """The quarter of the calendar that one of 13 or 14 weeks follows; None of other days."""
    if not 84 <= (last - first).days <= 98:
        return None
    for year, month in ((last.year, month) for month in (3, 6, 9, 12)):
        end = month_end(year, month)
        if abs(end - last) <= SLACK:
            return date(year, month - 2, 1), end
    return None


def regular_id(first: date, last: date) -> str | None:
    """The id of a day, month, quarter, half, nine months or year of the calendar."""
    if first == last:
        return first.isoformat()
    if first.day != 1 or last != month_end(last.year, last.month) or first.year != last.year:
        return None
    months = (first.month, last.month)
    if months == (1, 12):
        return str(first.year)
    if months[0] == months[1]:
        return f"{first.year}-{first.month:02d}"
    if months[1] - months[0] == 2 and months[1] % 3 == 0:
        return f"{first.year}-Q{months[1] // 3}"
    return {(1, 6): f"{first.year}-H1", (7, 12): f"{first.year}-H2", (1, 9): f"{first.year}-9M"}.get(months)


def regular_start(day: date) -> str:
    if day.day != 1:
        return day.isoformat()
    return {1: str(day.year), 7: f"{day.year}-H2"}.get(day.month, f"{day.year}-{day.month:02d}")


def regular_end(day: date) -> str:
    if day != month_end(day.year, day.month):
        return day.isoformat()
    return {12: str(day.year), 6: f"{day.year}-H1"}.get(day.month, f"{day.year}-{day.month:02d}")
