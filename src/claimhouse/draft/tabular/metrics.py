"""What the figures of a table measure."""

from __future__ import annotations

import re
from functools import cached_property

from claimhouse.documents.grid import Figure
from claimhouse.documents.scales import SHARE_BASIS
from claimhouse.draft.cells import MARGINS, change_of, is_growth, shares_in
from claimhouse.draft.registers import vocabulary, without_basis
from claimhouse.draft.store import Item
from claimhouse.draft.tabular.changes import changes_of_column
from claimhouse.draft.tabular.layout import (
    AT_END,
    AT_START,
    BY_WHOM,
    CHANGE_HEAD,
    GROUP_UNIT,
    NUMBERED_NOTE,
    OF_NAME,
    TableLayout,
    is_measured,
    length_of,
    without_notes,
    without_number,
    without_unit,
)

UNIT_BEHIND = re.compile(r"\s*(?:[(（][^()（）]{0,12}[)）]|,\s*%|\s[-–—]\s*(?:%|[xX]|times))\s*$")  # "(£m)", "(pence)", "- %"
IN_CENTS = re.compile(r"\s*\([^()]*\b(?:cents?|pence)\b[^()]*\)\s*(?=[a-z])")  # "Basic (cents per share) earnings per share"
REPORTED = re.compile(r"(?<=\w)[\s,]+(?:(?:as|and)\s+)?reported$", re.IGNORECASE)
NUMBER_OF = re.compile(r"\b(?:numbers?|nos?\.?)\s+of\b|\b(?:headcount|employees)\s*$", re.IGNORECASE)
INDEX = re.compile(r"\bind(?:ex|ices)\b|=\s*100\b|指数", re.IGNORECASE)
LABEL = 10  # words of the name of a metric at most
OPEN_LABEL = re.compile(r"(?:[-–•]\s*)?(?:attributable|of\s+which\s+attributable|available)\s+to\b", re.IGNORECASE)
PER_SHARE_GROUP = re.compile(
    r"\W*(?:\w+\s+){0,2}per\s+(?:\w+\s+){0,3}(?:share|unit|ads)(?:\s+(?:data|amounts?|information))?\W*", re.IGNORECASE
)
NO_PER_SHARE = re.compile(r"\bper\b|\bshares\b|\bunits\b|\bprice|\bhigh\b|\blow\b|\bratio\b", re.IGNORECASE)
OF_PERIOD = re.compile(r"\s+(?:for|of|in)\s+the\s+(?:period|year|quarter|half[\s-]?year|financial\s+year)\b.*", re.IGNORECASE)
OPEN_GROUP = re.compile(r"\b(?:to|of|from|by|for|per|in)\s*[:：]?\s*$", re.IGNORECASE)
MONEY_BEHIND = re.compile(
    r"[,:]\s*(?:mln|mn|bln|bn|millions?|billions?|thousands?)\.?\s+(?:of\s+)?(?:(?-i:[A-Z]{3})|(?:US\s+)?dollars|euros?)\s*$|"
    r"(?:[,:]|\s[-–])?\s*\(?(?:in\s+)?(?:US\$|A\$|C\$|[€£$¥]|\b(?-i:[A-Z]{3}))\s*(?:m|mn|bn|millions?|billions?|thousands?)\)?\s*$",
    re.IGNORECASE,
)
PART_OF_REVENUE = re.compile(  # behind what it is a part of
    r"\W+(?:as\s+)?(?:an?\s+)?(?:%|per\s?cent(?:age)?)\s+(?:of|to)\s+(?:total\s+|net\s+)?(?:revenues?|sales|turnover)\W*$", re.IGNORECASE
)
CLASS_OF_BALANCE = re.compile(r"\W*(?:(?:total|non[\s-]?current|current)\s+)*(?:assets|liabilities|equity)\W*", re.IGNORECASE)
ADJUSTS = re.compile(r"\W*(?:adjust|reconcil)", re.IGNORECASE)  # a group that names nothing: "Adjustments for:"
SAYS_NOTHING = re.compile(  # beside the word for a change
    r"(?:\W|\b(?:pp|ppts?|pts?|percentage|percent|points?|per|cent|of|in|over|on|vs|versus|from|the|prior|previous|last|period|quarter|month|year"
    r"|annual|rate)\b|[率度比（）])*",
    re.IGNORECASE,
)
STEP_HEAD = re.compile(
    r"\W*(?:(?:amount\s+of\s+)?(?:change|increase|decrease|difference|variance|movement|yoy|y/y)\W*(?:or|and|over|from|vs\.?|on|prior|previous|last|year|month|week|day|earlier|ago|amount|in|a|\W)*)+",
    re.IGNORECASE,
)
ABSOLUTE = re.compile(r"\babsolute\b|\bnumbers?\b|\bpersons\b|\bthousands?\b|\bunits\b|\btonnes\b", re.IGNORECASE)  # of a change
CHANGES_SAID = re.compile(r"(?:%|percent\w*)[^.]{0,40}\bchanges?\b|\bchanges?\b[^.]{0,40}%", re.IGNORECASE)
PROFIT = re.compile(  # what has a margin where a table gives it in percent
    r"(?:(?:adjusted|underlying|reported|recurring|comparable|core|group|consolidated|total)\s+)*"
    r"(?:ebitdac?|ebitdar|ebita|ebit|gross\s+profit|operating\s+(?:profit|income|result)|net\s+(?:profit|income))",
    re.IGNORECASE,
)


