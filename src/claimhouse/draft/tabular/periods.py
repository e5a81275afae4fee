"""When the figures of a table were: the periods of its headings, labels and titles."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from claimhouse.documents.grid import Figure, is_year, label_of
from claimhouse.documents.periods import SHORT_MONTH, month_number
from claimhouse.draft.calendar import SLACK, Label, meant, same_day
from claimhouse.draft.cells import put_period
from claimhouse.draft.registers import vocabulary
from claimhouse.draft.store import Item
from claimhouse.draft.tabular.layout import AT_END, PERIOD_WORDS, TableLayout
from claimhouse.grammar.periods import month_end

CHANGE_ON = re.compile(r"\bchange\s+(?:on|over|from|against|since|vs\.?|compared (?:with|to))\b|=\s*100\b", re.IGNORECASE)
MONTH_OF_YEAR = re.compile(rf"({SHORT_MONTH})[a-z]*\.?[\s-](\d\d)", re.IGNORECASE)
LENGTHS = (  # of periods that the caption of a table names, in months
    (re.compile(r"\b(?:full[\s-]?year|annual|years?\s+end)", re.IGNORECASE), 12),
    (re.compile(r"\bhalf|interim|six months|\bH[12]\b", re.IGNORECASE), 6),
    (re.compile(r"\bquarter|three months|\bQ[1-4]\b", re.IGNORECASE), 3),
)
ENDED = re.compile(r"\bend(?:ed|ing)\b", re.IGNORECASE)
YTD = re.compile(r"\bYTD\b|year[\s-]to[\s-]date", re.IGNORECASE)
STOCK = re.compile(  # what has a day
    r"asset|equity|deposit|\bloans?\b|debt|capital|\bcash|employee|headcount|receivable|payable|liabilit|balance|inventor|borrowing|outstanding"
    r"|book value|backlog|order book|number of|at (?:period|year)|customers|stores|members|investments|funds|余额|资产|负债|权益",
    re.IGNORECASE,
)
FLOW = re.compile(  # what has no day
    r"\b(?:additions?|losses|adds|churn|sales|earnings|profit|costs?|dividends?|shipments|deliveries|flows?)\b"
    r"|income|revenue|\bexpen|spen[dt]|\bproduc|\bsold|支出|流量",
    re.IGNORECASE,
)
LETTER = re.compile(r"\b(?:19|20)\d\d\s*(?:([EeFf])\b|\(([efpEFP])\))")
UP_TO = re.compile(r"\b(?:CAGR|growth)\b\D{0,20}\b20\d\d\s*[-–—/]\s*(?:20)?(\d\d)\b", re.IGNORECASE)
MOST_BEFORE = 4  # characters of a heading before a word that speaks of the period of the document
SAYS_MORE = 25  # characters that a line with a day has more where it says something of the table


class TablePeriods(TableLayout):
    """Finds the period of the place of a figure."""

    def months_of_years(self) -> dict[str, tuple[date, date]]:
        """The days of headings as "Dec 08", "Dec 09", which are months of years: as long as the caption says, "Full year", "Half 1"."""
        found = {cell.text: match for cell in self.table.cells if (match := MONTH_OF_YEAR.fullmatch(cell.text))}
        years = sorted({int(match[2]) for match in found.values()})
        if len(years) < 2 or years != list(range(years[0], years[-1] + 1)):
            return {}
        near = " ".join([self.table.caption or "", *self.rows.reading.titles, *(one.text for one in self.above[:1])])
        length = next((months for pattern, months in LENGTHS if pattern.search(near)), 1)
        ends = {text: month_end(2000 + int(match[2]), month_number(match[1])) for text, match in found.items()}
        return {text: (same_day(end, -length) + timedelta(days=1), end) for text, end in ends.items()}

    def status_of_heading(self, item: Item, figure: Figure) -> None:
        """The letter behind a year or month in a heading: "2025e", "2026f", "Sep 2026 (p)"; a rate up to a year to come is a forecast."""
        letters = {(found[1] or found[2]).upper() for text in figure.headers if (found := LETTER.search(text))}
        end = next((found[1] for text in figure.headers if (found := UP_TO.search(text))), "")
        if len(letters) == 1:
            status = letters.pop()
            later = item.value("obs_status") == "F"
            item.put("obs_status", "F" if later else status, "heading", not later or status == "F")
        elif end and self.reader.as_of and self.reader.as_of[:4] < f"20{end}":
            item.put("obs_status", "F", "heading", False)

    def period(self, item: Item, figure: Figure) -> None:
        """The period of the place of a figure; of a column of changes that of the latest figures to its left, if a heading of several
        columns gave it that of its neighbour."""
        self.period_of_place(item, figure)
        days = self.book.rows["periods"].get(item.value("period_id"), {}).get("period_end")
        if AT_END.search(figure.row_label) and days and not item.value("unit").startswith("percent"):
            label = next(iter(self.reader.periods.labels(days)), None)
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
                self.as_latest(item, max(block, key=lambda one: ends[one.value("period_id")]["period_end"]))

    def day_of_row(self, figure: Figure, end: str) -> Label | None:
        """The day that the label of a row gives a stock, in the year of its column: "Number of employees (June 30)"."""
        labels = [label for label in self.reader.periods.labels(figure.row_label) if not label.days and not label.shift]
        year = date.fromisoformat(end)
        days = self.reader.periods.nearest(labels[0], (year, year)) if len(labels) == 1 and not self.is_change(figure) else None
        return replace(labels[0], days=days) if days and days[0] == days[1] else None

    def left_of(self, item: Item) -> list[Item]:
        """The levels next to the left of a change in its row, if they are of several periods."""
        ends, block = self.book.rows["periods"], []
        row = [one for one in self.items.by_id.values() if (one.table_id, one.row) == (item.table_id, item.row) and one.state != "excluded"]
        for one in sorted((one for one in row if int(one.column) < int(item.column)), key=lambda one: int(one.column), reverse=True):
            if not one.value("unit").startswith("percent"):
                block.insert(0, one)
            elif block:
                break
        block = [one for one in block if ends.get(one.value("period_id"), {}).get("period_end")]
        if len(block) == 1:  # "2025, 2024, change, 2023, change": the second is from 2023 to 2024
            levels = [one for one in row if int(one.column) < int(block[0].column) and not one.value("unit").startswith("percent")]
            lengths = {one.id: self.length_of_period(one) for one in [*levels, *block]}
            levels = [one for one in levels if lengths[one.id] and abs(lengths[one.id] - lengths[block[0].id]) <= 10]
            block = [*sorted(levels, key=lambda one: int(one.column))[-1:], *block]
        return block if len({one.value("period_id") for one in block}) > 1 else []

    def length_of_period(self, item: Item) -> int:
        """The days of the period of a figure; 0 where it has none."""
        row = self.book.rows["periods"].get(item.value("period_id"), {})
        ends = [row.get(name) for name in ("period_start", "period_end")]
        return (date.fromisoformat(ends[1]) - date.fromisoformat(ends[0])).days + 1 if all(ends) else 0

    def up_to(self, item: Item, figure: Figure, end: re.Match) -> None:
        """A rate of growth over years, "CAGR 2025–30, %": its later year."""
        label = next(iter(self.reader.periods.labels(f"20{end[1]}")), None)
        place = next((place for text in figure.headers if end[0] in text and (place := self.where(text, figure))), None)
        if label and label.days and place:
            put_period(item, self.reader, label, place[0], "heading", False, label.days)

    def period_of_place(self, item: Item, figure: Figure) -> None:
        """The period of the column, else of the row, the group, the text above; of a year the part that a title names."""
        head = " ".join(figure.headers)
        if on := CHANGE_ON.search(head):  # "% change on Aug 2025" is of the period of the row, "Jan-Sep 2025 % change on" of its own
            before = (text for text in figure.headers if head.find(text) < on.start() and not CHANGE_ON.search(text))
            label = next(map(self.one_label, before), None)
            place = label and self.where(label.printed, figure)
            if label and place and label.end <= len(head) and head.find(label.printed) < on.start():
                put_period(item, self.reader, label, place[0], "heading", False, label.days or self.day_of_year(label))
                return
            if latest := self.latest_of_row(item):
                self.as_latest(item, latest)
                return
        parts = self.rows.parts_of_year
        for text in reversed(figure.headers):
            label = self.one_label(text)
            if label is None:
                continue
            days = self.as_long_as_spoken(label.days, figure) if label.days else None
            year = self.year_alone(text)
            days = self.fiscal_year(int(year)) or days if year and not re.search(r"\d\s*[-–/]\s*\d", text) else days
            for whole in (*(f"{part} {year}" for part in parts if year), head):
                together = [one for one in self.reader.periods.labels(whole) if one.days]
                if len(together) == 1 and len(together[0].printed) > len(label.printed):
                    days = together[0].days
                    break
            days = self.of_year_to(days, figure) if days else None
            days = days or self.year_to_date(text) or self.in_year_of_group(label, figure) or self.day_of_year(label) or self.shifted(label)
            if days and self.is_change(figure):
                days = later_of_two(days)
            place = self.where(text, figure)
            if place:
                put_period(item, self.reader, label, place[0], "heading", days is not None, days)
                return
        for text in (figure.row_label, *reversed(figure.groups)):
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

    def in_year_of_group(self, label: Label, figure: Figure) -> tuple[date, date] | None:
        """The days of "Quarter ended June 30" in the year that the rows stand below: "Fiscal 2019"."""
        for text in reversed(figure.groups):
            year = self.one_label(text)
            if label.shift or not (year and year.days and (year.days[1] - year.days[0]).days > 300):
                continue
            days = self.reader.periods.nearest(label, year.days)
            for moved in (days, days and tuple(same_day(day, -12) for day in days)):
                if moved and year.days[0] - SLACK <= moved[0] and moved[1] <= year.days[1] + SLACK:
                    return moved
        return None

    def year_to_date(self, text: str) -> tuple[date, date] | None:
        """The days of "YTD 2023" beside "Q3 2023": the year up to the end of that quarter or month."""
        named = YTD.search(text)
        heads = {one for other in self.figures for head in other.headers for one in self.reader.periods.labels(head)} if named else ()
        ends = [one.days[1] for one in heads if one.days and (one.days[1] - one.days[0]).days < 200 and str(one.days[1].year) in text]
        return (date(max(ends).year, 1, 1), max(ends)) if ends else None

    def of_year_to(self, days: tuple[date, date], figure: Figure) -> tuple[date, date]:
        """The year that ends on the day of a heading beside quarters, for a figure that is none of a day: income beside "31.12.2023"."""
        first, last = days
        fiscal = self.reader.periods.has_own_year
        is_flow = fiscal and FLOW.search(" ".join(self.heads_beside(figure)))
        if first != last or not is_flow and STOCK.search(" ".join([figure.row_label, *figure.groups, self.table.caption or ""])):
            return days
        heads = {one for other in self.figures for text in other.headers for one in self.reader.periods.labels(text)}
        long = (
            is_flow
            or fiscal
            and FLOW.search(figure.row_label)
            or any(label.days and 80 < (label.days[1] - label.days[0]).days < 200 for label in heads)
        )
        month, day = self.reader.periods.fiscal or (12, 31)
        return (same_day(last, -12) + timedelta(days=1), last) if long and (last.month, last.day) == (month, day) else days

    def heads_beside(self, figure: Figure) -> tuple[str, ...]:
        """The headings of a column, with those of the one to its left where they name no other thing than a period: one heading stands over
        both."""
        left = [one for one in self.figures if one.cell.row == figure.cell.row and one.column < figure.column]
        alone = left and all(map(self.is_period_alone, figure.headers))
        return (*figure.headers, *max(left, key=lambda one: one.column).headers) if alone else figure.headers

    def fiscal_year(self, year: int) -> tuple[date, date] | None:
        """The days of a heading "2025" in a document of a firm on a year that is not that of the calendar."""
        main = self.reader.period.days if self.reader.period else None
        firm = self.book.rows["subjects"].get(self.reader.subject, {}).get("subject_type") == "company"
        if not firm or not main or not self.reader.periods.has_own_year or not 355 < (main[1] - main[0]).days < 375:
            return None
        years = year - main[1].year + self.reader.periods.names_start
        return same_day(main[0], 12 * years), same_day(main[1], 12 * years)

    def as_long_as_spoken(self, days: tuple[date, date], figure: Figure) -> tuple[date, date]:
        """The days of a heading "June 2024" where the document is on a quarter, half or year that ends with it, or its text speaks of one:
        as long as that; of a stock the last day."""
        if not 27 <= (days[1] - days[0]).days <= 31:
            return days
        ended = [one for text in self.above for one in self.reader.periods.labels(text.text) if one.days and ENDED.search(one.printed)]
        main, firm = self.reader.period, self.book.rows["subjects"].get(self.reader.subject, {}).get("subject_type") == "company"
        main = main.days if main and main.days and (firm or (main.days[1] - main.days[0]).days < 300) else None
        words = " ".join([figure.row_label, *figure.headers, *figure.groups])
        for first, last in [*(one.days for one in ended), *([main] if main else [])]:
            months = round((last - first).days / 30.44)
            if months not in (3, 6, 9, 12) or (last.month - days[1].month) % (months if months in (3, 6) else 12):
                continue
            if not ended and STOCK.search(words) and not FLOW.search(words):
                return days[1], days[1]
            return same_day(days[1], -months) + timedelta(days=1), days[1]
        return days

    def as_latest(self, item: Item, latest: Item) -> None:
        for name in ("period_id", "period_printed", "period_line"):
            item.cells[name] = replace(latest.cells[name])
        item.cells["period_id"].sure = "unsure"

    def year_alone(self, text: str) -> str:
        """The year of a heading that names no other thing: "2015", "2015 As restated*"; empty else."""
        year = re.search(r"\b(?:19|20)\d\d\b", text)
        return year[0] if year and (is_year(text) or re.fullmatch(r"(?:19|20)\d\d\b\D*", text) and PERIOD_WORDS.fullmatch(text)) else ""

    def latest_of_row(self, item: Item) -> Item | None:
        """The figure of the row with the latest period: a column of changes leads up to it."""
        periods = self.book.rows["periods"]
        row = [
            one
            for one in self.items.by_id.values()
            if one is not item
            and (one.table_id, one.row) == (item.table_id, item.row)
            and periods.get(one.value("period_id"), {}).get("period_end")
        ]
        return max(row, key=lambda one: periods[one.value("period_id")]["period_end"], default=None)

    def one_label(self, text: str) -> Label | None:
        labels = self.reader.periods.labels(text) if text else []
        if text in self.months:
            return Label(0, len(text), text, self.months[text])
        main = self.reader.period.days if self.reader.period else None
        changes = text and vocabulary("changes").find(text)
        found = vocabulary("headings", "meaning").find(text) if text and main and self.calendar_year else []
        speaks = found and found[0].start <= MOST_BEFORE and (len(found) == 1 or changes)
        if speaks and not any(label.days for label in labels):
            match = found[0]
            return Label(match.start, match.end, text[match.start : match.end], meant(match.ids[0], main))
        labels = [label for label in labels if not (label.is_ago and changes)]
        return labels[0] if len(labels) == 1 else None

    def shifted(self, label: Label):
        """The days of "上年同期" and the like, against the period of the document."""
        main = self.reader.period.days if self.reader.period else None
        return self.reader.periods.shifted(main, label.shift) if main and label.shift else None

    def day_of_year(self, label: Label):
        return self.reader.periods.nearest(label, self.reader.days)

    def where(self, text: str, figure: Figure) -> tuple[int, int, int] | None:
        """The cell above or left of the figure that prints a heading or label."""
        fitting = [
            cell
            for cell in self.table.cells
            if cell.row <= figure.cell.row
            and (cell.text == text or label_of(cell.text) == text or text in cell.text)
            and (cell.row, cell.column) in self.places
        ]
        if not fitting:
            return None
        best = max(fitting, key=lambda cell: (cell.column <= figure.column < cell.column + cell.column_span, cell.row))
        return self.places[best.row, best.column]

    def period_above(self, item: Item) -> None:
        """The nearest text above the table that names one period, else the period of the document."""
        for paragraph in self.above:
            labels = [label for label in self.reader.periods.labels(paragraph.text) if label.days]
            if labels and len(paragraph.text) > len(labels[0].printed) + SAYS_MORE:
                one = len({label.days for label in labels}) == 1
                put_period(item, self.reader, labels[-1], paragraph.at(labels[-1].start)[0], "title", one)
                return
        for cell in self.table.cells[:40]:
            labels = [label for label in self.reader.periods.labels(cell.text) if label.days]
            if len(labels) == 1 and cell.text in self.rows.reading.titles and (cell.row, cell.column) in self.places:
                put_period(item, self.reader, labels[0], self.places[cell.row, cell.column][0], "title", True)
                return
        if self.reader.period:
            put_period(item, self.reader, self.reader.period, self.reader.period_line, "document", False)
        else:
            item.put("period_id", "", "heading", False)


def later_of_two(days: tuple[date, date]) -> tuple[date, date]:
    """The later of the two months that a change lies between: "October to November 2018", "December 2017 to December 2018". Any other
    period is one whose own change is given, and so are the two months that begin a year."""
    months = 12 * (days[1].year - days[0].year) + days[1].month - days[0].month
    whole = days[0].day == 1 and (days[1] + timedelta(days=1)).day == 1
    return (days[1].replace(day=1), days[1]) if whole and (months == 12 or months == 1 and days[0].month > 1) else days
