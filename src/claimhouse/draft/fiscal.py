"""The fiscal years that a document defines by their days: "fiscal 2016 (April 1, 2016 to March 31, 2017)", "F19: 53 weeks ended 30 June
2019", "the financial year (FY23) ended on 30 June 2023", "fiscal years ended June 30, 2019, June 24, 2018 and June 25, 2017"."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from claimhouse.documents.periods import DAY, SHORT_MONTH
from claimhouse.grammar import parse_period, periods

Days = tuple[date, date]

MOST = 200_000  # characters that are looked at
TITLE = 1_000
NAME = (
    r"(?:\b(?P<letters>FY|F)\s?['’]?(?P<short>20\d\d|\d\d)|\b(?:fiscal|financial)(?:\s+year)?\s+(?P<spelled>20\d\d)"
    r"|\b(?P<alone>20\d\d)(?=\s?/\s?\d\d))"
    r"(?:\s?[/–-]\s?(?P<next>(?:20)?\d\d)(?!\d))?"
)
PART = r"(?:quarter|half|months?|weeks?|\b[1-4]Q|\b[12]H|\bQ[1-4]|\bH[12]|\b[369]M)"
BEFORE = re.compile(rf"{NAME}(?P<gap>(?:[^.;\n\d]|\b5[23]\b){{0,60}})$", re.IGNORECASE)  # a name before its days
BEHIND = re.compile(
    rf"\s*[,(（=:–-]*\s*(?:(?:hereinafter|referred\s+to\s+as|called|or|i\.e\.,?|the)\s+)*"
    rf"[\"“'‘]?(?:the\s+)?{NAME}(?=[\"”'’)）,.;:\s]|$)",
    re.IGNORECASE,
)
OF_PART = re.compile(rf"{PART}[\s-]+(?:of\s+|in\s+)?(?:the\s+)?$", re.IGNORECASE)
BINDS = re.compile(  # between a name and its days
    r"[\W_]*(?:(?:5[23]|is|was|means|refers|covers?|comprises?|began|begins|runs?|ran|consists|consisted|contained|had|the|a|an|for|from|to|our|its"
    r"|period|year"
    r"|of|weeks?|ended|ending|ends|fiscal|financial|which|that|reporting|on)\b[\W_]*)*",
    re.IGNORECASE,
)
WEEKS = re.compile(r"5[23][\s-]+weeks?", re.IGNORECASE)
CLOSED = re.compile(r"\b(?:ended|ending|ends|closed|closes|closing)\s+(?:on\s+)?$", re.IGNORECASE)
DATED = rf"{DAY},?\s+20\d\d"
LISTED = re.compile(
    rf"\b(?:(?:fiscal|financial)\s+years?|(?<!half-)(?<!half )years?|5[23]\s+weeks)\s+(?:ended|ending)\s+(?:on\s+)?{DATED}"
    rf"(?:(?:\s*,\s*(?:and\s+)?|\s*(?:and|&)\s+){DATED})*",
    re.IGNORECASE,
)
NAMED = re.compile(NAME, re.IGNORECASE)
YEARS_LISTED = re.compile(  # "Fiscal years 2020, 2019 and 2018 ended on September 26, 2020, September 28, 2019 and September 29, 2018"
    r"\b(?:fiscal|financial)(?:\s+years?)?\s+(?P<years>20\d\d(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+)20\d\d)+)(?P<gap>[^.;\d]{0,60}?)"
    rf"(?P<dates>{DATED}(?:(?:\s*,\s*(?:and\s+)?|\s*(?:and|&)\s+){DATED})+)",
    re.IGNORECASE,
)
AHEAD = re.compile(r"\b(?:forecasts?|expects?|expected|outlook|guidance|plans?|targets?)\b", re.IGNORECASE)
OTHERS = re.compile(r"\breports?\s+(?:by|on\s+a)\s+(?:the\s+)?calendar[\s-]year|\bcalendar[\s-]year\s+(?:basis|reporters?)", re.IGNORECASE)
MONTH = re.compile(SHORT_MONTH, re.IGNORECASE)


@dataclass(frozen=True)
class FiscalYears:
    """`days` are those of the years by the year in which they end; `starts` says whether a name is the year in which they begin, None
    where no year is named; `letter` whether a name is "F19", `lettered` whether one is "F19" or "FY19"; `mixed` whether the text also
    speaks of a firm with another year."""

    days: dict[int, Days] = field(default_factory=dict)
    starts: bool | None = None
    letter: bool = False
    lettered: bool = False
    mixed: bool = False

    @property
    def end(self) -> date | None:
        """The last day of the latest year."""
        return max((last for _, last in self.days.values()), default=None)


def number_of(match: re.Match) -> tuple[int, bool]:
    """The year of a name, and whether the name gives both years that it touches: "2018/19"."""
    year = int(match["short"] or match["spelled"] or match["alone"]) % 100 + 2000
    both = match["next"] is not None and (year + 1) % 100 == int(match["next"]) % 100
    return year + both, both


def ends_in(last: date) -> int:
    """The year in which a fiscal year ends: of one that ends in the first days of a month the year of the month before."""
    return (last - timedelta(days=14)).year if last.day < 15 else last.year


@lru_cache(maxsize=8)
def defined_years(text: str) -> FiscalYears:
    """The fiscal years of a document with days that it prints."""
    text = text[:MOST]
    named: list[tuple[int, bool, Days | date]] = []
    letters: list[str] = []
    for span in periods(text):
        first, last = span.first_day, span.last_day
        if not first or not last or not MONTH.search(span.printed):
            continue
        long = 350 <= (last - first).days <= 378
        before = BEFORE.search(text[max(0, span.start - 90) : span.start])
        closes = first == last and before and CLOSED.search(before["gap"])
        if not (long or closes):
            continue
        of_part = before and not long and re.search(PART, WEEKS.sub("", before["gap"]), re.IGNORECASE)
        if of_part or before and not closes and not BINDS.fullmatch(before["gap"]):
            before = None
        if before and OF_PART.search(text[: max(0, span.start - 90) + before.start()][-30:]):
            continue
        found = before or (BEHIND.match(text[span.end : span.end + 80]) if long else None)
        if found:
            named.append((*number_of(found), (first, last) if long else last))
            letters.append((found["letters"] or "").upper())
    for match in YEARS_LISTED.finditer(text):
        numbers, dates = [int(year) for year in re.findall(r"20\d\d", match["years"])], days_in(match["dates"])
        if len(numbers) == len(dates) and not re.search(PART, match["gap"], re.IGNORECASE):
            named += [(number, False, last) for number, last in zip(numbers, dates, strict=True)]
    ends = {last for match in LISTED.finditer(text) for last in days_in(match[0])}
    counted = Counter(ends_in(one if isinstance(one, date) else one[1]) - number for number, both, one in named if not both)
    offset = next((one for one, _ in counted.most_common(1) if one in (0, 1)), None)
    if offset is None and not named:
        offset = offset_of_names(text)
    days: dict[int, Days] = {}
    for _, _, one in named:
        if not isinstance(one, date):
            days.setdefault(ends_in(one[1]), one)
    known = {one for _, _, one in named if isinstance(one, date)} | ends
    by_year = {ends_in(last): last for last in sorted(known)}
    for year, last in by_year.items():
        before = days[year - 1][1] if year - 1 in days else by_year.get(year - 1)
        days.setdefault(year, ((before or year_before(last)) + timedelta(days=1), last))
    if len({month_of(last) for _, last in days.values()}) > 1:
        return FiscalYears()  # several firms, or a change of the year
    starts = None if offset is None else offset == 1
    return FiscalYears(days, starts, "F" in letters, bool({"F", "FY"} & set(letters)), OTHERS.search(text) is not None)


def month_of(last: date) -> int:
    return (last - timedelta(days=14)).month if last.day < 15 else last.month


def year_before(last: date) -> date:
    """The end of the year before: of a month the end of the same month, else 52 weeks before."""
    after = last + timedelta(days=1)
    if after.day == 1:
        return after.replace(year=after.year - 1) - timedelta(days=1)
    return last - timedelta(weeks=52)


def days_in(text: str) -> list[date]:
    """The days of a list of dates."""
    found = (parse_period(match[0]) for match in re.finditer(DATED, text, re.IGNORECASE))
    return [days[1] for days in found if days and days[1]]


def offset_of_names(text: str) -> int | None:
    """1 of a document that a title puts on the year ended in 2017 and that names FY2016 and FY2015 and no later year but in forecasts."""
    ends = [ends_in(last) for match in LISTED.finditer(text[:TITLE]) for last in days_in(match[0])]
    told = "\n".join(one for one in re.split(r"[.。\n]", text) if not AHEAD.search(one))
    names = {number for number, both in map(number_of, NAMED.finditer(told)) if not both}
    latest = max(names, default=0)
    return 1 if ends and latest == max(ends) - 1 and latest - 1 in names else None
