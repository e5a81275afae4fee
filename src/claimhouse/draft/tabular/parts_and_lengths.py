"""How long the period of a heading is: the part of its year, or the year up to its day, that rows, titles, groups and the text name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property

from claimhouse.documents.grid import Figure, label_of
from claimhouse.documents.model import Cell
from claimhouse.draft.calendar.label import Label
from claimhouse.draft.cells import put_period
from claimhouse.draft.days import SLACK, same_day
from claimhouse.draft.store import Item
from claimhouse.draft.tabular.heading_periods import HeadingPeriods
from claimhouse.draft.tabular.headings import SHORT, YTD, composed, dated_part, ended_on, open_part, said_length
from claimhouse.draft.tabular.within_year import LEAST, WHOLE, days_alone, in_year, month_up_to, months_alone, part_alone, parts_of_rows

ENDED = re.compile(r"\bend(?:ed|ing)\b", re.IGNORECASE)
STOCK = re.compile(  # what has a day
    r"asset|equity|deposit|\bloans?\b|debt|capital|\bcash|employee|headcount|receivable|payable|liabilit|balance|inventor|borrowing|outstanding"
    r"|book value|backlog|order book|number of|at (?:period|year)|customers|stores|members|investments|funds|余额|资产|负债|权益",
    re.IGNORECASE,
)
FLOW = re.compile(  # what has no day
    r"\b(?:additions?|losses|adds|churn|sales|earnings|profit|costs?|dividends?|shipments|deliveries|flows?)\b"
    r"|income|revenue|return\s+on|\bexpen|spen[dt]|\bproduc|\bsold|支出|流量",
    re.IGNORECASE,
)
OF_PERIODS = re.compile(  # over a column of periods, no "Maturity" or "Founded"
    r"(?:(?:latest|reference|reporting|data)\s+)?(?:periods?|months?|quarters?|years?|dates?)(?:\s+of\s+(?:the\s+)?(?:latest\s+)?(?:data|observations?|figures?))?"
    r"|as\s+of|as\s+at|报告期|时期|时间",
    re.IGNORECASE,
)
OF_YEAR_BEFORE = re.compile(r"\b(?:previous|prior|preceding|last)\s+year\b|\byear\s+(?:ago|earlier|before)\b|上年|去年", re.IGNORECASE)
BEFORE = re.compile(r"\b(?:previous|prior|preceding)\b|上期|前期", re.IGNORECASE)
OPEN_END = re.compile(r"\b(?:end(?:ed|ing)|to)\W*$", re.IGNORECASE)


class PartsAndLengths(HeadingPeriods):
    """Finds the days of headings that say them only together with others."""

    def period_within(self, item: Item, figure: Figure, text: str, year: tuple[date, date]) -> bool:
        """The part of the year of a column that the row of a figure, the whole below such rows, or a line above the columns names."""
        if not 355 < (year[1] - year[0]).days < 375:
            return False
        parts, row = self.parts_of_rows, figure.cell.row
        if row in parts:
            days, printed, how = in_year(parts[row], year), figure.row_label, "label"
        elif parts and (until := month_up_to(figure.row_label)):
            days, printed, how = (year[0], in_year((until, 1), year)[1]), figure.row_label, "label"
        elif parts and (months := months_alone(figure.row_label)):
            days, printed, how = (in_year((months[0], 1), year)[0], in_year((months[1], 1), year)[1]), figure.row_label, "label"
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
        """The months or quarters without a year that the rows are, all of them once, or once in each group."""
        own = parts_of_rows((one.row, label_of(one.text)) for one in self.table.cells if one.column == self.naming and one.row > self.head)
        if own:
            return own
        groups: dict[tuple[str, ...], dict[int, str]] = {}
        for one in self.figures:
            groups.setdefault(one.groups, {})[one.cell.row] = label_of(one.row_label)
        found = [parts_of_rows(labels.items(), 2) for labels in groups.values()]
        return {row: part for parts in found for row, part in parts.items()} if len(groups) > 1 and all(found) else {}

    @cached_property
    def years_of_rows(self) -> dict[int, int]:
        """The year in which the month, quarter or half of a row without one is: that of the nearest row above it that prints one, alone or
        with such a part, "2013 Q1" over "Q2"; none where another label stands between. A part that comes no later is of the next year."""
        found: dict[int, int] = {}
        year, last, length = 0, 0, 0
        for cell in sorted(self.table.cells, key=lambda cell: cell.row):
            text = label_of(cell.text)
            if cell.column != self.naming or cell.row <= self.head or not text:
                continue
            part = part_alone(text) or ((months[0], 1) if (months := months_alone(text)) else None)
            if part:
                year += bool(year and part[1] == length and part[0] <= last)
                found |= {cell.row: year} if year else {}
                last, length = part
                continue
            named = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text) if self.is_period_alone(text) else None
            days = label.days if named and (label := self.one_label(text)) else None
            if days:
                year, months = int(named[0]), round((days[1] - days[0]).days / 30.44)
                last, length = ((days[0].month - 1) // months + 1, months) if months in (1, 3, 6) else (0, 0)
            elif not WHOLE.fullmatch(text):
                year, last, length = 0, 0, 0
        return found

    def in_year_of_rows(self, figure: Figure) -> tuple[date, date] | None:
        """The days of a row "Q2" or "April - June" in the year that rows above it say."""
        year, text = self.years_of_rows.get(figure.cell.row), label_of(figure.row_label)
        whole = (self.fiscal_year(year) or (date(year, 1, 1), date(year, 12, 31))) if year else None
        if whole and (part := part_alone(text)):
            return in_year(part, whole)
        months = months_alone(text) if whole else None
        return (in_year((months[0], 1), whole)[0], in_year((months[1], 1), whole)[1]) if months else None

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

    def period_together(self, item: Item, figure: Figure) -> bool:
        """The period that the headings of the column, or the label of the row and the heading over the labels, give only together."""
        main = self.reader.period.days if self.reader.period else None
        first = min((one.cell.row for one in self.figures), default=self.head + 1)
        over = [cell.text for cell in self.table.cells if cell.row < first and cell.column == self.naming and cell.text.strip()]
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
        """The days of a column "May 31, 2021" below a title, or beside a heading over the labels, that says only how long its periods are,
        "Three months ended", or that of the newest of them, "6M FY 2021 ended May 31, 2021"."""
        lengths = {said_length(text) for text in self.titles if text and OPEN_END.search(text)} - {0} or self.lengths_of_newest
        labels = [label for text in texts if (label := self.one_label(text)) and label.days and label.days[0] == label.days[1]]
        words = " ".join([figure.row_label, *figure.groups])
        if len(lengths) != 1 or len(labels) != 1 or STOCK.search(words) and not FLOW.search(words):
            return None
        return labels[0], ended_on(labels[0].days[1], max(lengths))

    @cached_property
    def lengths_of_newest(self) -> set[int]:
        """How many months a line above a table, alone or at the end of a title, says of a period up to the newest day of its headings, in
        a table of no balance."""
        heads = {one for figure in self.figures for text in figure.headers if (one := self.one_label(text)) and one.days}
        newest = max((one.days for one in heads), default=None)
        if newest is None or newest[0] != newest[1] or not self.has_flow:
            return set()
        lengths = set()
        for text in [*filter(None, self.titles), *(one.text for one in self.above[:1])]:
            ends = [one for one in self.reader.periods.labels(text) if one.days and one.days[1] == newest[1]]
            if ends and len(text) < SHORT and not text[ends[-1].end :].strip(" .:)*"):
                lengths.add(said_length(text))
        return lengths - {0}

    @cached_property
    def has_flow(self) -> bool:
        """Whether a row names what has no day, and fewer rows what has one."""
        labels = {one.row_label for one in self.figures if one.row_label}
        flows, stocks = ([one for one in labels if pattern.search(one)] for pattern in (FLOW, STOCK))
        return len(flows) > len(set(stocks) - set(flows))

    def period_beside(self, item: Item, figure: Figure) -> bool:
        """The period that a column of periods gives a row, "Period" or "Date of latest data"; of a heading on the previous one that before
        it, or the same a year earlier."""
        heads = " ".join(figure.headers)
        cell = next((one for one in self.periods_of_rows if one.row == figure.cell.row and one.column < figure.column), None)
        if cell is None or any(label.days for text in figure.headers for label in self.reader.periods.labels(text)):
            return False
        label, days = self.one_label(cell.text), self.one_label(cell.text).days
        months = 12 if OF_YEAR_BEFORE.search(heads) else round((days[1] - days[0]).days / 30.44)
        if not self.is_change(figure) and (OF_YEAR_BEFORE.search(heads) or BEFORE.search(heads)):
            first = same_day(days[0], -months)
            days = (first, same_day(days[1] + timedelta(days=1), -months) - timedelta(days=1)) if months else None
        put_period(item, self.reader, label, self.places[cell.row, cell.column][0], "label", False, days)
        return True

    def period_of_two_columns(self, item: Item, figure: Figure) -> bool:
        """The month, quarter or half that one column gives a row, in the year of another: "2022 | January", below it " | February"; of
        a row of a whole the year."""
        column, parts, years = self.parts_and_years
        row = figure.cell.row
        if row not in parts or any(label.days for text in figure.headers for label in self.reader.periods.labels(text)):
            return False
        year = self.fiscal_year(years[row]) or (date(years[row], 1, 1), date(years[row], 12, 31))
        days = in_year(parts[row], year) if parts[row] else year
        line, start, end = self.places[row, column]
        printed = self.source.lines[line - 1][start:end]
        put_period(item, self.reader, Label(0, len(printed), printed, days), line, "label", True, days)
        return True

    @cached_property
    def parts_and_years(self) -> tuple[int, dict[int, tuple[int, int] | None], dict[int, int]]:
        """The column of parts of years left of the figures, and part and year of each row, the year carried on where its column is blank;
        nothing where one year has a part twice."""
        first = min((one.column for one in self.figures), default=0)
        columns: dict[int, dict[int, str]] = {}
        for cell in self.table.cells:
            if cell.row > self.head and cell.column < first and cell.text.strip():
                columns.setdefault(cell.column, {})[cell.row] = cell.text.strip()
        years = next((texts for texts in columns.values() if all(map(self.year_alone, texts.values()))), {})
        for column, texts in columns.items() if years else ():
            parts = {row: part_alone(label_of(text)) for row, text in texts.items()}
            named = {row for row, part in parts.items() if part or WHOLE.fullmatch(texts[row])}
            year = {row: int(self.year_alone(years[max(above)])) for row in named if (above := [one for one in years if one <= row])}
            kept = [(year[row], parts[row]) for row in year]
            placed = all((row, column) in self.places for row in year)
            if sum(map(bool, parts.values())) > 1 and len(named) == len(texts) and len(set(kept)) == len(kept) and placed:
                return column, {row: parts[row] for row in year}, year
        return 0, {}, {}

    @cached_property
    def periods_of_rows(self) -> list[Cell]:
        """The cells of the last column that has a period in each row and whose heading says so."""
        figures = {one.column for one in self.figures}
        for column in sorted({one.column for one in self.table.cells} - figures - {self.naming}, reverse=True):
            heads = [one.text for one in self.table.cells if one.column == column and one.row <= self.head and one.text.strip()]
            cells = [one for one in self.table.cells if one.column == column and one.row > self.head and one.text.strip()]
            dated = (self.is_period_alone(one.text) and (label := self.one_label(one.text)) and label.days for one in cells)
            placed = all((one.row, one.column) in self.places for one in cells)
            if len(cells) >= LEAST and heads and OF_PERIODS.fullmatch(heads[-1].strip()) and placed and all(dated):
                return cells
        return []

    @cached_property
    def parts_of_titles(self) -> list[str]:
        """Parts of a year that titles name up to a day or month, for columns of years: "six months ended June 30,", "Year ended March"."""
        if any(part_alone(text) for one in self.figures for text in one.headers):
            return []  # "2019" beside "Q1" is the whole year
        near = [*self.titles, *(one.text for one in self.above[:1])]
        dated = (dated_part(text) for text in near if text)
        named = [part for part, year in dated if part and [year] == self.years_alone[:1]]
        return [*self.rows.parts_of_year, *filter(None, (open_part(text) for text in self.titles if text)), *named]

    def in_year_of_group(self, label: Label, figure: Figure) -> tuple[date, date] | None:
        """The days of "Quarter ended June 30" in the year of the row, or that its row or heading stands below: "Fiscal 2019", "2024"."""
        years = [text for text in figure.headers if text != label.printed and self.year_alone(text)]
        for text in (figure.row_label, *reversed(figure.groups), *years):
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
        years = {int(one) % 100 for one in re.findall(r"(?<!\d)(?:20)?\d\d(?!\d)", text)}  # also "YTD 24"
        ended = [one.days[1] for one in heads if one.days and (one.days[1] - one.days[0]).days < 200]
        years = years or ({max(ended).year % 100} if ended else set())  # "So far this year" beside "September 2016"
        ends = [day for day in ended if day.year % 100 in years]
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
        main = self.reader.period.days if self.reader.period else None
        length = round((main[1] - main[0]).days / 30.44) if main else 0
        if length in (3, 6, 9) and FLOW.search(figure.row_label) and (last.month, last.day) == (main[1].month, main[1].day):
            return ended_on(last, length)  # "31.03.24" over income in a report on that quarter
        month, day = self.reader.periods.fiscal or (12, 31)
        long = long or length in (3, 6, 9) and FLOW.search(figure.row_label) is not None or length == 12 and self.is_of_flows
        return (same_day(last, -12) + timedelta(days=1), last) if long and (last.month, last.day) == (month, day) else days

    @cached_property
    def is_of_flows(self) -> bool:
        """Whether most rows of a table name what has no day, and none what has one: sales, not a balance."""
        labels = {one.row_label for one in self.figures if one.row_label}
        flows = [label for label in labels if FLOW.search(label)]
        return 2 * len(flows) > len(labels) and not any(STOCK.search(label) for label in labels)

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
        if not firm or not self.reader.periods.has_own_year or main and not 355 < (main[1] - main[0]).days < 375:
            return None
        if main is None:
            return self.reader.periods.year_days(year + self.reader.periods.names_start) if len(self.years_alone) > 1 else None
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
