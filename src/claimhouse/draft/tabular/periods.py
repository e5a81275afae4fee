"""When the figures of a table were: the periods of its headings, labels and titles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

from claimhouse.documents.grid import Figure, label_of
from claimhouse.documents.periods import SHORT_MONTH, month_number
from claimhouse.draft.calendar.label import Label
from claimhouse.draft.cells import put_period
from claimhouse.draft.days import SLACK, meant, same_day
from claimhouse.draft.registers import vocabulary
from claimhouse.draft.status import HAPPENED, REPORTS
from claimhouse.draft.store import Item
from claimhouse.draft.tabular.headings import composed, dated_part, ended_on, open_part, said_length
from claimhouse.draft.tabular.layout import AT_END, PERIOD_WORDS, TableLayout, is_caption
from claimhouse.draft.tabular.within_year import DAYS_ALONE, WHOLE, days_alone, in_year, part_alone, parts_of_rows
from claimhouse.grammar.period_parts import month_end

CHANGE_ON = re.compile(r"\bchange\s+(?:on|over|from|against|since|vs\.?|compared (?:with|to))\b|=\s*100\b", re.IGNORECASE)
BASE_NAMED = re.compile(
    r"\s*(?:the\s+)?(?:prior|previous|preceding|last)[\s-]+(?:fiscal\s+|financial\s+)?year\b|\s*a\s+year\b", re.IGNORECASE
)
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
OF_WHOLE = re.compile(r"\W*(?:in\s+)?(?:as\s+(?:a\s+)?)?(?:%|per\s?cent|share)\s+of\s+\w|\W*占\w*比", re.IGNORECASE)
LETTER = re.compile(r"\b(?:19|20)\d\d\s*(?:([EeFf])\b|\(([efpEFP])\))")
UP_TO = re.compile(r"\b(?:CAGR|growth)\b\D{0,20}\b20\d\d\s*[-–—/]\s*(?:20)?(\d\d)\b", re.IGNORECASE)
SAYS_TIME = re.compile(r"\d|\b(?:YTD|LTM|TTM|MAT|rolling|cumulative|years?|quarters?|months?|half|weeks?)\b|[年季月]", re.IGNORECASE)
OF_FULL_YEAR = re.compile(r"\W*(?:full[\s-]year|FY|(?:fiscal\s+|financial\s+)?year\s+(?:ended|to))\b", re.IGNORECASE)
WEEKS_ALONE = re.compile(r"(?:(?:the\s+)?first\s+)?(\d{1,2})[\s-]weeks?\b(?!\D*\d)", re.IGNORECASE)
OPEN_END = re.compile(r"\b(?:end(?:ed|ing)|to)\W*$", re.IGNORECASE)
WELL_AFTER = timedelta(days=20)
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
        marked = [found for text in figure.headers if (found := LETTER.search(text))]
        letters = {(found[1] or found[2]).upper() for found in marked}
        end = next((found[1] for text in figure.headers if (found := UP_TO.search(text))), "")
        if len(letters) == 1:
            status, dated = letters.pop(), self.reader.as_of
            ends = self.book.rows["periods"].get(item.value("period_id"), {}).get("period_end") or f"{marked[0][0][:4]}-12"
            later = item.value("obs_status") == "F" or bool(dated) and ends[:7] > dated  # "2027E" in 2026 is foreseen
            item.put("obs_status", "F" if later else status, "heading", not later or status == "F")
        elif end and self.reader.as_of and self.reader.as_of[:4] < f"20{end}":
            item.put("obs_status", "F", "heading", False)

    def status_of_period(self, item: Item) -> None:
        """A figure of a period that ends long after the day of the document, or below a title on a forecast after its month, is foreseen;
        none of a day."""
        days = self.book.rows["periods"].get(item.value("period_id"), {})
        if item.value("obs_status") != "A" or not days.get("period_end") or days["period_start"] == days["period_end"]:
            return
        if REPORTS.search(self.reader.title) and any(HAPPENED.search(one.text) for one in self.above[:1]):
            return  # "Comparable sales were as follows": the period is another
        end, dated = date.fromisoformat(days["period_end"]), self.reader.periods.dated
        titled = any(match.ids[0] in ("F", "T") for text in self.titles if text for match in vocabulary("statuses", "status").find(text))
        if dated and end - dated > WELL_AFTER or titled and self.reader.as_of and days["period_end"][:7] > self.reader.as_of:
            item.put("obs_status", "F", "title" if titled else "period", False)

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
                self.as_latest(item, max(block, key=lambda one: (ends[one.value("period_id")]["period_end"], int(one.column))))

    def day_of_row(self, figure: Figure, end: str) -> Label | None:
        """The day that the label of a row gives a stock, in the year of its column: "Number of employees (June 30)"."""
        labels = [label for label in self.reader.periods.labels(figure.row_label) if not label.days and not label.shift]
        year = date.fromisoformat(end)
        if len(labels) == 2 == len(self.years_alone) and year.year in self.years_alone:  # "June 30 / December 31", of 2025 and 2024
            labels = [labels[self.years_alone.index(year.year)]]
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
            most = 1 if lengths[block[0].id] > 300 else len(levels)  # "3Q25, 2Q25, change, 3Q24, change": both are of 3Q25
            block = [*sorted(levels, key=lambda one: int(one.column))[-most:], *block]
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
        if not any(map(self.one_label, figure.headers)) and not self.is_change(figure) and (left := self.heading_to_left(figure)):
            figure = replace(figure, headers=(left, *figure.headers))
        if not any(map(self.one_label, figure.headers)) and (left := self.heading_of_whole(figure)):
            figure = replace(figure, headers=(*figure.headers, left))
        if self.period_together(item, figure):
            return
        parts = self.parts_of_titles
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
        unread = any(SAYS_TIME.search(text) for text in figure.headers)
        if item.cells["period_id"].sure == "sure" and (unread or self.is_change(figure)):
            item.cells["period_id"].sure = "unsure"

    def period_within(self, item: Item, figure: Figure, text: str, year: tuple[date, date]) -> bool:
        """The part of the year of a column that the row of a figure, the whole below such rows, or a line above the columns names."""
        if not 355 < (year[1] - year[0]).days < 375:
            return False
        parts, row = self.parts_of_rows, figure.cell.row
        if row in parts:
            days, printed, how = in_year(parts[row], year), figure.row_label, "label"
        elif parts and WHOLE.fullmatch(figure.row_label):  # of the months that the column has
            filled = {one.cell.row for one in self.figures if one.column == figure.column} & parts.keys()
            ends = [in_year(parts[one], year)[1] for one in filled]
            days, printed, how = (year[0], max(ends, default=year[1])), text, "heading"
        elif int(self.year_alone(text) or 0) not in self.years_alone:
            return False
        elif named := days_alone([*figure.headers, *filter(None, self.titles)], year[1].year):
            days, printed, how = named[1], text, "heading"
        elif part := self.part_reported(year, figure):
            days, printed, how = part, text, "document"
        else:
            return False
        place = self.where(printed, figure)
        if place:
            put_period(item, self.reader, Label(0, len(printed), printed, days), place[0], how, how != "document", days)
        return place is not None

    @cached_property
    def parts_of_rows(self) -> dict[int, tuple[int, int]]:
        """The months or quarters without a year that the rows are."""
        return parts_of_rows((one.row, label_of(one.text)) for one in self.table.cells if one.column == self.naming and one.row > self.head)

    @cached_property
    def years_alone(self) -> list[int]:
        """The years that headings are and that no other word stands with, the newest first; none where others name parts of years."""
        heads = {text for one in self.figures for text in one.headers}
        years = {text: int(year) for text in heads if (year := self.year_alone(text))}
        others = [text for text in heads - years.keys() if not DAYS_ALONE.search(text) and not OF_FULL_YEAR.match(text)]
        parts = any(self.is_period_alone(text) or any(one.days for one in self.reader.periods.labels(text)) for text in others)
        return [] if parts else sorted(set(years.values()), reverse=True)

    def part_reported(self, year: tuple[date, date], figure: Figure) -> tuple[date, date] | None:
        """The first half or nine months of a column "2025" where the document is on that part of the newest year of the table; of a stock
        its last day, of an older year that of the year."""
        main = self.reader.period.days if self.reader.period else None
        months = round((main[1] - main[0]).days / 30.44) if main else 0
        newest = self.years_alone[0]
        if months not in (6, 9) or len(self.years_alone) < 2 or main[1].year != newest:
            return None
        words, same = " ".join([figure.row_label, *figure.groups]), year[1].year == newest
        if STOCK.search(words) and not FLOW.search(words):
            return (main[1], main[1]) if same else (year[1], year[1])
        years = 12 * (year[1].year - newest)
        return same_day(main[0], years), same_day(main[1], years)

    def heading_to_left(self, figure: Figure) -> str:
        """The period in a row of headings that is blank over the figure: that of the last heading to the left, which stands over both."""
        first = min((one.cell.row for one in self.figures), default=figure.cell.row)
        for row in range(first - 1, -1, -1):
            cells = [cell for cell in self.table.cells if cell.row == row and cell.text.strip() and cell.column != self.naming]
            if any(cell.column <= figure.column < cell.column + cell.column_span for cell in cells):
                continue
            left = max((cell for cell in cells if cell.column < figure.column), key=lambda cell: cell.column, default=None)
            if left and (label := self.one_label(left.text)) and label.days:
                return left.text
        return ""

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

    def period_together(self, item: Item, figure: Figure) -> bool:
        """The period that the headings of the column, or the label of the row and the heading over the labels, give only together."""
        main = self.reader.period.days if self.reader.period else None
        over = [cell.text for cell in self.table.cells if cell.row <= self.head and cell.column == self.naming and cell.text.strip()]
        texts = [text for text in figure.headers if text.strip()]
        found, how = composed(self.reader.periods, texts, main), "heading"
        if found is None and over and not any(map(self.one_label, texts)) and said_length(over[-1]):
            found, how = composed(self.reader.periods, [over[-1], figure.row_label], main), "label"
        found = found or self.below_length(figure, texts)
        place = self.where(found[0].printed, figure) if found else None
        if not place:
            return False
        label, days = found
        put_period(item, self.reader, label, place[0], how, label.days is not None, days)
        return True

    def below_length(self, figure: Figure, texts: Sequence[str]) -> tuple[Label, tuple[date, date]] | None:
        """The days of a column "May 31, 2021" below a title, or beside a heading over the labels, that says only how long its periods are:
        "Three months ended"."""
        lengths = {said_length(text) for text in self.titles if text and OPEN_END.search(text)} - {0}
        labels = [label for text in texts if (label := self.one_label(text)) and label.days and label.days[0] == label.days[1]]
        words = " ".join([figure.row_label, *figure.groups])
        if len(lengths) != 1 or len(labels) != 1 or STOCK.search(words) and not FLOW.search(words):
            return None
        return labels[0], ended_on(labels[0].days[1], lengths.pop())

    @cached_property
    def parts_of_titles(self) -> list[str]:
        """Parts of a year that titles name up to a day or month, for columns of years: "six months ended June 30,", "Year ended March"."""
        near = [*self.titles, *(one.text for one in self.above[:1])]
        dated = (dated_part(text) for text in near if text)
        named = [part for part, year in dated if part and [year] == self.years_alone[:1]]
        return [*self.rows.parts_of_year, *filter(None, (open_part(text) for text in self.titles if text)), *named]

    def in_year_of_group(self, label: Label, figure: Figure) -> tuple[date, date] | None:
        """The days of "Quarter ended June 30" in the year of the row, or that the rows stand below: "Fiscal 2019"."""
        for text in (figure.row_label, *reversed(figure.groups)):
            year = self.one_label(text)
            if label.shift or not (year and year.days and (year.days[1] - year.days[0]).days > 300):
                continue
            days = self.reader.periods.nearest(label, year.days)
            for moved in (days, days and tuple(same_day(day, -12) for day in days)):
                if moved and year.days[0] - SLACK <= moved[0] and moved[1] <= year.days[1] + SLACK:
                    return moved
        return None

    def in_year_to_left(self, label: Label, figure: Figure) -> tuple[date, date] | None:
        """The days of "Q2" or "Sep" in the year of the nearest heading to its left that has one: "2013 Q1, Q2, Q3, Q4, 2014 Q1"."""
        left = (
            (one.column, found.days)
            for one in self.figures
            if one.column < figure.column
            for found in map(self.one_label, one.headers)
            if found
        )
        days = max(((column, days) for column, days in left if days), default=None)
        return self.reader.periods.nearest(label, days[1]) if days and not label.shift else None

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

    @cached_property
    def has_months_beside(self) -> bool:
        """Whether two headings are months that follow each other, which then stand for no quarter or year."""
        heads = {text for one in self.figures for text in one.headers}
        days = {label.days for text in heads if (label := self.one_label(text)) and label.days}
        months = {12 * one[0].year + one[0].month for one in days if 27 <= (one[1] - one[0]).days <= 30}
        return any(one + 1 in months for one in months)

    def as_long_as_spoken(self, days: tuple[date, date], figure: Figure) -> tuple[date, date]:
        """The days of a heading "June 2024" where the document is on a quarter, half or year that ends with it, or its text speaks of one:
        as long as that; of a stock the last day."""
        if not 27 <= (days[1] - days[0]).days <= 31 or self.has_months_beside:
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
        """The year of a heading that names no other thing than a unit: "2015", "2015 As restated*", "2015 £m"; empty else."""
        year = re.match(r"\W*((?:19|20)\d\d)(?:r?\b|(?=\s))[\s,*]*[(（]?(.*?)[)）]?\W*$", text, re.DOTALL)
        behind = year[2].strip() if year else ""
        if not year or re.search(r"\d", behind.replace("000", "")):
            return ""
        return year[1] if not behind or PERIOD_WORDS.fullmatch(behind) or self.is_unit(behind) else ""

    def latest_of_row(self, item: Item) -> Item | None:
        """The figure of the row with the latest period, which a column of changes leads up to: of those to its left that are as long as the
        nearest, else of all."""
        periods = self.book.rows["periods"]
        row = [
            one
            for one in self.items.by_id.values()
            if one is not item
            and (one.table_id, one.row) == (item.table_id, item.row)
            and periods.get(one.value("period_id"), {}).get("period_end")
        ]
        left = [one for one in row if int(one.column) < int(item.column) and not one.value("unit").startswith("percent")]
        if left:
            length = self.length_of_period(max(left, key=lambda one: int(one.column)))
            row = [one for one in left if abs(self.length_of_period(one) - length) <= 10]
        return max(row, key=lambda one: (periods[one.value("period_id")]["period_end"], int(one.column)), default=None)

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
        if text and not labels and (year := self.year_alone(text)):  # "2022 $ million"
            return next(iter(self.reader.periods.labels(year)), None)
        if text and not labels and (weeks := WEEKS_ALONE.match(text)):  # "12 weeks", "36 weeks adjusted"
            return Label(*weeks.span(), weeks[0], None, ("weeks", int(weeks[1])))
        if text and not labels and (part := part_alone(text)) and part[1] == 1:  # "Sep" beside "Oct"
            return Label(0, len(text), text, None)
        return labels[0] if len(labels) == 1 else explained(text, labels)

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
            one = len({label.days for label in labels}) == 1
            if labels and not is_caption(paragraph.text) and (not one or self.reader.period):
                continue  # a sentence that the table does not go on
            if labels and len(paragraph.text) > len(labels[0].printed) + SAYS_MORE:
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


def explained(text: str, labels: list[Label]) -> Label | None:
    """The first of two labels with the days that parentheses behind it give: "FY2015 (April 2015 - March 2016)"."""
    if len(labels) != 2 or not labels[1].days or labels[1].days[1] - labels[1].days[0] < WELL_AFTER:
        return None
    behind = re.fullmatch(r"\s*[(（]\s*", text[labels[0].end : labels[1].start]) and re.match(r"\s*[)）]", text[labels[1].end :])
    return replace(labels[0], days=labels[1].days) if behind else None


def later_of_two(days: tuple[date, date]) -> tuple[date, date]:
    """The later of the two months that a change lies between: "October to November 2018", "December 2017 to December 2018". Any other
    period is one whose own change is given, and so are the two months that begin a year."""
    months = 12 * (days[1].year - days[0].year) + days[1].month - days[0].month
    whole = days[0].day == 1 and (days[1] + timedelta(days=1)).day == 1
    return (days[1].replace(day=1), days[1]) if whole and (months == 12 or months == 1 and days[0].month > 1) else days
