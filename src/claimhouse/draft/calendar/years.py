"""The years of a document: when its fiscal year ends, which years it defines, and whether they are named after their beginning or end."""

from __future__ import annotations

import re
from datetime import date, timedelta

from claimhouse.documents.periods import DAY
from claimhouse.draft.calendar.label import Label
from claimhouse.draft.days import SLACK, Days, same_day
from claimhouse.draft.fiscal import defined_years
from claimhouse.draft.period_wordings import BOTH_YEARS, ENDS, FISCAL, FISCAL_NAMED, OWN_PART, SHORT_MONTHS, SHORT_PART, SPLIT_YEAR
from claimhouse.draft.registers import Book
from claimhouse.draft.spoken import NTH, NUMBERS, WEEKS, short_years, short_years_zh
from claimhouse.draft.year_end import OPENING, end_of_begun_year
from claimhouse.draft.year_stated import SEASON_NAMED
from claimhouse.grammar import Span, parse_period, periods
from claimhouse.grammar.period_parts import month_end
from claimhouse.grammar.tables import table

DATED = re.compile(rf"{DAY},?\s+20\d\d", re.IGNORECASE)
CLOSED_ON = re.compile(
    rf"\b(?:quarter|months?|weeks|period)s?\s+ended\W+(?:on\s+)?{DATED.pattern}(?:\W+(?:and\s+)?{DATED.pattern})*", re.IGNORECASE
)
WEEKS_OF_QUARTER = re.compile(  # "the third quarter (twelve weeks) of fiscal 2023, ended May 7, 2023"
    rf"\b(?P<nth>first|second|third|fourth)\s+(?:fiscal\s+)?quarter\s*\((?:the\s+)?(?P<weeks>{WEEKS})[\s-]weeks?\)[^.;]{{0,90}}?\bended\s+(?:on\s+)?(?P<day>{DATED.pattern})",
    re.IGNORECASE,
)
WEEKS_ENDED = re.compile(  # "12-week third quarter ended May 7, 2023", "12 weeks ended May 7, 2023 (third quarter)"
    rf"\b(?P<weeks>{WEEKS})[\s-]weeks?\s+(?:(?P<nth>first|second|third|fourth)\s+(?:fiscal\s+)?quarter\s+)?ended\s+(?:on\s+)?(?P<day>{DATED.pattern})"
    r"(?:\s*\((?:the\s+)?[“\"]?(?P<later>first|second|third|fourth)[\s-]quarter)?",
    re.IGNORECASE,
)
SHORT_FY = re.compile(r"(?<![A-Za-z])FY\s?['’]?\d\d\b(?!\s?[/–-]\s?\d)")
ROLLING = re.compile(r"(?<![\w/.–-])((?:19|20)\d\d)-(\d\d)(?![\w/–-]|\.\d)")  # "2006-08", a month or three years
SEASON = re.compile(SEASON_NAMED, re.IGNORECASE)
NO_SEASON = ("fiscal year", "financial year", "the year", "full year", "whole year")
TITLED_PART = re.compile(
    r"(?:(?:FY|fiscal\s+(?:year\s+)?)\s?['’]?(?P<year>20\d\d|\d\d)\W{0,3}(?P<part>Q[1-4]|[1-4]Q|H1|1H)"
    r"|(?P<before>Q[1-4]|[1-4]Q|H1|1H)\W{0,3}(?:of\s+)?(?:FY|fiscal\s+(?:year\s+)?)\s?['’]?(?P<later>20\d\d|\d\d))(?!\w|\s?[/–-]\s?\d)",
    re.IGNORECASE,
)
FORESEEN = re.compile(r"[\s(（,–-]{0,3}(?:[\w-]+\s+){0,2}(?:forecasts?|plan|outlook|guidance|targets?|estimates?|E\b)", re.IGNORECASE)
OPENS_FORECASTS = re.compile(r"^[\W\d]*(?=.{0,100}$)(?:[\w’'&,-]+\s+){0,4}?(?:forecasts|projections)\b.*$", re.IGNORECASE | re.MULTILINE)
ACTUAL = re.compile(r"\b(?:actual|results?|realised|realized|outcome)\b", re.IGNORECASE)
BELOW = 600  # characters below a line in which the first years of its forecasts stand
TITLE = 300  # characters at the beginning


IN_NUMBERS = re.compile(r"(?P<first>0?[1-9]|1[0-2])(?P<mark>[./])(?P<second>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)")
DAY_IN_NUMBERS = re.compile(r"(?<![\d/.])(\d{1,2})/(\d{1,2})/(?:19|20)\d\d(?![\d/])")
DAY_FIRST = re.compile(r"£|\b(?:UK|Britain|British|Scotland|Scottish|Ireland|Irish|Australian?|New Zealand|South Africa)\b")
MONTH_FIRST = re.compile(r"\bU\.?S\.?A?\b|\bUnited States\b|\bAmerica")


