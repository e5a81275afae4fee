"""What one heading, label or title of a table says of when, and where it stands."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

from claimhouse.documents.grid import Figure, is_year, label_of
from claimhouse.documents.model import Cell
from claimhouse.documents.periods import SHORT_MONTH, month_number
from claimhouse.draft.calendar.label import Label
from claimhouse.draft.dating.bases import is_of_base
from claimhouse.draft.days import meant, same_day
from claimhouse.draft.period_wordings import QUARTER
from claimhouse.draft.registers import vocabulary
from claimhouse.draft.tabular.layout import PERIOD_WORDS, TableLayout
from claimhouse.draft.tabular.within_year import DAYS_ALONE, part_alone
from claimhouse.grammar.period_parts import month_end

MONTH_OF_YEAR = re.compile(rf"({SHORT_MONTH})[a-z]*\.?[\s-](\d\d)", re.IGNORECASE)
LENGTHS = (  # of periods that the caption of a table names, in months
    (re.compile(r"\b(?:full[\s-]?year|annual|years?\s+end)", re.IGNORECASE), 12),
    (re.compile(r"\bhalf|interim|six months|\bH[12]\b", re.IGNORECASE), 6),
    (re.compile(r"\bquarter|three months|\bQ[1-4]\b", re.IGNORECASE), 3),
)
OF_FULL_YEAR = re.compile(r"\W*(?:full[\s-]year|FY|(?:fiscal\s+|financial\s+)?year\s+(?:ended|to))\b", re.IGNORECASE)
WEEKS_ALONE = re.compile(r"(?:(?:the\s+)?first\s+)?(\d{1,2})[\s-]weeks?\b(?!\D*\d)", re.IGNORECASE)
SPAN = re.compile(r"((?:19|20)\d\d)\s*[-–—/]\s*((?:19|20)?\d\d)")
WELL_AFTER = timedelta(days=20)
MOST_MONTHS = 3
MOST_BEFORE = 4  # characters of a heading before a word that speaks of the period of the document


class HeadingPeriods(TableLayout):
    """Reads headings and labels of a table, each on its own."""

    def months_of_years(self) -> dict[str, tuple[date, date]]:
        """The days of headings as "Dec 08", "Dec 09", which are months of years: as long as the caption says, "Full year", "Half 1"."""
        found = {cell.text: match for cell in self.table.cells if (match := MONTH_OF_YEAR.fullmatch(cell.text))}
        years = sorted({int(match[2]) for match in found.values()})
        if len(years) < 2 or years != list(range(years[0], years[-1] + 1)):
            return {}
        if all(int(match[2]) == month_end(2001, month_number(match[1])).day for match in found.values()):  # "Mar 31", "Jun 30" are days
            return {}
        near = " ".join([self.table.caption or "", *self.rows.reading.titles, *(one.text for one in self.above[:1])])
        length = next((months for pattern, months in LENGTHS if pattern.search(near)), 1)
        ends = {text: month_end(2000 + int(match[2]), month_number(match[1])) for text, match in found.items()}
        return {text: (same_day(end, -length) + timedelta(days=1), end) for text, end in ends.items()}

    @cached_property
    def years_alone(self) -> list[int]:
        """The years that headings are and that no other word stands with, the newest first; none where others name parts of years."""
        heads = {text for one in self.figures for text in one.headers}
        years = {text: int(year) for text in heads if (year := self.year_alone(text))}
        others = [text for text in heads - years.keys() if not DAYS_ALONE.search(text) and not OF_FULL_YEAR.match(text)]
        parts = any(self.is_period_alone(text) or any(one.days for one in self.reader.periods.labels(text)) for text in others)
        return [] if parts else sorted(set(years.values()), reverse=True)

    @cached_property
    def spans_of_years(self) -> dict[str, tuple[date, date]]:
        """The days of headings and labels that are spans of years, by text: "2006-08" beside "2007-09", "2021-2022" beside "2020" or
        "2023-2024". None where they are months, or fiscal years that follow each other."""
        texts = {cell.text for cell in self.table.cells if cell.column == self.naming or cell.row <= self.head}
        found = {text: (int(match[1]), int(match[1][:2] + match[2][-2:])) for text in texts if (match := SPAN.fullmatch(text.strip()))}
        spans = set(found.values())
        firsts, lengths = {first for first, _ in spans}, {last - first for first, last in spans}
        single = {int(text) for text in texts if is_year(text) and text.strip().isdigit()}
        rolling = len(spans) > 1 and len(lengths) == 1 and min(lengths) > 1
        in_turn = lengths == {1} and (any(last + 1 in firsts for _, last in spans) or min(firsts) - 1 in single)
        apart = not any(first + 1 in firsts for first in firsts)
        if not (rolling or in_turn and apart or len(lengths) > 1 and min(lengths) > 0 and apart):
            return {}
        return {text: self.days_of_years(*span) for text, span in found.items()}

    def days_of_years(self, first: int, last: int) -> tuple[date, date]:
        """The days from the beginning of a year to the end of another, as the document counts years."""
        periods = self.reader.periods
        if not periods.has_own_year:
            return date(first, 1, 1), date(last, 12, 31)
        return periods.year_days(first + periods.names_start)[0], periods.year_days(last + periods.names_start)[1]

    def year_alone(self, text: str) -> str:
        """The year of a heading that names no other thing than a unit: "2015", "2015 As restated*", "2015 £m"; empty else."""
        year = re.match(r"\W*((?:19|20)\d\d)(?:r?\b|(?=\s))[\s,*]*[(（]?(.*?)[)）]?\W*$", text, re.DOTALL)
        behind = year[2].strip() if year else ""
        if not year or re.search(r"\d", behind.replace("000", "")):
            return ""
        return year[1] if not behind or PERIOD_WORDS.fullmatch(behind) or self.is_unit(behind) else ""

    def one_label(self, text: str) -> Label | None:
        labels = [one for one in self.reader.periods.labels(text) if not is_of_base(text, one)] if text else []
        if text in self.months:
            return Label(0, len(text), text, self.months[text])
        if text in self.spans_of_years:
            return Label(0, len(text), text, self.spans_of_years[text])
        main = self.reader.period.days if self.reader.period else None
        changes = text and vocabulary("changes").find(text)
        found = vocabulary("headings", "meaning").find(text) if text and main and self.calendar_year else []
        speaks = found and found[0].start <= MOST_BEFORE and (len(found) == 1 or changes)
        if speaks and not any(label.days for label in labels):
            match = found[0]
            return Label(match.start, match.end, text[match.start : match.end], meant(match.ids[0], main))
        labels = [label for label in labels if not (label.is_ago and changes)]
        if text and not labels and (year := self.year_alone(text)):  # "2022 $ million"
            return next(iter(self.reader.periods.labels(year)), None)
        if text and not labels and (weeks := WEEKS_ALONE.match(text)):  # "12 weeks", "36 weeks adjusted"
            return Label(*weeks.span(), weeks[0], None, ("weeks", int(weeks[1])))
        if text and not labels and (part := part_alone(text)) and part[1] == 1:  # "Sep" beside "Oct"
            return Label(0, len(text), text, None)
        return labels[0] if len(labels) == 1 else explained(text, labels) or called_and_dated(labels)

    def between_balances(self, figure: Figure) -> tuple[date, date] | None:
        """The days from the balance above a row to the one below it, of a movement between both."""
        above = max((row for row in self.balances if row < figure.cell.row), default=None)
        below = min((row for row in self.balances if row > figure.cell.row), default=None)
        if above is None or below is None or figure.cell.row in self.balances:
            return None
        first, last = self.balances[above].days[1], self.balances[below].days[1]
        first = first if first.day == 1 else first + timedelta(days=1)
        return (first, last) if first < last else None

    def shifted(self, label: Label):
        """The days of "上年同期" and the like, against the period of the document."""
        main = self.reader.period.days if self.reader.period else None
        return self.reader.periods.shifted(main, label.shift) if main and label.shift else None

    def day_of_year(self, label: Label):
        """The days of a heading without a year; beside few other months "December" of a document on January is the one before it."""
        periods, near = self.reader.periods, self.reader.days
        days = periods.nearest(label, near)
        if days and near and days[0] > near[1] and 27 <= (near[1] - near[0]).days <= 30 and part_alone(label.printed) and self.few_months:
            before = tuple(same_day(day, -12) for day in days)
            return before if near[0] - before[1] < days[0] - near[1] else days
        return days

    @cached_property
    def few_months(self) -> bool:
        """Whether three headings at most are months without a year: more of them are those of one year."""
        heads = {text for one in self.figures for text in one.headers}
        return len({part for text in heads if (part := part_alone(text)) and part[1] == 1}) <= MOST_MONTHS

    @cached_property
    def printed_in(self) -> dict[str, list[Cell]]:
        """The cells that print each text that `where` was asked for."""
        return {}

    def where(self, text: str, figure: Figure) -> tuple[int, int, int] | None:
        """The cell above or left of the figure that prints a heading or label."""
        if text not in self.printed_in:
            self.printed_in[text] = [
                cell
                for cell in self.table.cells
                if (text in cell.text or label_of(cell.text) == text) and (cell.row, cell.column) in self.places
            ]
        fitting = [cell for cell in self.printed_in[text] if cell.row <= figure.cell.row]
        if not fitting:
            return None
        best = max(fitting, key=lambda cell: (cell.column <= figure.column < cell.column + cell.column_span, cell.row))
        return self.places[best.row, best.column]


def explained(text: str, labels: list[Label]) -> Label | None:
    """The first of two labels with the days that parentheses behind it give: "FY2015 (April 2015 - March 2016)"."""
    if len(labels) != 2 or not labels[1].days or labels[1].days[1] - labels[1].days[0] < WELL_AFTER:
        return None
    behind = re.fullmatch(r"\s*[(（]\s*", text[labels[0].end : labels[1].start]) and re.match(r"\s*[)）]", text[labels[1].end :])
    return replace(labels[0], days=labels[1].days) if behind else None


def called_and_dated(labels: list[Label]) -> Label | None:
    """The dated one of two labels of a quarter: "3rd Quarter 3 months ended 31-Dec-22"."""
    dated = [label for label in labels if label.days]
    others = [label for label in labels if not label.days and not label.shift and QUARTER.search(label.printed)]
    if len(labels) != 2 or len(dated) != 1 or len(others) != 1:
        return None
    return dated[0] if 80 < (dated[0].days[1] - dated[0].days[0]).days < 100 else None
