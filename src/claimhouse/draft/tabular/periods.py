"""When the figures of a table were: the periods of its headings, labels and titles."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

from claimhouse.documents.grid import Figure
from claimhouse.documents.model import Cell
from claimhouse.documents.periods import SHORT_MONTH
from claimhouse.documents.scales import is_period
from claimhouse.draft.calendar.label import Label
from claimhouse.draft.cells import put_period
from claimhouse.draft.dating.bases import is_of_base
from claimhouse.draft.days import same_day
from claimhouse.draft.store import Item
from claimhouse.draft.tabular.change_columns import ChangeColumns, later_of_two
from claimhouse.draft.tabular.headings import said_length
from claimhouse.draft.tabular.layout import AT_END, AT_START, LEADS_ON, is_caption
from claimhouse.draft.tabular.units import INDEX_HEAD

CHANGE_ON = re.compile(  # "% change on Aug 2025", "vs. Q2 2025", "2013 = 100"
    r"\bchange\s+(?:on|over|from|against|since|vs\.?|compared (?:with|to))\b|=\s*100\b"
    r"|\b(?:vs\.?|versus|compared\s+(?:with|to))(?=\s+(?:the\s+)?(?:prior|previous|preceding|last|same|year|PY\b|LY\b|[A-Za-z]*\.?\s?['’]?\d))",
    re.IGNORECASE,
)
BASE_NAMED = re.compile(
    r"\s*(?:the\s+)?(?:prior|previous|preceding|last)[\s-]+(?:fiscal\s+|financial\s+)?year\b|\s*a\s+year\b", re.IGNORECASE
)
OF_WHOLE = re.compile(r"\W*(?:in\s+)?(?:as\s+(?:a\s+)?)?(?:%|per\s?cent|share)\s+of\s+\w|\W*占\w*比", re.IGNORECASE)
UP_TO = re.compile(  # the end of "CAGR 2025-30", "2019-2020 growth"
    r"\b(?:CAGR|growth)\b\D{0,20}\b20\d\d\s*[-–—/]\s*(?:20)?(\d\d)\b|\b20\d\d\s*[-–—/]\s*(?:20)?(\d\d)\s+(?:[A-Za-z]+\s+)?(?:CAGR|growth|change)\b",
    re.IGNORECASE,
)
TWO_YEARS = re.compile(r"\b((?:19|20)\d\d)\s*(?:[-–—/]|vs\.?|to|on|over)\s*((?:19|20)\d\d)\b", re.IGNORECASE)
SAYS_TIME = re.compile(r"\d|\b(?:YTD|LTM|TTM|MAT|rolling|cumulative|years?|quarters?|months?|half|weeks?)\b|[年季月]", re.IGNORECASE)
YEAR_OVER = re.compile(r"(?:FY\s?)?((?:19|20)\d\d)\s*(?:[EeFfPp]|\([EeFfPp]\)|[*†])?(?:\s+(?:forecasts?|projections?|estimates?))?")
EDITION = re.compile(  # "Mar 21", "June 2021", "Apr. 2021 WEO", "14 June 2021"
    rf"(?:\d{{1,2}}\s+)?(?:{SHORT_MONTH})[a-z]*\.?[\s-]+['’]?(?:(?:19|20)\d\d|\d\d)(?:\s+[A-Za-z]+)?"
    r"|(?:19|20)\d\d[-/]\d\d(?:[-/]\d\d)?",
    re.IGNORECASE,
)
LAST_OF_MONTH = 28
SAYS_MORE = 25  # characters that a line with a day has more where it says something of the table


class TablePeriods(ChangeColumns):
    """Finds the period of the place of a figure."""

    def period(self, item: Item, figure: Figure) -> None:
        """The period of the place of a figure; of a column of changes that of the latest figures to its left, if a heading of several
        columns gave it that of its neighbour."""
        self.period_of_place(item, figure)
        days = self.book.rows["periods"].get(item.value("period_id"), {}).get("period_end")
        point = days if AT_END.search(figure.row_label) else self.day_before(item) if AT_START.search(figure.row_label) else ""
        if point and not item.value("unit").startswith("percent"):
            label = next(iter(self.reader.periods.labels(point)), None)
            if label and label.days:
                kept = {name: item.value(name) for name in ("period_printed", "period_line")}
                put_period(item, self.reader, label, int(kept["period_line"]), "heading", False, label.days)
                for name, value in kept.items():
                    item.put(name, value, "heading", False)
        if days and (day := self.day_of_row(figure, days)) and not item.value("unit").startswith("percentage"):
            put_period(
                item,
                self.reader,
                replace(day, printed=item.value("period_printed")),
                int(item.value("period_line") or item.line),
                "label",
                False,
                day.days,
            )
        if end := next((found for text in figure.headers if (found := UP_TO.search(text))), None):
            self.up_to(item, figure, end)
        elif self.is_change(figure) and (block := self.left_of(item)):
            ends, printed = self.book.rows["periods"], item.value("period_printed")
            if (
                printed
                and printed in block[-1].value("period_printed")
                or item.value("period_id") in (block[-1].value("period_id"), "")
                or item.cells["period_id"].how == "heading"
                and not any(map(self.one_label, figure.headers))
            ):
                self.as_latest(item, max(block, key=lambda one: (ends[one.value("period_id")]["period_end"], int(one.column))))
        elif self.is_change(figure) and item.cells["period_id"].how in ("title", "document") and (level := self.level_of_year(item)):
            self.as_latest(item, level)

    def level_of_year(self, item: Item) -> Item | None:
        """The level right before a change, if headings give it and another one years whose days nothing says: "2029-2030"."""
        row = [one for one in self.items.by_id.values() if (one.table_id, one.row) == (item.table_id, item.row)]
        row = [one for one in row if int(one.column) < int(item.column) and one.cells["period_id"].how == "heading"]
        dated = any(self.book.rows["periods"].get(one.value("period_id"), {}).get("period_end") for one in row)
        years = {one.value("period_id") for one in row} - {""}
        return max(row, key=lambda one: int(one.column)) if len(years) > 1 and not dated else None

    def day_before(self, item: Item) -> str:
        """The day on which the period of a figure begins: the last one before it, of a day alone that a year earlier."""
        row = self.book.rows["periods"].get(item.value("period_id"), {})
        ends = [date.fromisoformat(row[name]) for name in ("period_start", "period_end") if row.get(name)]
        if len(ends) < 2:
            return ""
        return (same_day(ends[1], -12) if ends[0] == ends[1] else ends[0] - timedelta(days=1)).isoformat()

    def day_of_row(self, figure: Figure, end: str) -> Label | None:
        """The day that the label of a row gives a stock, in the year of its column: "Number of employees (June 30)"."""
        labels = [label for label in self.reader.periods.labels(figure.row_label) if not label.days and not label.shift]
        year = date.fromisoformat(end)
        if len(labels) == 2 == len(self.years_alone) and year.year in self.years_alone:  # "June 30 / December 31", of 2025 and 2024
            labels = [labels[self.years_alone.index(year.year)]]
        days = self.reader.periods.nearest(labels[0], (year, year)) if len(labels) == 1 and not self.is_change(figure) else None
        if days and days[0] == days[1] == year + timedelta(days=1):  # "Balance at April 1" of the year to March 31
            days = (same_day(days[0], -12),) * 2
        return replace(labels[0], days=days) if days and days[0] == days[1] else None

    @cached_property
    def editions(self) -> set[str]:
        """The headings that are months or days of a year of their own and stand below several years: "Mar 21" and "Jun 21" below "2021E"
        and below "2022E" are when both years were foreseen."""
        years: dict[str, set[str]] = {}
        for headers in {one.headers for one in self.figures}:
            above = {found[1] for text in headers if (found := YEAR_OVER.fullmatch(text.strip()))}
            for text in headers:
                if EDITION.fullmatch(text.strip()):
                    years.setdefault(text, set()).update(above)
        over = set.union(set(), *years.values())
        if len(over) < 2 or any(found != over for found in years.values()):
            return set()
        near = range(min(map(int, over)) - 1, max(map(int, over)) + 1)
        short = [int(found[1]) for text in years if (found := re.search(r"\D(\d\d)$", text.strip()))]  # "Mar 31" is a day
        return set(years) if all(number < LAST_OF_MONTH and number + 2000 in near for number in short) else set()

    def period_of_place(self, item: Item, figure: Figure) -> None:
        """The period of the column, else of the row, the group, the text above; of a year the part that a title names."""
        if self.editions.intersection(figure.headers):
            figure = replace(figure, headers=tuple(text for text in figure.headers if text not in self.editions))
        head = " ".join(figure.headers)
        if self.compares_years(figure) and (latest := self.latest_of_row(item)):
            self.as_latest(item, latest)
            return
        on = CHANGE_ON.search(head)
        if on and not (
            BASE_NAMED.match(head[on.end() :]) and any(map(self.year_alone, figure.headers))
        ):  # "% change on Aug 2025" is of the period of the row, "Jan-Sep 2025 % change on" of its own
            before = (text for text in figure.headers if head.find(text) < on.start() and not CHANGE_ON.search(text))
            label = next(map(self.one_label, before), None)
            place = label and self.where(label.printed, figure)
            if label and place and label.end <= len(head) and head.find(label.printed) < on.start():
                put_period(item, self.reader, label, place[0], "heading", False, label.days or self.day_of_year(label))
                return
            if latest := self.latest_of_row(item):
                self.as_latest(item, latest)
                return
        if any(map(INDEX_HEAD.match, figure.headers)) and not any(map(self.one_label, figure.headers)):
            if latest := self.latest_of_row(item):  # "Index" behind the columns of two years
                self.as_latest(item, latest)
                return
        if not any(map(self.one_label, figure.headers)) and not self.is_change(figure) and (left := self.heading_to_left(figure)):
            figure = replace(figure, headers=(left, *figure.headers))
        if not any(map(self.one_label, figure.headers)) and (left := self.heading_of_whole(figure)):
            figure = replace(figure, headers=(*figure.headers, left))
        if self.period_of_two_columns(item, figure) or self.period_together(item, figure) or self.period_beside(item, figure):
            return
        parts = self.parts_of_titles
        for text in reversed(figure.headers):
            label = self.one_label(text)
            if label is None:
                continue
            days = self.as_long_as_spoken(label.days, figure) if label.days else None
            year = self.year_alone(text)
            days = self.fiscal_year(int(year)) or days if year and not re.search(r"\d\s*[-–/]\s*\d", text) else days
            dated = [one for one in figure.headers if is_period(one)]
            named = () if any(map(said_length, dated)) else parts  # the heading says itself how long it is
            for whole in (head, " ".join(dated), *(f"{part} {year}" for part in named if year)):
                together = [one for one in self.reader.periods.labels(whole) if one.days]
                if len(together) == 1 and len(together[0].printed) > len(label.printed):
                    days = together[0].days
                    break
            if days and self.period_within(item, figure, text, days):
                return
            days = self.of_year_to(days, figure) if days else None
            days = (
                days
                or self.year_to_date(text)
                or self.in_year_of_group(label, figure)
                or self.in_year_to_left(label, figure)
                or self.day_of_year(label)
                or self.shifted(label)
            )
            if days and self.is_change(figure):
                days = later_of_two(days)
            place = self.where(text, figure)
            if place:
                put_period(item, self.reader, label, place[0], "heading", days is not None, days)
                return
        if days := self.between_balances(figure):
            opening = next(self.balances[row] for row in sorted(self.balances, reverse=True) if row < figure.cell.row)
            place, id = self.where(opening.printed, figure), self.reader.periods.id_of(days, opening.printed)
            if place and id:
                item.put("period_id", id, "label", False)
                item.put("period_printed", opening.printed, "label", False)
                item.put("period_line", "" if place[0] == item.line else str(place[0]), "label", False)
                return
        if (days := self.in_year_of_rows(figure)) and (place := self.where(figure.row_label, figure)):
            printed = figure.row_label
            put_period(item, self.reader, Label(0, len(printed), printed, days), place[0], "label", True, days)
            return
        for text in (figure.row_label, *reversed(figure.groups), self.section_of(figure)):
            label = self.one_label(text)
            place = self.where(text, figure) if label else None
            if label and place:
                days = label.days and self.as_long_as_spoken(label.days, figure)
                days = days or self.day_of_year(label) or self.shifted(label)
                put_period(item, self.reader, label, place[0], "label", days is not None, days)
                return
        if self.is_change(figure) and (latest := self.latest_of_row(item)):
            self.as_latest(item, latest)
            return
        self.period_above(item)
        unread = any(SAYS_TIME.search(text) for text in figure.headers)
        if item.cells["period_id"].sure == "sure" and (unread or self.is_change(figure)):
            item.cells["period_id"].sure = "unsure"

    def compares_years(self, figure: Figure) -> bool:
        """Whether a column of changes names the two years of other columns that it lies between: "% change 2018/2019"."""
        years = {int(year) for text in figure.headers if (found := TWO_YEARS.search(text)) for year in found.groups()}
        return len(years) == 2 and self.is_change(figure) and max(years) in self.years_alone

    def heading_to_left(self, figure: Figure) -> str:
        """The period in a row of headings that is blank over the figure: that of the last heading to the left, which stands over both."""
        first = min((one.cell.row for one in self.figures), default=figure.cell.row)
        for row in sorted(set(range(first)) - self.sections.keys(), reverse=True):
            cells = [cell for cell in self.table.cells if cell.row == row and cell.text.strip() and cell.column != self.naming]
            if any(cell.column <= figure.column < cell.column + cell.column_span for cell in cells):
                continue
            left = max((cell for cell in cells if cell.column < figure.column), key=lambda cell: cell.column, default=None)
            if left and (label := self.one_label(left.text)) and label.days:
                return left.text
        return ""

    @cached_property
    def sections(self) -> dict[int, str]:
        """The rows that are a period alone, left of all figures, where they are several or it is the first: "2024" over the rows of
        that year."""
        first = min((one.column for one in self.figures), default=0)
        rows: dict[int, list[Cell]] = {}
        for cell in self.table.cells:
            if cell.text.strip():
                rows.setdefault(cell.row, []).append(cell)
        alone = {row: cells[0].text for row, cells in rows.items() if len(cells) == 1 and cells[0].column < first}
        labels = {row: self.one_label(text) for row, text in alone.items() if self.is_period_alone(text)}
        days = {row: label.days for row, label in labels.items() if label and label.days}
        top = min((one.cell.row for one in self.figures), default=0)
        return {row: alone[row] for row in days} if len(set(days.values())) > 1 or min(days, default=top) < top else {}

    def section_of(self, figure: Figure) -> str:
        """The period of the rows among which a figure stands, though a total has closed its group; empty where it has none."""
        return self.sections.get(max((row for row in self.sections if row < figure.cell.row), default=0), "")

    def heading_of_whole(self, figure: Figure) -> str:
        """The period over the column of which another behind it gives shares: "2025, % of revenue, 2024, % of revenue", "3Q14, share, 3Q13,
        share"."""
        if not figure.headers or self.is_change(figure):
            return ""
        same = [one for one in self.figures if one.column < figure.column and one.headers]
        left = max((one for one in same if any(map(self.one_label, one.headers))), key=lambda one: one.column, default=None)
        shown = {one.column for one in self.figures if one.headers and one.headers[-1] == figure.headers[-1]}
        apart = left and {one.column for one in self.figures if one.headers == left.headers} == {left.column}
        between = {one.column for one in same if left and one.column > left.column} - shown
        if len(shown) < 2 or not apart or between and not OF_WHOLE.match(figure.headers[-1]):
            return ""
        return next(text for text in reversed(left.headers) if self.one_label(text))

    def period_above(self, item: Item) -> None:
        """The one period that a title in the table names, else the nearest text above it, else the period of the document."""
        for cell in self.table.cells[:40]:
            labels = [label for label in self.reader.periods.labels(cell.text) if label.days and not is_of_base(cell.text, label)]
            if len(labels) == 1 and cell.text in self.rows.reading.titles and (cell.row, cell.column) in self.places:
                put_period(item, self.reader, labels[0], self.places[cell.row, cell.column][0], "title", True)
                return
        for paragraph in self.above:
            labels = [label for label in self.reader.periods.labels(paragraph.text) if label.days and not is_of_base(paragraph.text, label)]
            one = len({label.days for label in labels}) == 1
            if labels and not is_caption(paragraph.text) and (not one or self.reader.period):
                continue  # a sentence that the table does not go on
            whole = paragraph.text.rstrip().endswith(LEADS_ON) and one  # "ii. For the year ended March 31, 2024:"
            if labels and (whole or len(paragraph.text) > len(labels[0].printed) + SAYS_MORE):
                put_period(item, self.reader, labels[-1], paragraph.at(labels[-1].start)[0], "title", one)
                return
        if self.reader.period:
            put_period(item, self.reader, self.reader.period, self.reader.period_line, "document", False)
        else:
            item.put("period_id", "", "heading", False)