class TableMetrics(TableLayout):
    """Finds the metric of a row, column or title that the unit fits, or proposes it."""

    def are_known(self, metrics: list[str]) -> bool:
        """Whether metrics are those of the registers: the topic of a title that was proposed may be no metric."""
        return bool(metrics) and not any(("metrics", id) in self.book.ids for id in metrics)

    def is_divided(self, figure: Figure) -> bool:
        """Whether a group measures and its rows are of whom: the same rows stand below several groups, "Ore milled (tonnes)" and "Gold
        production (ounces)"."""
        if (
            not figure.groups
            or self.metric_ids(figure.row_label)
            or SHARE_BASIS.match(figure.row_label)
            or self.labels[figure.row_label] < 2
            or not figure.row_label
            or OPEN_GROUP.search(figure.groups[-1])
            or self.balances
        ):
            return False
        groups = {one.groups[-1] for one in self.figures if one.groups and one.row_label == figure.row_label}
        measures = [text for text in groups if self.metric_ids(text) or is_measured(text) or GROUP_UNIT.search(text)]
        measures = [text for text in measures if not CLASS_OF_BALANCE.fullmatch(text)]
        return len(groups) > 1 and 2 * len(measures) >= len(groups)

    def basis_alone(self, label: str) -> str:
        """Against what a label that says of a change and nothing else has it: "Year over Year (YoY) pp", "Growth (%)"; empty of others."""
        found = vocabulary("changes", "basis").find(label)
        rest = label
        for match in sorted(found, key=lambda one: -one.start):
            rest = rest[: match.start] + " " + rest[match.end :]
        if not found or SAYS_NOTHING.fullmatch(rest) is None:
            return ""
        bases = {id for match in found for id in match.ids} - {"any"}
        return bases.pop() if len(bases) == 1 else "any"

    def change_of_row_above(self, item: Item, figure: Figure, unit: str) -> bool:
        """The growth or change of the metric of the row above, of a row of percentages that says no more than that. Whether it is one."""
        basis = self.basis_alone(figure.row_label) if unit in ("percent", "percentage_points") else ""
        rows = [one for one in self.figures if one.cell.row < figure.cell.row and one.groups == figure.groups] if basis else []
        rows = [one.cell.row for one in rows if not self.basis_alone(one.row_label)]
        level = [one for one in self.items.by_id.values() if rows and (one.table_id, one.row) == (item.table_id, str(max(rows)))]
        level = [one for one in level if one.value("metric_id") and not is_growth(self.book.rows["metrics"][one.value("metric_id")])]
        if not level:
            return False
        of = next((one for one in level if one.column == item.column), level[0])
        item.put("metric_id", change_of(self.book, of.value("metric_id"), basis, unit), "label", False)
        item.put("subject_id", of.value("subject_id"), "label", False)
        return True

    def is_kind(self, label: str, found: list) -> bool:
        """Whether words before a metric say of what kind it is, and not whose: those before a cost ("Vessel operating expenses"), or before
        a metric of which another row has the whole ("Fee revenues" beside "Total revenues"); those of a subject that is known say whose."""
        before = label[: found[0].start].strip() if found else ""
        if not before or not self.rest(before, []) or self.book.names["subjects"].find(before):
            return False
        cost = any(self.book.rows["metrics"][id].get("is_cost") == "yes" for id in found[0].ids)
        others = {one.row_label for one in self.figures if one.row_label != label}
        common = len(before.split()) > 1 and before[1:].islower()  # "External service revenues" beside "Inter-segment service revenues"
        alike = (match for other in others if common for match in self.book.names["metrics"].find(other) if match.start)
        return (
            cost
            or any(set(match.ids) & set(found[0].ids) for match in alike)
            or any(set(self.metric_ids(other)) & set(found[0].ids) for other in others)
        )

    def margin(self, item: Item, figure: Figure) -> bool:
        """ "as a % of revenue" below "Operating income" is the operating margin. Whether the row above has such a metric."""
        above = [one for one in self.items.by_id.values() if one.table_id == item.table_id and one.row == str(figure.cell.row - 1)]
        metrics = [one.value("metric_id") for one in above if one.value("unit") in self.book.currencies]
        if not metrics or not metrics[0]:
            return False
        name = self.book.rows["metrics"][metrics[0]]["name"]
        if metrics[0] in MARGINS:
            item.put("metric_id", MARGINS[metrics[0]], "label", False)
        else:
            self.propose_metric(item, f"{name} in percent of revenue", "percent")
        return bool(item.value("metric_id"))

    def of_revenue(self, item: Item, label: str, unit: str) -> bool:
        """The margin of a row that says of what it is a percentage: "Gross profit (as a percentage of net sales)"."""
        part = PART_OF_REVENUE.search(label)
        ids = self.metric_ids(label[: part.start()].rstrip(" ,(–-")) if part and part.start() > 2 and unit == "percent" else ()
        if not ids:
            return False
        if ids[0] in MARGINS:
            item.put("metric_id", MARGINS[ids[0]], "label", False)
        else:
            self.propose_metric(item, f"{self.book.rows['metrics'][ids[0]]['name']} in percent of revenue", "percent")
        return bool(item.value("metric_id"))

    def has_note(self, mark: str) -> bool:
        """Whether a paragraph near the table begins with the mark of a note."""
        texts = [one.text for one in self.source.paragraphs if one.at(0)[0] >= self.first_line()][:40]
        return any(re.match(rf"\W*{mark}(?!\d)[\s).:]", text) for text in texts)

    def first_line(self) -> int:
        """The line on which the table begins."""
        return min((place[0] for place in self.places.values()), default=0)

    def in_group(self, label: str, groups: tuple[str, ...], row: int = 0) -> str:
        """A label that only says how shares are counted, or whose a result is, with the name of its group or of the row above: "Basic"
        under "Net income per share:", "Attributable to minority shareholders" under "Earnings for the period"."""
        if row and OPEN_LABEL.match(label) and not (groups and OPEN_GROUP.search(groups[-1])) and (above := self.result_above(row)):
            return f"{above} {label[0].lower()}{label[1:]}"
        if (
            groups and label and OPEN_GROUP.search(groups[-1]) and not ADJUSTS.match(groups[-1])
        ):  # "Profit attributable to" over "shareholders"
            return f"{groups[-1].rstrip(' :：')} {label[0].lower() if label[1:2].islower() else label[0]}{label[1:]}"
        says_what = groups and not re.match(r"\W*per\b", groups[-1], re.IGNORECASE)  # "Earnings per share", no "Per common share"
        open_basis = SHARE_BASIS.match(label) and says_what
        if groups and label and PER_SHARE_GROUP.fullmatch(groups[-1]) and not NO_PER_SHARE.search(label) and not open_basis:
            return f"{label} per share"  # "Dividends" below "Per common share data"
        if not groups or not SHARE_BASIS.match(label) or self.metric_ids(label):
            return label
        return f"{label} {groups[-1].lower() if groups[-1].isupper() else groups[-1][:1].lower() + groups[-1][1:]}"

    def result_above(self, row: int) -> str:
        """The nearest label above a row that opens with no "attributable to", without its period."""
        labels = {one.cell.row: one.row_label for one in self.figures if one.cell.row < row and not OPEN_LABEL.match(one.row_label)}
        return OF_PERIOD.sub("", labels[max(labels)]) if labels else ""

    def parted_by(self, text: str) -> list[str]:
        """The metric that a group or title divides among its rows: "Revenue by segment", "Net sales:"."""
        found = self.book.names["metrics"].find(text or "")
        divided = re.search(r"\bby\s+\w+|按", BY_WHOM.sub("", text or ""))
        return [id for match in found for id in match.ids if divided or id == "revenue" and self.metric_ids(text)]

    def parted_above(self, figure: Figure) -> list[str]:
        """What the nearest group above that measures something divides, of a row in a group that does not: "Joint ventures:" between the
        parts of "Revenue"."""
        row = figure.cell.row
        if not figure.groups or any(self.metric_ids(text) or vocabulary("heads_en").find(text) for text in figure.groups):
            return []
        above = [one.groups[-1] for one in self.figures if one.cell.row < row and one.groups and one.groups != figure.groups]
        return next((self.parted_by(text) for text in reversed(above) if self.metric_ids(text) or is_measured(text)), [])

    def metric(self, item: Item, options: list[str], unit: str, heads: list[str], how: str, sure: bool) -> None:
        """The option that the unit fits; its growth or share where a heading says so."""
        book = self.book
        text = " ".join(heads)
        bases = {id for match in vocabulary("changes", "basis").find(text) if not OF_NAME.match(text, match.start) for id in match.ids}
        bases |= {"any"} if not bases and any(CHANGE_HEAD.match(head) for head in heads) else set()
        if bases and unit in ("percent", "percentage_points", ""):
            basis = next(iter(bases - {"any"}), "any")
            levels = [id for id in options if not book.rows["metrics"][id].get("growth_of_metric_id")]
            titles = [id for title in self.titles for match in book.names["metrics"].find(title or "") for id in match.ids]
            titles = [id for id in titles if not book.rows["metrics"][id].get("growth_of_metric_id")]
            titles = [id for id in titles if unit != "percent" or book.rows["metrics"][id]["unit"] != unit]  # no rate grows in percent
            row = self.metric_of_row(item)
            named = levels or (row or titles if self.by == "columns" else titles or row)
            named = named or (self.shared(item) if unit == "percent" else [])
            named = named or (self.counted_by_title() if unit == "percent" else [])
            rates = self.level_of_row(item) if unit == "percentage_points" and self.by == "rows" else []
            named = [id for id in rates if book.rows["metrics"][id]["unit"] == "percent"] or named
            if named:
                shown = "" if unit else changes_of_column(self.figures, int(item.column), self.text.locale)
                steps = shown == "steps" or ABSOLUTE.search(text)
                kind = unit or (book.rows["metrics"][named[0]]["unit"] if steps else "percent")
                item.put("metric_id", change_of(book, named[0], basis, kind), how, sure and basis != "any" and len(set(options)) == 1)
                if kind != "currency":
                    item.put("unit", kind, how, bool(unit) or shown == "percent")
                return
        if bases and unit and book.rows["units"].get(unit, {}).get("kind") in ("currency", "count", "size") and self.moves(heads):
            levels = [id for id in options if book.fits(id, unit) and not book.rows["metrics"][id].get("growth_of_metric_id")] or (
                self.metric_of_row(item) if self.by == "columns" else []
            )
            if levels:  # "(135)" below "Change"
                kind = "currency" if unit in book.currencies else unit
                item.put("metric_id", change_of(book, levels[0], next(iter(bases - {"any"}), "any"), kind), how, False)
                return
        if unit == "percent" and shares_in(text):
            shares = [id for id in options if book.fits(id, unit)] or ["market_share"]
            item.put("metric_id", shares[0], how, len(shares) == 1 and bool(options))
            return
        fitting = [id for id in options if book.fits(id, unit)] or [
            id for id in options if not unit and book.rows["metrics"][id]["unit"] != "date"
        ]
        item.candidates["metric_id"] = list(dict.fromkeys([*fitting, *options]))[:8]
        says = any(text and CHANGES_SAID.search(text) for text in (*self.titles, *(one.text for one in self.above[:2])))
        if not fitting and unit == "percent" and options and says:  # "% are the changes from the previous year"
            item.put("metric_id", change_of(book, options[0], "any", unit), how, False)
        if fitting:
            item.put("metric_id", fitting[0], how, sure and len(set(fitting)) == 1)

    def shared(self, item: Item) -> list[str]:
        """What the register has the shares of a row be of: shipments beside the share of units."""
        rows = self.book.rows["metrics"]
        row = [one for one in self.items.by_id.values() if (one.table_id, one.row) == (item.table_id, item.row)]
        shared = (rows.get(one.value("metric_id"), {}).get("share_of_metric_id") for one in row)
        return list(filter(None, shared))[:1]

    def counted_by_title(self) -> list[str]:
        """The shipments or revenue that the title of the document names, of a table of shares and their growth."""
        rows, named = self.book.rows["metrics"], self.book.names["metrics"].find(self.reader.title)
        ids = [rows[id].get("growth_of_metric_id") or id for match in named for id in match.ids]
        return [id for id in dict.fromkeys(ids) if rows[id]["unit"] not in ("percent", "percentage_points", "date", "rank")][:1]

    def moves(self, heads: list[str]) -> bool:
        """Whether a heading says by how much and nothing else: "Change", "Increase (decrease)"; no "2025 growth capex"."""
        return any(CHANGE_HEAD.match(head) or STEP_HEAD.fullmatch(self.without_periods(head)) for head in heads)

    def metric_of_row(self, item: Item) -> list[str]:
        """The metric of the amount that stands nearest before a growth in its row, else of the one behind it."""
        row = [one for one in self.items.by_id.values() if (one.table_id, one.row) == (item.table_id, item.row) and one is not item]
        row = [one for one in row if one.value("metric_id") not in ("", "rank") and not one.value("unit").startswith("percent")]
        row = [one for one in row if not is_growth(self.book.rows["metrics"][one.value("metric_id")])] or row
        row.sort(key=lambda one: (int(one.column) > int(item.column), abs(int(one.column) - int(item.column))))
        return [row[0].value("metric_id")] if row else []

    def level_of_row(self, item: Item) -> list[str]:
        """The metric of the first figure of a row that is no change."""
        row = [one for one in self.items.by_id.values() if (one.table_id, one.row) == (item.table_id, item.row) and one is not item]
        metrics = [one.value("metric_id") for one in row if one.value("metric_id")]
        return [id for id in metrics if not is_growth(self.book.rows["metrics"][id])][:1]

    def propose_metric(self, item: Item, label: str, unit: str) -> None:
        """A row that no metric is like is a new metric of its unit, for the reviewer to accept."""
        index = not unit and any(INDEX.search(text) for text in (label, *filter(None, self.titles)))
        money = not unit and not index and not NUMBER_OF.search(label) and self.is_of_money()
        kind = "currency" if unit in self.book.currencies or money else unit or "count"
        kinds = {"currency": "money", "percent": "percent", "ratio": "ratio"}
        label = IN_CENTS.sub(" ", without_notes(without_number(label)))
        if (note := NUMBERED_NOTE.search(label)) and self.has_note(note[1]):
            label = label[: note.start()]
        for tail in (UNIT_BEHIND, MONEY_BEHIND, AT_END, AT_START, REPORTED):  # "Monthly sales, US$ million", "Order book at period end"
            label = tail.sub("", label).strip()
        label = self.without_day_behind(without_basis(without_unit(label)))
        label = re.sub(r"(?<=\w)[\s,]+(?:as\s+)?(?:at|in|of)$", "", label)  # of "Cash balance at end of year"
        if self.is_period_alone(label):
            return
        if unit == "percent" and PROFIT.fullmatch(label):  # "EBITDA - %" is no EBITDA
            label = f"{label} margin"
        if length_of(label) > LABEL:
            label = re.split(r"\s+(?:attributable|relating|related|applicable)\s+to\b", label)[0].strip()
        if length_of(label) > LABEL:  # "Common stock, authorized 100,000,000 shares of $.01 par value"
            label = re.split(r"[,;:(（，；]", label)[0].strip()
        if length_of(label) > (LABEL if label.isascii() else 3 * LABEL) or not re.search(r"[A-Za-z\u4e00-\u9fff]{2}|^[A-Z]\d$", label):
            return
        row = {
            "name": label[:80],
            "definition": f"As the document calls it: {label[:80]}",
            "quantity_kind": kinds.get(kind, "count"),
            "unit": kind,
        }
        id = self.book.propose("metrics", row | {"additive": "no"}, f"label of row {item.row} of table {item.table_id}")
        item.put("metric_id", id, "proposed", False)

    def without_day_behind(self, label: str) -> str:
        """A label without the day or period that it ends with: "Balance" of "Balance, December 31, 2023"."""
        last = next(reversed(self.reader.periods.labels(label)), None)
        if not last or last.end < len(label) or not last.days:
            return label
        rest = re.sub(r"[\s,(]+(?:(?:as\s+)?(?:at|of)|on|in|for|ended)?$", "", label[: last.start].rstrip())
        return rest if re.search(r"[A-Za-z]{3}|[\u4e00-\u9fff]{2}", rest) else label

    def is_of_money(self) -> bool:
        """Whether figures without a unit are likely amounts of money: the table names a currency or has the items of accounts, or the
        document names one and speaks of a firm."""
        if self.has_accounts:
            return True
        firm = self.book.rows["subjects"].get(self.reader.subject, {}).get("subject_type") == "company"
        metrics = [id for text in {*self.heads_of_all, *(one.row_label for one in self.figures)} for id in self.metric_ids(text)]
        units = {self.book.rows["metrics"][id]["unit"] for id in metrics}
        if not self.rows.currency and units and all(self.book.rows["units"].get(unit, {}).get("kind") == "count" for unit in units):
            return False  # "Production" beside "Deliveries"
        named = bool(self.reader.currency) and (firm or not self.divided and self.by == "rows" and not self.counts)
        return bool(self.rows.currency) or named

    @cached_property
    def has_accounts(self) -> bool:
        """Whether most rows or most columns, and three at least, are items of accounts, which are kept in money: "Trade receivables",
        "Share capital"."""
        of_rows = {one.row_label for one in self.figures} - {""}
        for texts in (of_rows, self.heads_of_all):
            named = {text for text in texts if not self.is_period_alone(text)}
            items = [text for text in named if vocabulary("accounts").find(text)]
            if len(items) > 2 and 2 * len(items) >= len(named):
                return True
        return False