def puts_day_first(text: str) -> bool:
    """Whether a text writes days as "07/11/2012" for 7 November: one of them can be no other, or else none can be a month first and the
    text speaks of a country where they do so."""
    days = [(int(one[1]), int(one[2])) for one in DAY_IN_NUMBERS.finditer(text)]
    first, second = any(one > 12 for one, _ in days), any(one > 12 for _, one in days)
    return bool(days) and not second and (first or DAY_FIRST.search(text) is not None and MONTH_FIRST.search(text) is None)


class Years:
    """Holds what a document says of its years, and gives the days of a year or a part of it."""

    def __init__(self, book: Book, fiscal: tuple[int, int] | None, calendar: str, text: str = ""):
        self.book, self.fiscal, self.calendar = book, fiscal, calendar
        self.years = defined_years(text)
        self.printed_years = {int(year) for year in re.findall(r"\b20\d\d\b", text)}
        pairs = SHORT_MONTHS.findall(text)  # whether ranges of months are what changes are measured over
        self.compares_months = any(one[0].lower() == one[2].lower() for one in pairs)
        self.puts_day_first = puts_day_first(text[:200_000])
        self.dated: date | None = None  # the day on which the document was published
        # whether the fiscal year is known and not that of the calendar, for all that the document is about
        self.has_own_year = fiscal not in (None, (12, 31)) and not self.years.mixed
        self.closed = closed_on(text) if self.has_own_year else frozenset()
        self.counts_in_fiscal_years = self.has_own_year and re.search("财年|财季", text) is not None  # 第四季度 is of one
        self.own_quarters: list[tuple[Days, Days]] = []
        self.short_years = short_years(text[:200_000])
        self.short_years_zh = short_years_zh(text[:200_000], self.printed_years)
        self.rolling = rolling_years(text[:200_000])
        # some firms of Japan do
        self.may_name_start = fiscal is not None and fiscal[0] <= 2 or re.search(r"\bJapan|\byen\b", text) is not None
        self.is_naming_proved = self.years.starts is not None or not self.may_name_start or BOTH_YEARS.search(text) is not None
        self.names_start = self.is_named_after_start(text)  # "fiscal 2024" ends in January 2025
        self.has_own_parts = (
            OWN_PART.search(text) is not None
            or FISCAL_NAMED.search(text[:TITLE]) is not None
            or end_of_begun_year(text[:4_000]) == fiscal
            or self.ends_own_parts(text)
            or self.has_own_year
            and SHORT_PART.search(text) is not None
            and SHORT_FY.search(text) is not None  # "1H24" beside "FY23"
        )  # "six months ended 30 September 2025 (H1 2026)"
        self.own_quarters = self.quarters_of_weeks(text) if self.has_own_year else []
        named = {re.sub(r"\s+", " ", match["season"].lower()): set() for match in SEASON.finditer(text)}
        for match in SEASON.finditer(text):
            named[re.sub(r"\s+", " ", match["season"].lower())].add(int(match["year"]))
        self.seasons = {name: years.pop() for name, years in named.items() if len(years) == 1 and name not in NO_SEASON}
        self.shifts = {word: (row.unit, int(row.shift)) for row in table("relative") for word in row.wording.split("|")}
        self.of_days: dict[Days, str] = {}
        for id, row in reversed(book.rows["periods"].items()):
            if row["period_start"] and row["period_end"]:
                self.of_days[date.fromisoformat(row["period_start"]), date.fromisoformat(row["period_end"])] = id
        self.printed = {(row["printed"], row["calendar"]): row["period_id"] for row in book.labels}
        self.registered = dict(self.printed)  # before the document
        self.known: dict[str, list[Label]] = {}

    def is_named_after_start(self, text: str) -> bool:
        """Whether the document names a fiscal year after the year in which it begins, as retailers do whose year ends in winter and firms
        in Japan: the first of its quarters "of fiscal 2024", or more of them, end then on days that it prints."""
        if self.years.starts is not None:
            return self.years.starts and self.fiscal != (12, 31)
        if not self.has_own_year:
            return False
        spans = [span for span in periods(text[:200_000], fiscal=self.fiscal) if span.first_day and span.last_day]
        closed = re.compile(r"\bended\s+(?:on\s+)?$", re.IGNORECASE)
        ended = {
            one.last_day
            for one in spans
            if re.search(r"\bended\b", one.printed, re.IGNORECASE) or closed.search(text, max(0, one.start - 12), one.start)
        }
        named = [
            one for one in spans if FISCAL.search(one.printed) and not ENDS.search(one.printed) and text[one.start - 1 : one.start] != "("
        ]
        titled = {span.last_day for span in named[:1] if span.start < TITLE}
        for days in (titled, {span.last_day for span in named if self.fiscal[0] <= 2}):  # that of the title, else all of a year in winter
            after, before = (sum(any(abs(end - same_day(day, months)) <= SLACK for end in ended) for day in days) for months in (12, 0))
            if after != before:
                self.is_naming_proved = True
                return after > before
        return self.is_named_by_days(text, [span for span in named if not FORESEEN.match(text[span.end :])], ended)

    def is_named_by_days(self, text: str, named: list[Span], ended: set[date]) -> bool:
        """The same by the newest fiscal year or part that is not foreseen: it ended a year after the day that its name would give, which is
        a day on which periods "ended", or half a year at most before the day of publication."""
        newest = self.end_of_titled(text) or max((span.last_day for span in named), default=None)
        if newest is None:
            return False
        later = same_day(newest, 12)
        by_day = [any(abs(end - day) <= SLACK for end in ended) for day in (newest, later)]
        if by_day[0] != by_day[1]:
            self.is_naming_proved = True
            return by_day[1]
        dates = (one for one in periods(text[:1_000]) if one.first_day and one.first_day == one.last_day)
        written = next((one.first_day for one in dates if one.first_day not in ended), None)
        if not written or not timedelta(days=10) <= written - later <= timedelta(days=180):
            return bool(written) and self.may_name_start and self.is_foreseen_after(text, written)
        self.is_naming_proved = True
        return True

    def is_foreseen_after(self, text: str, written: date) -> bool:
        """Whether a short line opens forecasts, without a word of actual figures, whose first fiscal year would have ended before the
        document was written if its name were the year of its end."""
        for line in OPENS_FORECASTS.finditer(text[:200_000]):
            below = text[line.end() : line.end() + BELOW]
            ends = [span.last_day for span in periods(below, fiscal=self.fiscal) if span.last_day and FISCAL.search(span.printed)]
            if ends and not ACTUAL.search(line[0] + below):
                return timedelta(days=10) <= written - min(ends) <= timedelta(days=450)
        return False

    def end_of_titled(self, text: str) -> date | None:
        """The last day of the part of a fiscal year that the first line names, of a year named after its end: "FY2025 1Q results"."""
        match = TITLED_PART.search(text.partition("\n")[0][:TITLE])
        if not match:
            return None
        part, year = (match["part"] or match["before"]).upper(), int(match["year"] or match["later"]) % 100 + 2000
        number = int(re.sub(r"\D", "", part))
        return same_day(self.year_end(year), 3 * (number - 4) if "Q" in part else 6 * (number - 2))

    def days_of(self, span: Span) -> Days | None:
        """The days of a period as the grammar reads it; the grammar names a fiscal year after the year in which it ends."""
        if not span.first_day or not span.last_day:
            return None
        if (spanned := ROLLING.fullmatch(span.printed)) and self.rolling == (int(spanned[2]) - int(spanned[1])) % 100:
            return date(int(spanned[1]), 1, 1), date(int(spanned[1]) + self.rolling, 12, 31)
        days = span.first_day, span.last_day
        if (day := IN_NUMBERS.fullmatch(span.printed)) and int(day["second"]) < 13 and (day["mark"] == "." or self.puts_day_first):
            return (date(int(day["year"]), int(day["second"]), int(day["first"])),) * 2
        if not FISCAL.search(span.printed) or not re.search(r"\d", span.printed) or ENDS.search(span.printed):
            return days
        if self.names_start and not BOTH_YEARS.search(span.printed):
            days = same_day(days[0], 12), same_day(days[1], 12)
        return self.as_defined(days)

    def quarters_of_weeks(self, text: str) -> list[tuple[Days, Days]]:
        """The quarters that a document says have other than 13 weeks, with the days that they would have else."""
        found: list[tuple[Days, Days]] = []
        for match in (*WEEKS_OF_QUARTER.finditer(text[:200_000]), *WEEKS_ENDED.finditer(text[:200_000])):
            nth = match["nth"] or match.groupdict().get("later")
            weeks, last = NUMBERS.get(match["weeks"].lower()) or int(match["weeks"]), parse_period(match["day"])[1]
            if not nth or weeks in (13, 14):
                continue
            usual = (self.part_days(f"Q{NTH[nth.lower()]}", last.year + more) for more in (-1, 0, 1))
            nominal = min(usual, key=lambda days: abs(days[1] - last))
            found.append((nominal, (last - timedelta(weeks=weeks, days=-1), last)))
        return found

    def as_defined(self, days: Days) -> Days:
        """Days of a fiscal year or of a part of one, with the first and last day that the document gives the year."""
        for nominal, own in self.own_quarters:
            for years in range(-3, 4):
                if days == tuple(same_day(day, 12 * years) for day in nominal):
                    return tuple(day + timedelta(weeks=52 * years) for day in own)
        ends = [last for _, last in self.years.days.values()] + [first - timedelta(days=1) for first, _ in self.years.days.values()]
        first = next((end + timedelta(days=1) for end in ends if abs(end - days[0]) <= SLACK), days[0])
        last = next((end for end in ends if abs(end - days[1]) <= SLACK), days[1])
        if last not in ends and (closed := next((day for day in self.closed if abs(day - last) <= SLACK), None)):
            if days[0] == days[1]:
                return closed, closed
            last, quarter = closed, 80 < (days[1] - days[0]).days < 100
            first = closed - timedelta(weeks=13, days=-1) if quarter and first == days[0] else first
        return first, last

    def ends_own_parts(self, text: str) -> bool:
        """Whether the document calls a quarter or half of its own year so: "Third Quarter 2019 Results", ended on June 29, 2019."""
        if not self.has_own_year:
            return False
        spans = [span for span in periods(text[:20_000]) if span.last_day]
        ends = {span.last_day for span in spans if span.first_day == span.last_day or ENDS.search(span.printed)}
        for match in (*SPLIT_YEAR.finditer(text[:OPENING]), *SHORT_PART.finditer(text[:OPENING])):
            if match.groupdict().get("next"):
                continue
            part, year = called_part(match), int(match["year"]) % 100 + 2000
            month = {"H": 6, "Q": 3, "9": 9}[part[0]] * (1 if part[0] == "9" else int(part[1]))
            own, usual = self.part_days(part, year)[1], month_end(year, month)
            if any(abs(end - own) <= SLACK for end in ends) and not any(abs(end - usual) <= SLACK for end in ends):
                return True
        return False

    def part_days(self, part: str, year: int) -> Days:
        """The days of Q3, 2Q, H1, 1H or 9M of the fiscal year that ends in a year."""
        kind, number = re.sub(r"\d(?!M)", "", part)[0], int(re.sub(r"\D", "", part))
        last = same_day(self.year_end(year + self.names_start), {"H": 6 * (number - 2), "Q": 3 * (number - 4), "9": -3}[kind])
        return self.as_defined((same_day(last, -{"H": 6, "Q": 3, "9": 9}[kind]) + timedelta(days=1), last))

    def year_days(self, year: int) -> Days:
        """The days of the fiscal year that ends in a year."""
        end = self.year_end(year)
        return self.as_defined((same_day(end, -12) + timedelta(days=1), end))

    def days_in(self, text: str) -> Days | None:
        """The days of the first period with days in a text."""
        return next(filter(None, map(self.days_of, periods(text, fiscal=self.fiscal))), None)

    @property
    def near_years(self) -> range:
        """The years around those that the document defines."""
        return range(min(self.years.days) - 4, max(self.years.days) + 2)

    def year_end(self, year: int) -> date:
        """The day on which the fiscal year ends in a year of the calendar; one to the end of February on the 29th of a leap year."""
        month, day = self.fiscal or (12, 31)
        last = month_end(year, month).day
        return date(year, month, last if (month, day) == (2, 28) else min(day, last))


