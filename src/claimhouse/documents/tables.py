"""Rows of `cells`: each figure of a table with labels, unit, scale and period of its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from claimhouse.documents.counts import Count, number_of, read_count, says_share
from claimhouse.documents.grid import TOTAL, Figure, Reading, is_year, read_table
from claimhouse.documents.model import Document, Table
from claimhouse.documents.periods import PART_OF_YEAR, Calendar, calendar_of
from claimhouse.documents.scales import EXCEPTED, SHARE_BASIS, UNIT_ALONE, is_per_share, measure_of, scale_of
from claimhouse.documents.values import Value, read_value

UNSCALED = {"percent", "percentage points", "ratio", "years", "days"}
GIVES_FIGURES = re.compile(r"[$€£¥]\s?\d|\d\s?[%％]")  # a sentence, and no heading of the table below it
SEPARATOR = " | "


def cell_rows(document: Document) -> Iterator[tuple]:
    """One row per figure in a table of the document, in the order of frames.CELLS."""
    calendar = calendar_of(document)
    for table in document.tables:
        yield from TableRows(document, table, calendar).rows()


class TableRows:
    def __init__(self, document: Document, table: Table, calendar: Calendar):
        self.document, self.table, self.calendar = document, table, calendar
        self.reading: Reading = read_table(table)
        titles = [*self.reading.titles, table.caption]
        self.above = [scale_of(text) for text in titles if text] + [
            scale_of(text, heading=len(EXCEPTED.sub("", text)) <= 60) for text in reversed(table.before.split("\n")) if text
        ]
        self.period_above = next(
            filter(None, (calendar.only_period(text) for text in [*titles, *reversed(table.before.split("\n"))] if text)), None
        )
        parted = [*titles, *[text for text in table.before.split("\n") if text][-1:]]
        spoken = [text for text in parted if text and not GIVES_FIGURES.search(text)]
        self.title = " ".join(filter(None, parted))
        self.parts_of_year = [found[0] for text in spoken for found in PART_OF_YEAR.finditer(text)][:1]
        self.currency = self.first_unit() or self.printed_currency()
        self.percent_columns = self.columns_of_percent()
        alone = Counter(cell.row for cell in table.cells if cell.text.strip())
        first = min((figure.cell.row for figure in self.reading.figures), default=0)
        said = ((cell.row, scale_of(cell.text)) for cell in table.cells if alone[cell.row] == 1 and cell.row + 1 >= first)
        self.scales = [(row, scale) for row, scale in said if scale.mult is not None]

    def first_unit(self) -> str | None:
        return next((scale.unit for scale in self.above if scale.unit), None)

    def printed_currency(self) -> str | None:
        """The one currency that cells of the table print."""
        values = (read_value(figure.cell.text, 0, None, self.calendar.locale) for figure in self.reading.figures[:5_000])
        found = {value.unit for value in values if value and value.unit and len(value.unit) == 3 and value.unit.isupper()}
        return found.pop() if len(found) == 1 else None

    def columns_of_percent(self) -> set[int]:
        """Columns whose first figure prints a percent sign that those below it leave out."""
        columns: dict[int, list[str]] = {}
        for figure in self.reading.figures:
            if not figure.is_nil:
                columns.setdefault(figure.column, []).append(figure.cell.text)
        return {
            column
            for column, texts in columns.items()
            if texts[0].rstrip(" )").endswith("%")
            and len(texts) > 2
            and texts[-1].rstrip(" )").endswith("%")
            and not any("$" in text or "," in text for text in texts)
        }

    def rows(self) -> Iterator[tuple]:
        found: list[tuple[Figure, Value, str | None, str]] = []
        counts: dict[int, Count] = {}
        for figure in self.reading.figures:
            count = self.count(figure)
            if count and (value := read_value(count.count, 0, None, "en")):
                counts[len(found)] = count
                found.append((figure, value, None, "count"))
                continue
            unit, mult = self.measure(figure)
            value = read_value(figure.cell.text, mult, unit, self.calendar.locale)
            if value is None:
                continue
            unit = value.unit or unit
            if unit and value.unit and self.currency and value.unit == "USD" and "$" in figure.cell.text and "US" not in figure.cell.text:
                unit = self.currency  # a bare dollar sign under "HK$ million"
            if unit == "percent" and value.unit != "percent" and "," in figure.cell.text:
                unit = None
            found.append((figure, value, unit, kind_of(unit, value)))
        rows, columns = nil_likes(found, lambda figure: figure.cell.row), nil_likes(found, lambda figure: figure.column)
        for place, (figure, value, unit, kind) in enumerate(found):
            if figure.is_nil:
                like = rows.get(figure.cell.row) or columns.get(figure.column)
                unit, kind, mult, decimals = like or (unit, kind, value.unit_mult, 0)
                half = Decimal(5).scaleb(mult - decimals - 1)
                value = replace(value, bound_low=-half, bound_high=half, unit_mult=mult, decimals=decimals)
            start, end = self.period(figure) or (None, None)
            cell = figure.cell
            yield (
                self.document.file,
                self.table.table_id,
                cell.row,
                figure.column,
                figure.row_label,
                SEPARATOR.join(text for text in figure.headers if not UNIT_ALONE.fullmatch(text)),
                self.title,
                SEPARATOR.join(figure.groups) or None,
                figure.indent,
                TOTAL.search(figure.row_label) is not None,
                figure.is_nil,
                cell.text,
                value.low,
                value.high,
                value.bound_low,
                value.bound_high,
                value.decimals,
                unit,
                value.unit_mult,
                kind,
                value.qualifier,
                start,
                end,
                cell.line or self.table.line,
                cell.page or self.table.page,
                self.table.position,
                *self.shares(counts.get(place), figure),
            )

    def count(self, figure: Figure) -> Count | None:
        """The count and share that one cell prints, where it prints both."""
        above = (*figure.headers, *figure.groups, *self.reading.titles, self.table.caption, self.table.before)
        return read_count(figure.cell.text, says_share(figure.row_label, *above))

    def shares(self, count: Count | None, figure: Figure) -> tuple[Decimal | int | None, ...]:
        """What count_of, share_low and share_high of frames.CELLS hold."""
        if count is None or count.is_marked:
            return None, None, None
        half = Decimal(5).scaleb(-count.decimals - 1)
        above = (self.table.before, self.table.caption, *self.reading.titles, figure.row_label, *figure.headers)
        return count.of or number_of(above), count.share - half, count.share + half

    def measure(self, figure: Figure) -> tuple[str | None, int]:
        """Unit and power of ten that the place of a figure gives it: column, row, group, then the text above."""
        head = " ".join(figure.headers)
        near = [scale_of(text) for text in (*reversed(figure.headers), figure.row_label, *reversed(figure.groups))]
        of_head = measure_of(head)
        named = of_head if of_head in ("percent", "percentage points") else measure_of(figure.row_label) or of_head
        of_group = measure_of(figure.groups[-1]) if named is None and figure.groups else None
        if of_group == "percent" or of_group == "shares" and SHARE_BASIS.match(figure.row_label):
            named = of_group
        if "%" in figure.cell.text or figure.column in self.percent_columns:
            named = "percent"
        if named in UNSCALED:
            return named, 0
        own = scale_of(figure.row_label).unit  # "Optus (in A$ million)" below "S$ million"
        unit = named or own or next((scale.unit for scale in near if scale.unit), None) or self.currency
        if any(map(is_per_share, (figure.row_label, head, *figure.groups[-1:]))):
            return unit, 0
        # "Balance sheet ($s in billions)" in a row of its own holds to the next such row
        near += [scale for row, scale in reversed(self.scales) if row < figure.cell.row][:1]
        own = next((scale for scale in near if scale.mult is not None), None)
        if own is not None:
            return unit, 0 if own.unit and named not in (None, own.unit) else own.mult  # "(U.S. $ in thousands)" is of no shares
        above = next((scale for scale in self.above if scale.mult is not None), None)
        if above is None or named == "shares" and above.shares_apart or named not in (None, "shares"):
            return unit, 0
        return unit, above.mult

    def period(self, figure: Figure):
        """Days of the column's heading, else of the row's label, its group, or the text above the table."""
        head = " ".join(figure.headers)
        texts = (*(f"{part} {head}" for part in self.parts_of_year if is_year(head)), head, figure.row_label, *reversed(figure.groups))
        return next(filter(None, map(self.calendar.only_period, filter(None, texts))), None) or self.period_above


def kind_of(unit: str | None, value: Value) -> str:
    if unit in ("percent", "percentage points"):
        return "percent"
    if unit == "ratio":
        return "ratio"
    if unit and len(unit) == 3 and unit.isupper():
        return "money"
    return "quantity" if value.decimals else "count"


def nil_likes(found: list[tuple[Figure, Value, str | None, str]], line) -> dict[int, tuple[str | None, str, int, int]]:
    """Commonest unit, kind, power of ten and number of decimals of each row or column, for a dash in it."""
    likes: dict[int, Counter] = {}
    for figure, value, unit, kind in found:
        if not figure.is_nil:
            likes.setdefault(line(figure), Counter())[(unit, kind, value.unit_mult, value.decimals)] += 1
    return {at: counter.most_common(1)[0][0] for at, counter in likes.items()}
