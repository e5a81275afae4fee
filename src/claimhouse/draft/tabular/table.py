"""Drafts the figures of a table: what its rows and columns name decides which of them are metrics and which subjects."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cached_property

from claimhouse.check import TOKEN
from claimhouse.documents.counts import parts_of_spread
from claimhouse.documents.grid import Figure, is_year, label_of
from claimhouse.documents.model import Cell, Table
from claimhouse.documents.periods import MONTH
from claimhouse.documents.scales import is_period
from claimhouse.draft.cells import (
    MINOR_POWER,
    change_of,
    cite,
    doubt_amount,
    is_growth,
    negative,
    put_amount,
    put_family,
    put_geography,
    put_scope,
)
from claimhouse.draft.counts import RATE
from claimhouse.draft.measures.metric import OPEN_WAYS
from claimhouse.draft.registers import bases_in, vocabulary
from claimhouse.draft.running_text import RunningText
from claimhouse.draft.source import Paragraph
from claimhouse.draft.status import put_status
from claimhouse.draft.store import Item
from claimhouse.draft.tabular.changes import changes_of_column, columns_of_changes
from claimhouse.draft.tabular.layout import (
    ASIDE_BEHIND,
    CHANGE_HEAD,
    NOTE_BEHIND,
    NUMBERED,
    OTHER_THAN,
    changes_in,
    is_measured,
    without_unit,
)
from claimhouse.draft.tabular.metrics import OPEN_LABEL, TableMetrics
from claimhouse.draft.tabular.periods import TablePeriods
from claimhouse.draft.tabular.statuses import TableStatuses
from claimhouse.draft.tabular.subjects import ALL, TableSubjects
from claimhouse.draft.tabular.units import INDEX_HEAD, INDEX_OR_POINTS, MINOR, NO_WHOLE, PRINTED_UNITS, RANK, TableUnits
from claimhouse.draft.tabular.wholes import OF_WHICH
from claimhouse.grammar import figures

FROM_THINGS = re.compile(
    r"\s+(?:from|on|of)\s+(?!(?:the\s+|its\s+)?(?:operat|ordinary|contracts?|customers|sales|goods|products|services|external"
    r"|activities|revenue|the\s+period|the\s+year|owners|shareholders|parent))",
    re.IGNORECASE,
)
OF_OTHER = re.compile(  # "gain on sales of assets" is no sales, "deferred revenue" no revenue
    r"\b(?:(?:on|from|for|to|into|(?:included|recogni[sz]ed|recorded|reported)\s+in)\s+(?:the\s+)?|(?:deferred|unearned|unbilled|prepaid|accrued)\s+(?:[a-z]+\s+)?)$",
    re.IGNORECASE,
)
MARK = re.compile(r"\w\s+(\(\d{1,2}\))\s*$")  # of a note: "February 3, 2024 (1)"
CHANGE_OF = re.compile(
    r"(?:percentage|percent|per cent|%)\s+changes?\s+(?:of|in)\s+([A-Za-z][A-Za-z ]{1,40}?)"
    r"(?:\s+(?:compared|from|on|over|by)\b|\s*[,(]|$)",
    re.IGNORECASE,
)
CHANGES_OF = re.compile(  # of a table of changes
    r"\b(?:changes?|growth|increases?)\s+(?:of|in)\s+(?:the\s+)?([A-Za-z][A-Za-z ]{1,40}?)"
    r"(?:\s+(?:compared|from|on|over|by|in|for|during)\b|\s*[,(:]|$)",
    re.IGNORECASE,
)
PERCENT_CHANGE = re.compile(r"(?:\bper\s?cent(?:age)?|%)\s+change\b", re.IGNORECASE)
MOVES = re.compile(r"(?:net\s+)?(?:changes?|movements?|increases?|decreases?)\b.{0,24}?\b(?:in|of)\s", re.IGNORECASE)  # no level
OF_REVENUE = re.compile(
    r"\W*(?:as\s+|in\s+)?(?:an?\s+)?(?:%|per\s?cent(?:age)?)\s+of\s+(?:total\s+|net\s+)?(?:revenues?|sales|turnover)\W*", re.IGNORECASE
)
NAMED_GROWTH = re.compile(r"(?:[A-Z][\w&.-]*\s+)+Growth")
TOTAL_ALONE = re.compile(
    r"total\s+(?:consolidated|group|company|reported|reportable\s+segments?|segments?|operations|continuing\s+operations)", re.IGNORECASE
)
COST = re.compile(r"\bexpens|\bcosts?\b|\btax|\bdepreciation|\bamorti[sz]ation|费用|成本|支出", re.IGNORECASE)

AHEAD = re.compile(r"\b(?:guidance|outlook|forecasts?|targets?|plan)\b", re.IGNORECASE)
NUMBER_OF_COLUMN = re.compile(  # "(1) Deposit rate", "(3)=(1)-(2) Real interest rate", "(c) = (a) / (b) Yield"
    r"\s*[(（]\w{1,2}[)）]\s*(?:=\s*(?:[(（]\w{1,2}[)）]\s*[-+*/×x÷–]?\s*)+)?(?=(?:\d{1,2}-)?[A-Za-z\u4e00-\u9fff]{2})"
)
PERCENT_OF = re.compile(r"\W*(?:as\s+)?(?:an?\s+)?(?:%|per\s?cent(?:age)?)\s+(?:of|to)\W*", re.IGNORECASE)
MADE = re.compile(  # "Forecasts made in April 2014", "Previous forecast", "March projections"
    r"\W*(?:memo(?:randum)?\W+)?(?:the\s+)?(?:(?:previous|prior|earlier)\s+)?(?:forecasts?|projections?|outlook)\s+"
    r"(?:(?:made|published|released|issued|as)\s+)?(?:in|on|of|at|from)\s+(?:[A-Za-z]+\s+)?20\d\d\W*"
    rf"|\W*(?:memo(?:randum)?\W+)?(?:previous|prior|earlier|last|(?:{MONTH})(?:\s+20\d\d)?)\s+(?:forecasts?|projections?|outlook)\W*",
    re.IGNORECASE,
)
BETWEEN_MONTHS = re.compile(  # over a column of changes: "Aug 16 to Sep 16", "August 2016 to September 2016"
    rf"(?:{MONTH})\.?\s+['’]?(?:20)?\d\d\s+to\s+(?:{MONTH})\.?\s+['’]?(?:20)?\d\d", re.IGNORECASE
)
INDEX_ALONE = re.compile(r"\W*ind(?:ex|ices)(?:\s+(?:level|number|value)s?)?\W*", re.IGNORECASE)
GLUED = re.compile(r"(?<=[a-z)])(?=(?:RM|Rp|(?:US|HK|S|A|C|NZ)?[$€£¥])\s?(?:['’‘]000|000|mn?\b|bn\b|million\b))")
LENGTH_NAMED = re.compile(r"(?:[A-Za-z]+\s+){0,3}\d{1,2}[\s-]*(?:months?|mos\.?|weeks?|years?)(?:\s+[A-Za-z]+){0,3}", re.IGNORECASE)
NOTES = re.compile(r"\W*notes?(?:\s+no\.?)?\W*|附注|附註|注释", re.IGNORECASE)
NEAR = 3  # paragraphs above a table that may be its title


def clean_heading(text: str) -> str:
    """A heading without the number of its column, and with a blank before a unit that was printed on a line of its own: "Total RM'000"."""
    return GLUED.sub(" ", NUMBER_OF_COLUMN.sub("", text))


def is_aside(label: str, start: int) -> bool:
    """Whether a place of a label is inside parentheses that other words stand before: "cash" of "Net debt/(cash)"."""
    return label[:start].rstrip().endswith(("(", "（")) and start > 2


class TableDraft(TableUnits, TableMetrics, TableSubjects, TableStatuses, TablePeriods):
    """One table with the amount, metric, subject and period of each figure in it."""

    def __init__(self, text: RunningText, table: Table, above: list[Paragraph], below: list[Paragraph], before: TableDraft | None):
        super().__init__(text, table, above[:NEAR], below, above)
        self.state_scale(before, below, above[NEAR:])
        notes = ((one, self.overview.source_of_note(one.text)) for one in (*below, *above[:1]))
        noted = next(((name, one.at(0)[0]) for one, name in notes if name), None)
        self.cited = self.overview.cited(*noted) if noted else self.reader.source_cited
        self.deducts = False  # whether the table prints costs in parentheses

    def run(self) -> None:
        self.months = self.months_of_years()
        self.reader.currency = self.reader.currency or self.rows.currency or ""
        value_cells = {(figure.cell.row, figure.cell.column) for figure in self.figures}
        self.look_at_texts()
        if self.unit_columns or self.columns_aside():  # unit and country are no part of the label
            self.figures = [replace(figure, row_label=self.row_label(figure.cell)) for figure in self.figures]
        self.figures = [
            replace(figure, headers=(*self.spanning(figure), *(clean_heading(text) for text in figure.headers))) for figure in self.figures
        ]
        self.figures = [replace(figure, headers=self.without_percent(figure)) for figure in self.figures]
        for columns, said in zip(self.columns_of_percent(), ("% change", "% share"), strict=True):
            self.figures = [replace(one, headers=(*one.headers, said)) if one.column in columns else one for one in self.figures]
        between = {one.column for one in self.figures if one.headers and BETWEEN_MONTHS.fullmatch(one.headers[-1].strip())}
        self.figures = [replace(one, headers=(*one.headers, "Change")) if one.column in between else one for one in self.figures]
        percent = columns_of_changes(self.figures, self.headings_without_unit(), self.changing(), self.text.locale)
        self.figures = [
            replace(one, headers=(*one.headers[:-1], f"{one.headers[-1]} % change")) if one.column in percent else one
            for one in self.figures
        ]
        self.figures = [figure if figure.row_label else replace(figure, row_label=self.row_label(figure.cell)) for figure in self.figures]
        if sum(NUMBERED.match(one.row_label) is not None for one in self.figures) * 2 > len(self.figures):
            self.figures = [replace(figure, row_label=NUMBERED.sub("", figure.row_label)) for figure in self.figures]
        rows = {(figure.row_label, figure.cell.row) for figure in self.figures}
        self.figures = [replace(figure, row_label=self.of_forecast_before(figure) or figure.row_label) for figure in self.figures]
        self.labels = Counter(label for label, _ in rows)
        self.by = self.orientation()
        for figure in (figure for figure in self.figures if not self.is_change(figure)):
            self.figure(figure)
        for cell in self.table.cells:
            if (cell.row, cell.column) not in value_cells:
                self.label(cell)
        self.metrics.clear()  # rows may have named new ones
        for figure in (figure for figure in self.figures if self.is_change(figure)):  # of metrics that the columns before it name
            self.figure(figure)
        self.date_others()

    def date_others(self) -> None:
        """Gives figures that nothing dates the one period of all others of the table: the share beside "sales of October"."""
        own = [item for item in self.items.by_id.values() if item.table_id == self.table.table_id and item.state != "excluded"]
        found = {item.value("period_id") for item in own} - {""}
        dated = next((item for item in own if item.value("period_id")), None)
        for item in own if len(found) == 1 and not self.reader.period else ():
            if not item.value("period_id") and item.cells["period_id"].how == "heading":
                for name in ("period_id", "period_printed", "period_line"):
                    item.put(name, dated.value(name), "heading", False)

    def without_percent(self, figure: Figure) -> tuple[str, ...]:
        """The headings of a column without one on percentages that it shares with another, which alone prints their sign: "% of" over
        "2022" and "Revenues"."""
        signed = self.columns_with_percent
        if len(figure.headers) < 2 or figure.column in signed:
            return figure.headers
        beside = {
            text for one in self.figures if one.column in signed and abs(one.column - figure.column) == 1 for text in one.headers[:-1]
        }
        return tuple(text for text in figure.headers if not (text in beside and PERCENT_OF.fullmatch(text)))

    @cached_property
    def columns_with_percent(self) -> set[int]:
        """The columns that print a percent sign in a cell."""
        return {one.column for one in self.figures if re.search(r"[%％]", one.cell.text)}

    def of_forecast_before(self, figure: Figure) -> str:
        """The period of the rows above of a row that only says when its forecasts were made; empty for any other."""
        if not MADE.fullmatch(figure.row_label):
            return ""
        above = (one for one in self.figures if one.column == figure.column and one.cell.row < figure.cell.row)
        rows = sorted({one.cell.row: one.row_label for one in above}.items(), reverse=True)
        nearest = next((label for _, label in rows if not MADE.fullmatch(label)), "")
        return nearest if nearest and self.is_period_alone(nearest) else ""

    def headings_without_unit(self) -> dict[int, str]:
        """The last heading of each column that prints no unit, no sign of money or percent, and is no period."""
        heads = {one.column: one.headers[-1] if one.headers else "" for one in self.figures}
        printed = {
            one.column for one in self.figures if re.search(r"[%％$€£¥]|\bbps\b|\bpts?\b", f"{one.cell.text} {' '.join(one.headers)}")
        }
        return {column: head for column, head in heads.items() if head and column not in printed and not is_period(head)}

    def changing(self) -> set[int]:
        """The columns whose headings speak of a change."""
        return {one.column for one in self.figures if self.is_change(one)}

    def figure(self, figure: Figure) -> None:
        """The figure of a cell, or the range and the figure in its middle."""
        spans = self.cell_place(figure)
        if spans is None or figure.is_nil and not TOKEN.search(self.source.lines[spans[0] - 1], spans[1], spans[2]):
            return
        line, start, end = spans
        for first, last in parts_of_spread(self.source.lines[line - 1][start:end]):
            self.figure_at(figure, line, start + first, start + last)

    def figure_at(self, figure: Figure, line: int, start: int, end: int) -> None:
        cell = figure.cell
        page = str(cell.page or self.table.page or "")
        unit, mult = self.measure(figure)
        unit = unit or self.unit_in_heading(figure)
        told = "" if unit else self.unit_as_text(figure)
        told = told or ("percent" if not unit and self.is_rate(figure) else "")
        unit = unit or told
        if self.is_minor(figure, unit):
            unit, mult = unit or self.reader.currency, MINOR_POWER
        item = self.items.add(line, start, end, page=page, table_id=self.table.table_id, row=str(cell.row), column=str(cell.column))
        if item is None:
            return
        opened = cell.text.lstrip().startswith("(") and not item.printed.lstrip().startswith("(")  # "(41", its ")" in the next cell
        if not put_amount(
            item, unit, self.book, self.text.locale, mult, "heading of the table", -1 if opened and "-" not in item.printed else 1
        ):
            item.why = "the printed figure cannot be read"
            return
        own = item.value("unit")
        if own and own != unit and own in self.book.currencies and unit in self.book.currencies and "$" in item.printed:
            item.put("unit", unit, "heading of the table", True)
        elif not own and unit in self.book.rows["units"]:
            item.put("unit", unit, "text" if told else "heading of the table", not told)
        self.reader.put_own_currency(item, *self.texts_of_unit(figure))
        if item.value("unit") and item.value("unit") == self.doubted:
            item.cells["unit"].sure = "unsure"
        unit = item.value("unit")
        head = " ".join(self.heads(figure))
        self.period(item, figure)
        self.names(item, figure, unit)
        if unit == "percentage_points" and self.is_among_ratios(figure):
            item.put("unit", "ratio", "label", False)
        if unit == "percent" and not item.value("metric_id"):
            self.change_of_whole(item, figure)
        self.money(item, figure)
        put_status(item, self.reader, self.words_of_status(item, figure), "label")
        self.status_of_heading(item, figure)
        self.status_of_period(item)
        if self.provisional and item.cells["obs_status"].sure == "sure":
            item.cells["obs_status"].sure = "unsure"
        put_geography(item, self.reader, f"{figure.row_label} {head}", " ".join(figure.groups), " ".join(filter(None, self.titles[:3])))
        put_scope(item, self.reader, self.words_of_scope(figure), " ".join(filter(None, self.titles)))
        self.deduction(item)
        cite(item, self.reader, self.cited, "note" if self.cited else "label")
        put_family(item, self.book)
        if item.value("unit") in self.book.currencies and self.is_change(figure) and not re.search(r"[$€£¥]", cell.text):
            if changes_of_column(self.figures, figure.column, self.text.locale) != "steps":  # nothing says that it is no percentage
                doubt_amount(item)
                item.cells["unit"].sure = "unsure"
        if self.is_scale_usual and item.value("unit_mult") not in ("", "0"):
            doubt_amount(item)
        if item.value("unit_mult") == "0" and item.value("unit") not in (*PRINTED_UNITS, "rank") and not self.is_scaled(figure):
            doubt_amount(item)
        item.worth = 45 if unit in self.book.currencies else 35

    def names(self, item: Item, figure: Figure, unit: str) -> None:
        """The metric and the subject of a figure, by its label, headings, group and titles."""
        heads, label = self.heads(figure), figure.row_label
        if unit == "rank":
            item.put("metric_id", "rank", "heading", True)
            item.put("unit", "rank", "heading", True)
            self.subject_of(item, label, True)
        elif self.by == "columns" or self.by == "rows" and heads and (self.is_period_alone(label) or figure.cell.row in self.balances):
            self.names_by_heading(item, figure, unit, heads)
        elif self.by != "rows":
            self.names_by_title(item, figure, unit, heads)
        elif self.change_of_row_above(item, figure, unit):
            return
        elif self.is_divided(figure):
            self.names_of_divided(item, figure, unit, heads)
        elif whole := self.whole_of_part(figure):
            self.names_of_part(item, figure, unit, heads, whole)
        elif not (self.says_whom(without_unit(label)) and self.title_metrics()):
            self.names_by_label(item, figure, unit, heads)
        else:
            self.names_by_title(item, figure, unit, heads)

    def change_of_whole(self, item: Item, figure: Figure) -> None:
        """The growth of what a title of the table says to change, else of what the document measures, of a percentage of which row and
        column say only that it is a change: "Dec y/y" over "Total"."""
        labels = {one.row_label for one in self.figures}
        if not self.is_change(figure) and not any(map(PERCENT_CHANGE.search, labels)):
            return
        changed = next((found[1] for text in self.titles if text and (found := CHANGES_OF.search(text)) and is_measured(found[1])), "")
        called = changed or (self.reader.measured if self.reader.measure else self.measure_of_title())
        if called:
            self.propose_metric(item, f"Growth of {called[:1].lower() if called[1:2].islower() else called[:1]}{called[1:]}", "percent")

    def names_by_heading(self, item: Item, figure: Figure, unit: str, heads: list[str]) -> None:
        """Where the columns say what is measured: "Revenue | Profit" over rows of firms or periods."""
        label = self.whom(figure)
        if heads and (outer := self.measure_over(heads)) is not None:
            self.names_of_parted_column(item, unit, heads, outer)
            return
        options = [id for text in reversed(heads) for id in self.metric_ids(text)]
        bare = not heads or all(map(self.counts_alone, heads))  # a column that names a period or unit alone
        if bare and not options and (self.metric_ids(label) or is_measured(label)):  # "Internet customers" beside "% of penetration"
            self.metric_of_label(item, label, unit)
            return
        if (
            heads
            and INDEX_ALONE.fullmatch(heads[-1])
            and (measure := self.divided or self.measure_of_title())
            and INDEX_OR_POINTS.search(measure)
        ):
            self.propose_metric(item, measure, unit)  # "Index" below "Consumer price index by group"
            self.subject_of(item, label, True)
            return
        if len(heads) > 1 and INDEX_HEAD.match(heads[0]) and unit not in self.book.currencies:  # "Index" over "Exports"
            self.propose_metric(item, f"{heads[-1]} index", unit)
            self.subject_of(item, label, True)
            return
        options = options or (list(self.title_metrics() or self.metrics_of_document(unit)) if bare else [])
        self.metric(item, options, unit, heads, "heading" if heads else "title", self.are_known(options))
        called = heads and (not self.is_change(figure) or is_measured(heads[-1]) and not self.basis_alone(heads[-1]))
        sold = unit == "units" and not any(self.book.fits(id, unit) for id in options)  # "4Q20 Sales" in thousands of units
        if (not options or sold) and called and not item.value("metric_id"):  # "CPI annual growth rate" is no "Growth rate" of another
            called = figure.groups[-1] if ALL.fullmatch(heads[-1]) and figure.groups else heads[-1]
            self.propose_metric(item, self.without_periods(called), unit)
        elif not options and bare and not item.value("metric_id") and (called := self.measured_over_columns()):
            self.propose_metric(item, called, unit)
        if figure.cell.row in self.balances:  # "Balance at 31 December 2024" is nobody
            item.put("subject_id", self.reader.subject, "document", False)
        else:
            self.subject_of(item, label, True)

    def measure_over(self, heads: list[str]) -> str | None:
        """What the heading over that of a column says is measured of whom the column is about: "Consumer credit" over "Banks", which stands
        below other such headings too; empty where a title must say it, of "Male"; None where the column says itself what it measures."""
        inner, outer = heads[-1], heads[-2] if len(heads) > 1 else ""
        total = ALL.fullmatch(inner) and any(map(self.is_class_of_people, self.heads_of_all))  # beside "Male" and "Female"
        if total or self.is_class_of_people(inner):
            return outer if outer and (self.metric_ids(outer) or is_measured(outer)) else ""
        if ALL.fullmatch(inner) and (self.metric_ids(outer) or is_measured(outer)):
            return outer
        if (
            self.metric_ids(inner)
            or is_measured(inner)
            or vocabulary("heads_en").find(inner)
            or changes_in(inner)
            or CHANGE_HEAD.match(inner)
        ):
            return None
        if changes_in(outer) or CHANGE_HEAD.match(outer):
            return None
        if self.divided and self.rows_are_periods or not outer and self.says_whom(inner) and self.measure_of_title():
            return self.divided
        if not outer:
            return None
        over = {one[-2] for one in map(self.heads, self.figures) if len(one) > 1 and one[-1] == inner}
        measured = [text for text in over if self.metric_ids(text) or is_measured(text)]
        return outer if len(over) > 1 and len(measured) == len(over) else None

    def names_of_parted_column(self, item: Item, unit: str, heads: list[str], outer: str) -> None:
        """The metric of the heading over a column, else of the title, and whom the column is about."""
        outer = outer or self.measure_of_title()
        options = list(self.metric_ids(outer) if outer else self.title_metrics())
        options = [id for id in options if not unit or self.book.fits(id, unit)]
        self.metric(item, options, unit, heads[:-1], "heading", False)
        if not item.value("metric_id") and outer:
            self.propose_metric(item, self.grown(outer) if unit == "percent" and self.changes_alone else outer, unit)
        self.subject_of(item, heads[-1], False, "segment")

    @cached_property
    def rows_are_periods(self) -> bool:
        """Whether all rows are periods."""
        return all(self.is_period_alone(one.row_label) for one in self.figures)

    def measured_over_columns(self) -> str:
        """What a title of the table measures, else the document where its title says so and its subject is no firm."""
        return self.measure_of_title() or (self.reader.measured if self.title_measures() else "") or self.measure_of_title(open_end=True)

    def names_of_divided(self, item: Item, figure: Figure, unit: str, heads: list[str]) -> None:
        """Of a row below a label that is a measure, which it divides into parts."""
        label = figure.row_label
        options = list(self.metric_ids(figure.groups[-1]))
        self.metric(item, options, unit, heads, "heading", False)
        if not item.value("metric_id") and not self.is_change(figure):
            self.propose_metric(item, figure.groups[-1], unit)
        self.subject_of(item, label, False, "segment")

    def names_of_part(self, item: Item, figure: Figure, unit: str, heads: list[str], whole: str) -> None:
        """Of a row that is a part of the row above it or of the total below."""
        label = figure.row_label
        options = list(self.metric_ids(whole))
        self.metric(item, options, unit, heads, "label", bool(options))
        if not options and not self.is_change(figure):
            self.propose_metric(item, whole, unit)
        self.subject_of(item, OF_WHICH.sub("", label, count=1) if OF_WHICH.match(label) else label, False, "segment")

    def names_by_label(self, item: Item, figure: Figure, unit: str, heads: list[str]) -> None:
        """Where the label of the row says what is measured, or a group or title of which it is a part."""
        label = self.in_group(figure.row_label, figure.groups, figure.cell.row)
        if OF_REVENUE.fullmatch(label) and self.margin(item, figure) or self.of_revenue(item, label, unit):
            self.subject_of_rows(item, figure, heads, "")
            return
        found = [match for match in self.book.names["metrics"].find(label) if not OF_OTHER.search(label[: match.start])]
        if OTHER_THAN.match(label) or found and FROM_THINGS.match(label[found[-1].end :]):  # "Net income from financial instruments"
            found = []
        found = [] if MOVES.match(label) or self.is_kind(label, found) or found and is_aside(label, found[0].start) else found
        rest = self.rest(label, found) if found else ""
        partly = found and (
            found[-1].end >= len(label) - 1 or re.match(r"\s*(?:from|of|by|in|attributable|：|:|–|-)", label[found[0].end :])
        )
        options = list(self.metric_ids(label)) or [id for match in found for id in match.ids if partly]
        if re.match(r"(?:-\s*)?basic\b(?!\s+and\s+diluted)|基本", label, re.IGNORECASE):  # the register has diluted ones
            options = [id for id in options if id not in ("earnings_per_share", "diluted_shares")]
        in_group = False
        if not options and not (is_measured(label) and self.measures_itself(label, unit)):  # "Other income" below "Revenue:" does
            options = [id for group in [*reversed(figure.groups), *self.titles[:3]] for id in self.parted_by(group)]
            options = options or (self.parted_above(figure) if unit in (*self.book.currencies, "percent") else [])
            in_group = bool(options)
        self.metric(item, options, unit, heads, "label", bool(self.metric_ids(label)))
        says_more = unit and options and not item.value("metric_id") and (unit != "percent" or not self.metric_ids(label))
        if (not options or says_more) and label and not self.is_change(figure):
            self.propose_metric(item, self.grown(label) if unit == "percent" and self.changes_alone else label, unit)
        if in_group:
            self.subject_of(item, label, False, "segment")
        else:
            self.subject_of_rows(item, figure, heads, rest)

    def measures_itself(self, label: str, unit: str) -> bool:
        """Whether a label that has a word of measurement is no name of a part or of the whole in a table of money: "Norvane Growth", "Total
        consolidated"."""
        if unit in self.book.currencies and NAMED_GROWTH.fullmatch(label):
            return False
        return not TOTAL_ALONE.fullmatch(label)

    def grown(self, label: str) -> str:
        """The growth of what a row names; a row of a rate or of a change names it itself."""
        if is_growth({"name": label}) or RATE.search(label) or changes_in(label):
            return label
        return f"Growth of {label[:1].lower() if label[1:2].islower() else label[:1]}{label[1:]}"

    def names_by_title(self, item: Item, figure: Figure, unit: str, heads: list[str]) -> None:
        """Where a group or the title says what is measured, and the label whom it is about."""
        people = figure.groups and self.is_class_of_people(figure.row_label)
        grouped = next((text for text in reversed(figure.groups) if self.metric_ids(text) or is_measured(text)), "")
        grouped = grouped or (figure.groups[-1] if people else "")  # "Both sexes" below "Employed"
        named = self.metric_ids(grouped) if grouped else self.title_metrics()
        if not named and any(map(self.counts_alone, self.heads_of_all)):  # "Units", "Share", "Change" of what the document is on
            named = self.metrics_of_document("count")
        if product := self.product_of_firm(figure, named):
            self.propose_metric(item, product, unit)
            item.put("subject_id", self.reader.subject, "document", False)
            return
        options = [id for id in named if unit or self.book.rows["metrics"][id]["unit"] not in PRINTED_UNITS]
        if unit and unit not in PRINTED_UNITS:  # "steel production" in tonnes is no number of units
            options = [id for id in options if self.book.fits(id, unit)]
        self.metric(item, options, unit, heads, "title", self.are_known(options))
        changed = next((found for text in self.titles if text and (found := CHANGE_OF.search(text))), None)
        called = grouped or self.divided or (f"Growth of {changed[1]}" if changed else self.measure_of_title())
        if not options and called and not self.is_change(figure):
            self.propose_metric(item, self.grown(called) if unit == "percent" and self.changes_alone else called, unit)
        elif not options and not self.is_change(figure) and self.title_measures():
            self.metric(item, [self.reader.theme_metric(unit)], unit, heads, "document", False)
        self.subject_of(item, self.whom(figure), True, "segment" if self.reader.subject else "company")

    def whom(self, figure: Figure) -> str:
        """The label of a row, or of a row that is a period the innermost group that is none and no measure: "Poultry" over "January"."""
        if not self.is_period_alone(figure.row_label):
            return figure.row_label
        groups = (text for text in reversed(figure.groups) if text and not self.is_period_alone(text))
        return next((text for text in groups if not self.metric_ids(text) and not is_measured(text)), figure.row_label)

    def metric_of_label(self, item: Item, label: str, unit: str) -> None:
        """The metric that a label names, known or new, of the subject of the document."""
        self.metric(item, list(self.metric_ids(label)), unit, [], "label", bool(self.metric_ids(label)))
        if not item.value("metric_id"):
            self.propose_metric(item, label, unit)
        item.put("subject_id", self.reader.subject, "document", False)

    def product_of_firm(self, figure: Figure, named: tuple[str, ...]) -> str:
        """What a row of products in units of their own measures in a table of one firm: "Copper production" of "Copper (tonnes)" below
        "Production guidance"; empty of any other row."""
        firm = self.book.rows["subjects"].get(self.reader.subject, {}).get("subject_type") == "company"
        called = self.book.rows["metrics"][named[0]]["name"] if named else self.measure_of_title()
        own = self.counted_in(figure.row_label) if firm and called else None
        others = {self.counted_in(one.row_label) for one in self.figures} if own else set()
        if len(others) < 2 or self.says_whom(without_unit(figure.row_label)):
            return ""
        measure = AHEAD.sub("", called).strip().lower()
        return f"{ASIDE_BEHIND.sub('', figure.row_label).strip()} {measure}" if measure else ""

    def whole_of_part(self, figure: Figure) -> str:
        """The label of the row whose metric that of a figure divides among its parts; empty where the label measures something itself."""
        label = OF_WHICH.sub("", figure.row_label, count=1) if OF_WHICH.match(figure.row_label) else figure.row_label
        whole = self.label_of_whole(figure) if label else ""
        measured = self.metric_ids(label) or is_measured(label) or self.counted_in(label) and label == figure.row_label
        own = NO_WHOLE.search(label) or measured or self.is_period_alone(label) or OPEN_LABEL.match(label)
        summed = figure.cell.row in self.wholes  # by the numbers
        return whole if whole and not own and (summed or self.may_be_whole(whole)) else ""

    def words_of_scope(self, figure: Figure) -> str:
        """The labels that may name the basis of a figure; where they name none, the title of the table that begins with one, "Adjusted
        results", and is of no reconciliation, which has figures of both."""
        words = "; ".join([figure.row_label, *figure.headers, *figure.groups])
        if bases_in(words):
            return words
        titles = [text for text in self.titles if text and not re.search(r"\breconcil|\bGAAP\s+to\b|调节", text, re.IGNORECASE)]
        return next((text for text in titles if (found := bases_in(text)) and len(found) == 1 and not found[0].start), words)

    def deduction(self, item: Item) -> None:
        """A cost in parentheses is deducted: a metric that cannot be negative has the amount, and the taxes of such a table too."""
        row = self.book.rows["metrics"].get(item.value("metric_id"), {})
        negatives = item.value("low").startswith("-") and item.value("high").startswith("-") and item.value("unit") in self.book.currencies
        if not negatives or not re.search(r"[(（]", self.cell_text(item)):
            return
        if ("metrics", item.value("metric_id")) in self.book.ids:
            if not (self.deducts and COST.search(row.get("name", ""))):
                return
        elif row.get("is_signed") != "yes" or item.value("metric_id") == "net_loss":
            self.deducts = True
        elif not (self.deducts and item.value("metric_id") == "income_tax"):
            return
        low, high = item.value("low"), item.value("high")
        item.put("low", negative(high), "a deduction in parentheses", False)
        item.put("high", negative(low), "a deduction in parentheses", False)

    def cell_text(self, item: Item) -> str:
        return next((cell.text for cell in self.table.cells if (str(cell.row), str(cell.column)) == (item.row, item.column)), item.printed)

    def cell_place(self, figure: Figure) -> tuple[int, int, int] | None:
        """Line and characters of the figure in the text. A currency sign or percent sign in a cell of its own is left out."""
        cell = figure.cell
        place = self.places.get((cell.row, cell.column))
        text = cell.text
        if place is None or TOKEN.search(self.source.lines[place[0] - 1], place[1], place[2]) is None and TOKEN.search(text):
            later = [self.places[key] for key in self.places if key[0] == cell.row and key[1] >= cell.column]
            place = next((one for one in sorted(later) if TOKEN.search(self.source.lines[one[0] - 1], one[1], one[2])), None)
        if place is None:
            return None
        line, start, end = place
        printed = self.source.lines[line - 1][start:end]
        spans = [span for span in figures(printed) if span.is_figure]
        if len(spans) == 1 and len(spans[0].printed) < len(printed) and re.search(r"\d", spans[0].printed):
            return line, start + spans[0].start, start + spans[0].end
        return line, start, end

    def label(self, cell: Cell) -> None:
        """The tokens of a heading, label or note: periods, names, ordinals. A figure in a cell below the headings is one of its column."""
        place = self.places.get((cell.row, cell.column))
        if place is None:
            return
        line, start, end = place
        text = self.source.lines[line - 1][start:end]
        if not re.search(r"\d", text):
            return
        if note := NOTE_BEHIND.search(text):
            self.items.exclude(line, start + note.start(), end, "footnote")
        if is_year(text) or cell.row <= self.head and self.year_alone(text):  # "2019 €m"
            self.items.exclude(line, start, end, "period_label")
            return
        above = cell.row < min((one.cell.row for one in self.figures), default=0)
        if above and LENGTH_NAMED.fullmatch(text):  # "Less than 12 months" over columns
            self.items.exclude(line, start, end, "period_label")
            return
        if mark := MARK.search(text):
            self.items.exclude(line, start + mark.start(1), end, "footnote")
        block = Paragraph(text, tuple((line, start + at) for at in range(len(text))), False, self.table.page)
        groups = tuple(label_of(one) for one in self.groups_above(cell))
        figure = Figure(cell, cell.column, self.in_group(self.row_label(cell), groups), self.headings(cell), (), 0, False)
        notes = any(NOTES.fullmatch(one) for one in figure.headers) and re.fullmatch(r"[\d,.;&()a-z\s-]+", text)  # "7, 25"
        if notes or re.fullmatch(r"\W*\d{1,3}\W*", text):
            if cell.row > self.head and RANK.search(" ".join(figure.headers)):
                self.figure(figure)
            else:
                self.items.exclude(line, start, end, "list_ordinal")
            return
        before = set(self.items.by_id)
        self.text.paragraph(block)
        found = [id for id in self.items.by_id if id not in before]
        if cell.column == self.naming:
            for id in found:  # "250 employees or more" names the row
                if self.items.by_id[id].value("qualifier") not in ("", "exact", "approx"):
                    self.items.by_id[id].state, self.items.by_id[id].reason = "excluded", "class_of_rows"
        elif cell.row > self.head:
            for id in found:
                if self.items.by_id[id].state != "excluded" and self.items.by_id[id].value("qualifier"):
                    self.text_figure(self.items.by_id[id], figure)

    def text_figure(self, item: Item, figure: Figure) -> None:
        """A figure among words of a cell: what the words leave open is said by its row and column."""
        item.table_id, item.row, item.column = self.table.table_id, str(figure.cell.row), str(figure.cell.column)
        words = " ".join([*figure.headers, self.table.caption, figure.cell.text])
        if item.cells["period_id"].how not in ("sentence", "clause") or not item.value("period_id"):
            for name in ("period_id", "period_printed", "period_line"):
                item.put(name, "", "", "open")
            self.period(item, figure)
        if item.cells["subject_id"].how not in ("clause", "sentence"):
            self.subject_of(item, figure.row_label, False, propose=self.by != "rows")
        if item.cells["metric_id"].how in OPEN_WAYS:  # the row says more
            item.put("metric_id", "", "", "open")
        if item.cells["metric_id"].how != "clause":
            unit = item.value("unit") if item.cells["unit"].how != "register" else ""
            texts = [figure.row_label, *reversed(figure.headers)] if self.by == "rows" else list(reversed(figure.headers))
            options = [id for text in texts for match in self.book.names["metrics"].find(text) for id in match.ids]
            kind = self.book.rows["subjects"].get(item.value("subject_id"), {}).get("subject_type")
            if not options and kind in ("market", "segment") and unit in self.book.currencies and not self.reader.subject:
                options = ["market_size"]
            label = figure.row_label if self.by == "rows" else ""
            own = re.search(r"[A-Za-z]{3}|[\u4e00-\u9fff]{2}", label) and not self.is_period_alone(label) and not self.says_whom(label)
            moved = self.by == "rows" and any(one.start == 0 for one in vocabulary("changes").find(figure.cell.text.lstrip()))
            if moved and (base := self.level_of_row(item) or options):  # "down 57%"
                kind = "currency" if unit in self.book.currencies else unit
                item.put("metric_id", change_of(self.book, base[0], "any", kind or "percent"), "heading", False)
            else:
                self.metric(item, options or ([] if own else list(self.title_metrics())), unit, list(figure.headers), "heading", False)
            if not item.value("metric_id") and self.by == "rows" and figure.row_label:
                self.propose_metric(item, figure.row_label, unit)
            if not unit and self.reader.currency and MINOR.search(" ".join([figure.row_label, *figure.headers])):
                unit = self.reader.currency
                put_amount(item, unit, self.book, self.text.locale, MINOR_POWER, "heading of the table")
                item.put("unit", unit, "heading of the table", True)
            if item.value("metric_id") and not unit:
                own = self.book.rows["metrics"][item.value("metric_id")]["unit"]
                item.put("unit", own if own != "currency" else unit, "register", False)
        put_status(item, self.reader, words, "label")
        put_scope(item, self.reader, "; ".join([*figure.headers, figure.cell.text]), " ".join(filter(None, self.titles)))
        put_family(item, self.book)