def rolling_years(text: str) -> int:
    """How many years after the first the last of "2006-08" is, where a document prints three or more such spans of one length, each with
    another beginning: then they are no months; 0 where it does not."""
    lengths: dict[int, set[int]] = {}
    for first, last in ROLLING.findall(text):
        lengths.setdefault((int(last) - int(first)) % 100, set()).add(int(first))
    length = max(lengths, key=lambda one: len(lengths[one]), default=0)
    return length if 1 < length < 10 and len(lengths[length]) > 2 and sum(map(len, lengths.values())) < len(lengths[length]) + 2 else 0


def closed_on(text: str) -> frozenset[date]:
    """The days other than the last of a month on which quarters and months "ended" in a text, which are those of weeks."""
    found = {days[1] for match in CLOSED_ON.finditer(text[:200_000]) for one in DATED.finditer(match[0]) if (days := parse_period(one[0]))}
    return frozenset(day for day in found if day and day != month_end(day.year, day.month))


def called_part(match: re.Match) -> str:
    """Q3, H1 or 9M of a match of SPLIT_YEAR or SHORT_PART."""
    if match.groupdict().get("nth"):
        return f"{match['kind'][0].upper()}{NTH[match['nth'].lower()]}"
    part = match["part"].upper()
    return part if part[0] in "HQ9" else part[::-1]
