"""Drafts the figures of a table: what its rows and columns name decides which of them are metrics and which subjects."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from claimhouse.check import TOKEN
from claimhouse.documents.grid import Figure, is_year, label_of
from claimhouse.documents.model import Cell, Table
from claimhouse.documents.periods import MONTHS
from claimhouse.documents.scales import CHINESE, LETTERS, SHARE_BASIS, UNIT_ALONE, WORDS, Scale, is_per_share, is_period, scale_of
from claimhouse.documents.tables import TableRows
from claimhouse.documents.values import read_value
from claimhouse.documents.wordings import currency_in
from claimhouse.draft.calendar import SLACK, Label, meant, same_day
from claimhouse.draft.cells import (
    MARGINS,
    MINOR_POWER,
    change_of,
    doubt_amount,
    negative,
    put_amount,
    put_family,
    put_geography,
    put_period,
    put_scope,
    put_status,
    shares_in,
)
from claimhouse.draft.names import Names, words_of
from claimhouse.draft.phrases import is_thing
from claimhouse.draft.registers import vocabulary
from claimhouse.draft.source import Paragraph
from claimhouse.draft.store import Item
from claimhouse.grammar import figures
from claimhouse.grammar.periods import month_end

if TYPE_CHECKING:
    from claimhouse.draft.drafting import Drafting

TOTAL = re.compile(r"^(?:sub-?\s?)?(?:grand\s+)?total\b|^all\b|^合\s*计|^总\s*计", re.IGNORECASE)
ALL = re.compile(r"\W*(?:(?:grand\s+)?total(?:\s+market)?|all|合\s*计|总\s*计)\W*", re.IGNORECASE)
OTHERS = re.compile(r"^(?:all\s+)?others?\b|^rest\b|^其他|^其它", re.IGNORECASE)
UNIT_BEHIND = re.compile(r"\s*(?:[(（][^()（）]{0,12}[)）]|\s[-–]\s*(?:%|x))\s*$")  # "(£m)", "(pence)", "- %"
ASIDE_BEHIND = re.compile(r"[(（]([^()（）]{1,40})[)）]\s*$")
NOTE_BEHIND = re.compile(r"(?<=\))\d{1,2}$|\s*\*+$")  # the mark of a note: "Trading profit (£m)1"
OTHER_THAN = re.compile(r"\s*other\b", re.IGNORECASE)
FROM_THINGS = re.compile(
    r"\s+(?:from|on|of)\s+(?!(?:the\s+|its\s+)?(?:continuing|discontinued|operat|ordinary|contracts?|customers|sales|goods|products|services|external"
    r"|activities|revenue|the\s+period|the\s+year|owners|shareholders|parent))",
    re.IGNORECASE,
)
OF_OTHER = re.compile(r"\b(?:on|from|for|to)\s+(?:the\s+)?$", re.IGNORECASE)  # "gain on sales of assets" is no sales
MINOR = re.compile(
    r"[(（]\s*(?:in\s+)?(?:pence|p|cents?|c|euro cents?)\s*(?:/\s*[A-Za-z]+\s*)?[)）]|\bin (?:pence|cents)\b|^\W*(?:pence|p|cents)\W*$",
    re.IGNORECASE,
)
PERCENT_CHANGE = re.compile(r"\W*(?:Table\s*[\w.]+\W+)?(?:annual\s+)?(?:percentage|percent|per cent|%)\s+changes?\b", re.IGNORECASE)
NO_PART = re.compile(  # words of headings that say which figures a column has, and of whom it says nothing
    r"underlying|adjust|report|restat|total|audited|forma|gaap|ifrs|exclud|includ|items|actual|budget|estimate|forecast|guidance|outlook|target|plan"
    r"|change|varian|differen|note|group|company|consolidated|amount|value|number|percent|per cent|%|ended|ending|months?|weeks?|year"
    r"|quarter|period"
    r"|date|basis|margin|rate|ratio|revenue|sales|income|profit|units?|million|thousand|billion|source|comment|low|high|average|median|rank"
    r"|share"
    r"|本期|上期|金额|合计|增减|变动|比例|单位|备注",
    re.IGNORECASE,
)
CHANGE_HEAD = re.compile(
    r"[\u4e00-\u9fff]*(?:增减|变动|增幅|增长率|增长幅度)[\u4e00-\u9fff]*\W*(?:[%％]\W*)?$|"
    r"\W*(?:%\s*)?(?:change|chg)\b\W*$"
    r"|\W*\+\s*/\s*[-−–]\s*%?\W*$"
    r"|\W*%\s*(?:as\s+)?(?:reported|organic|at constant|constant|comparable|on a|lfl|cer|like)|\W*%?\s*var(?:iation|iance)?\b",
    re.IGNORECASE,
)
CHANGE_ON = re.compile(r"\bchange\s+(?:on|over|from|against|since|vs\.?|compared (?:with|to))\b|=\s*100\b", re.IGNORECASE)
INDEX = re.compile(r"\bind(?:ex|ices)\b|=\s*100\b|指数", re.IGNORECASE)
LISTS = re.compile(
    r"\b(?:vendors?|compan(?:y|ies)|brands?|makers?|manufacturers?|suppliers?|countr(?:y|ies)|regions?|segments?|operators?|markets?|players?"
    r"|firms?|industr(?:y|ies)|sectors?|foundr(?:y|ies)|cities|states)\b|厂商|企业|公司|品牌|国家|地区|行业|城市",
    re.IGNORECASE,
)
LABEL = 10  # words of the name of a metric at most
EXCEPT_NOTE = re.compile(r"\bin\s+(?:\w+\s+)?(?:thousand|million|billion)s?\s*,?\s+except\b", re.IGNORECASE)
SCALE_NOTE = re.compile(  # a note that says in what a table is
    r"\W*(?:(?:all\s+)?(?:amounts?|figures|numbers|values|dollars)\s+(?:are\s+)?)?(?:in\s+)?(?:[A-Z]{0,3}[$€£¥]|[A-Z]{3}\b)?\s*(?:in\s+)?(?:thousand|million|billion)s?\b",
    re.IGNORECASE,
)
MARK = re.compile(r"\w\s+(\(\d{1,2}\))\s*$")  # of a note: "February 3, 2024 (1)"
CHANGE_OF = re.compile(
    r"(?:percentage|percent|per cent|%)\s+changes?\s+(?:of|in)\s+([A-Za-z][A-Za-z ]{1,40}?)"
    r"(?:\s+(?:compared|from|on|over|by)\b|\s*[,(]|$)",
    re.IGNORECASE,
)
OF_REVENUE = re.compile(
    r"\W*(?:as\s+|in\s+)?(?:an?\s+)?(?:%|per\s?cent(?:age)?)\s+of\s+(?:total\s+|net\s+)?(?:revenues?|sales|turnover)\W*", re.IGNORECASE
)
PENCE = re.compile(r"\W*[\d.,]+\s?p\W*")
DIVIDED = re.compile(
    r"\W*(?:(?:Table|Chart|Exhibit|Figure)\s*[\w.]+\s*[:.–-]?\s+)?((?:[A-Za-z’'-]+\s+){0,4}?[A-Za-z’'-]+)\s+by\s+(?!\d)\w+", re.IGNORECASE
)
UNIT_CELL = re.compile(
    r"(?:[A-Z]{0,3}[$€£¥]|[A-Z]{3})\s?(?:m|mn|bn|k|000|million|billion|thousand)?(?:\s?/\s?[A-Za-z]{1,6})?|%|[A-Za-z]{1,4}\s?/\s?[A-Za-z]{1,5}|'?000\s?\w{1,8}"
)
UNIT_IN_BRACKETS = re.compile(  # "(GWh)", "(unit: GWh)", "[000 metric tons]"
    r"[(（\[]\s*(?:units?\s*:\s*)?(?:['‘’]?000s?\s+|(?:thousand|million|billion)s?\s+(?:of\s+)?)?([A-Za-z][A-Za-z/ ]{0,14})\s*[)）\]]"
)
GROUP_UNIT = re.compile(r"[(（]\s*(?!units?\s*:)([A-Za-z]+(?:\s+per\s+[a-z]+)?)\b[^()]*[)）]\s*$")
SCALES = WORDS | LETTERS | CHINESE | {"thousands": 3, "millions": 6, "billions": 9, "000": 3, "000s": 3, "'000": 3, "'000s": 3}
COUNTED_IN = re.compile(
    r"(?:in\s+)?(?:(?P<scale>['’]?000s?|thousands?|millions?|billions?|[Kk]|[Mm]n?|mln|bn|千|万|百万|亿)(?:\s+(?:of\s+)?|-|(?=[^\x00-\x7f])))?"
    r"(?P<unit>[A-Za-z]{2,15}(?:\s+per\s+[a-z]+)?|[人台辆吨户件家次套部只个])"
)
SCALE_ALONE = re.compile(r"\s*(?:in\s+)?(['’]?000s?|thousands?|millions?|billions?)\s*", re.IGNORECASE)
UNIT_STATED = re.compile(r"\W*units?\s*[:：]\s*([^()]{3,40})$", re.IGNORECASE)  # "Unit: million barrels per day"
PRICE = re.compile(r"(?:in\s+)?([^\s/]{1,4})\s*(?:/\s*|per\s+)[A-Za-z]{1,12}")  # of a thing: "$/TEU", "EUR per tonne"
COUNTED_BY = re.compile(r"\(?(?:nos?\.?|numbers?|#|units?)\)?", re.IGNORECASE)
GAINS = Names((word, word) for word in ("gain", "gains", "loss", "losses", "wages", "salaries", "fees", "rents", "expenses", "income"))
UNIT_COLUMN = re.compile(r"\W*(?:计量)?单位\W*|\W*units?(?: of measure(?:ment)?)?\W*", re.IGNORECASE)
OPEN_GROUP = re.compile(r"\b(?:to|of|from|by|for|per|in)\s*[:：]?\s*$", re.IGNORECASE)
RANK = re.compile(r"rank(?:ing)?|排名|名次", re.IGNORECASE)
COST = re.compile(r"\bexpens|\bcosts?\b|\btax|\bdepreciation|\bamorti[sz]ation|费用|成本|支出", re.IGNORECASE)
WHOLE_FIRM = re.compile(r"(?:the\s+)?(?:group|company|consolidated)(?:\s+total)?|total\s+(?:group|company)|集团|合并|公司", re.IGNORECASE)
OF_FIRM = re.compile(
    r"\bby\s+(?:(?:business|operating|reportable)\s+)?(?:segments?|divisions?|business(?:es)?|products?|channels?|geograph|region)",
    re.IGNORECASE,
)
LENGTH = re.compile(  # "Three months ended", "Half-year ended"
    r"\W*(?:for\s+)?(?:the\s+)?(?:(?:three|six|nine|twelve|\d+)[\s-]+(?:months?|weeks?)|(?:fiscal\s+)?(?:half[\s-]+)?year|quarter|period)s?"
    r"(?:\s+(?:ended|ending|to))?\W*",
    re.IGNORECASE,
)
MONEY_BEHIND = re.compile(
    r"(?:[,:]|\s[-–])?\s*\(?(?:US\$|A\$|C\$|[€£$¥]|\b(?-i:[A-Z]{3}))\s*(?:m|mn|bn|millions?|billions?|thousands?)\)?\s*$", re.IGNORECASE
)
AT_END = re.compile(
    r",?\s*\b(?:at|end\s+of)\s+(?:the\s+)?(?:period|quarter|year|half)(?:[\s-]?end)?\b|\bat\s+(?:year|period|quarter)-end", re.IGNORECASE
)
MONTH_OF_YEAR = re.compile(rf"({'|'.join(name[:3] for name in MONTHS)})[a-z]*\.?[\s-](\d\d)", re.IGNORECASE)
LENGTHS = (  # of periods that the caption of a table names, in months
    (re.compile(r"\b(?:full[\s-]?year|annual|years?\s+end)", re.IGNORECASE), 12),
    (re.compile(r"\bhalf|interim|six months|\bH[12]\b", re.IGNORECASE), 6),
    (re.compile(r"\bquarter|three months|\bQ[1-4]\b", re.IGNORECASE), 3),
)
ENDED = re.compile(r"\bend(?:ed|ing)\b", re.IGNORECASE)
YTD = re.compile(r"\bYTD\b|year[\s-]to[\s-]date", re.IGNORECASE)
CHANGES_SAID = re.compile(r"(?:%|percent\w*)[^.]{0,40}\bchanges?\b|\bchanges?\b[^.]{0,40}%", re.IGNORECASE)
STOCK = re.compile(  # what has a day
    r"asset|equity|deposit|\bloans?\b|debt|capital|\bcash|employee|headcount|receivable|payable|liabilit|balance|inventor|borrowing|outstanding"
    r"|book value|backlog|order book|number of|at (?:period|year)|customers|stores|members|investments|funds|余额|资产|负债|权益",
    re.IGNORECASE,
)
FLOW = re.compile(r"\bcosts?\b|\bexpen|\bflows?\b|spen[dt]|income|revenue|\bproduc|\bsold|支出|流量", re.IGNORECASE)
NO_STOCK = re.compile(  # what has no day
    r"\b(?:additions?|losses|adds|churn|sales|revenues?|income|expenses?|expenditures?|earnings|profit|costs?|dividends?|shipments"
    r"|deliveries)\b",
    re.IGNORECASE,
)
LETTER = re.compile(r"\b(?:19|20)\d\d\s*(?:([EeFf])\b|\(([efpEFP])\))")
UP_TO = re.compile(r"\b(?:CAGR|growth)\b\D{0,20}\b20\d\d\s*[-–—/]\s*(?:20)?(\d\d)\b", re.IGNORECASE)
NUMBER = re.compile(r"\(\s*(?:number|no\.?|nos\.?)\s*\)\s*$", re.IGNORECASE)
PERIOD_WORDS = re.compile(  # what stands beside a period and names nothing else
    r"(?:\W|\d|\b(?:(?:un)?audited|restated|actual|reported|forecast|estimated?|budget|preliminary|note|in|as|at|of|the|for|and|to|ended|ending|from|"
    r"months?|weeks?|days?|years?|quarters?|half|first|second|third|fourth|fiscal|financial|calendar|[aefp])\b|[年期末月日至止度上下半（）])*",
    re.IGNORECASE,
)
PERCENT_TITLE = re.compile(r"[(（]\s*(?:in\s+)?(?:%|％|percent|per cent)\s*(?:change)?\s*[)）]\s*$", re.IGNORECASE)
PRINTED_UNITS = ("percent", "percentage_points", "ratio")  # which a table prints with its figures or over them
MOST_BEFORE = 4  # characters of a heading before a word that speaks of the period of the document
CAPTION = 160  # characters of a title at most
SAYS_MORE = 25  # characters that a line with a day has more where it says something of the table
PLAIN_WORDS = frozenset(
    "diluted total net of from the and for by in gaap reported statutory adjusted consolidated group as at per income statement".split()
)


class TableDraft:
    def __init__(self, draft: Drafting, table: Table, above: list[Paragraph], below: list[Paragraph]):
        self.draft, self.table, self.above = draft, table, above
        self.reader, self.book, self.source = draft.reader, draft.book, draft.source
        self.rows = TableRows(draft.source.document, table, draft.calendar)
        self.figures: list[Figure] = self.rows.reading.figures
        self.titles = [*self.rows.reading.titles, table.caption, *(one.text for one in above if is_caption(one.text))]
        self.metrics: dict[str, tuple[str, ...]] = {}
        self.unit_columns = {cell.column for cell in table.cells if UNIT_COLUMN.fullmatch(cell.text)} | self.columns_of_units()
        near = [*self.rows.reading.titles, table.caption, *(one.text for one in above[:1])]
        soft = [match for text in near if text for match in vocabulary("statuses", "status").find(text) if match.ids[0] == "P"]
        self.counts = any(re.search(r"\b(?:thousands|number|persons|people|units|tonnes)\b", text) for text in near if text)
        self.divided = next(filter(None, map(divided, filter(None, near))), "")  # what the title divides: "Employment by industry"
        self.provisional = "preliminary" if soft else ""
        before = draft.last_table
        if before and not above and not any(scale.mult for scale in self.rows.above):  # goes on from the table right before it
            self.rows.above, self.rows.currency = before.rows.above, self.rows.currency or before.rows.currency
        if not any(scale.mult for scale in self.rows.above):  # "The billings in billions of U.S. dollars are as follows:"
            stated = [
                scale_of(one.text)
                for one in above[:3]
                if one.text.rstrip().endswith((":", "："))
                or len(one.text) < CAPTION
                and SCALE_NOTE.match(one.text)
                or EXCEPT_NOTE.search(one.text)
            ]
            self.rows.above = [*self.rows.above, *(one for one in stated if one.mult)]
            self.rows.currency = self.rows.currency or next((one.unit for one in stated if one.unit in draft.book.currencies), None)
        if not any(scale.mult for scale in self.rows.above) and (stated := scale_below(below)):  # "$ millions, except EPS"
            self.rows.above = [*self.rows.above, stated]
            self.rows.currency = self.rows.currency or (stated.unit if stated.unit in draft.book.currencies else None)
        if not any(scale.mult for scale in (*self.rows.above, *map(scale_of, {text for one in self.figures for text in one.headers}))):
            self.rows.above = [*self.rows.above, *self.scale_of_text()]
        draft.last_table = self
        self.calendar_year = not draft.reader.periods.has_own_year
        self.deducts = False  # whether the table prints costs in parentheses
        self.places = {key[1:]: place for key, place in draft.source.cells.items() if key[0] == table.table_id}

    def scale_of_text(self) -> list[Scale]:
        """The scale in which figures of the table are amounts that the text prints: 68,888 is "$68.9 million" in thousands."""
        found = Counter()
        texts = {figure.cell.text for figure in self.figures}
        numbers = [one for text in texts if (one := read_value(text, 0, None, self.draft.locale)) and one.low == one.high]
        for value in (abs(Fraction(one.low)) for one in numbers if one.low is not None and one.unit_mult == 0 and abs(one.low) >= 100):
            found.update(power for power in (3, 6) if any(low <= value * 10**power <= high for low, high in self.draft.amounts()))
        power, count = found.most_common(1)[0] if found else (0, 0)
        return [Scale(None, power, True)] if count > 1 and 2 * count > sum(found.values()) else []

    def months_of_years(self) -> dict[str, tuple[date, date]]:
        """The days of headings as "Dec 08", "Dec 09", which are months of years: as long as the caption says, "Full year", "Half 1"."""
        found = {cell.text: match for cell in self.table.cells if (match := MONTH_OF_YEAR.fullmatch(cell.text))}
        years = sorted({int(match[2]) for match in found.values()})
        if len(years) < 2 or years != list(range(years[0], years[-1] + 1)):
            return {}
        near = " ".join([self.table.caption or "", *self.rows.reading.titles, *(one.text for one in self.above[:1])])
        length = next((months for pattern, months in LENGTHS if pattern.search(near)), 1)
        ends = {
            text: month_end(2000 + int(match[2]), next(number for name, number in MONTHS.items() if name.startswith(match[1].lower()[:3])))
            for text, match in found.items()
        }
        return {text: (same_day(end, -length) + timedelta(days=1), end) for text, end in ends.items()}

    def run(self) -> None:
        self.months = self.months_of_years()
        self.reader.currency = self.reader.currency or self.rows.currency or ""
        value_cells = {(figure.cell.row, figure.cell.column) for figure in self.figures}
        self.look_at_texts()
        if self.unit_columns:  # the unit is no part of the label
            self.figures = [replace(figure, row_label=self.row_label(figure.cell)) for figure in self.figures]
        self.figures = [replace(figure, headers=(*self.spanning(figure), *figure.headers)) for figure in self.figures]
        shares = self.columns_of_change()
        self.figures = [replace(one, headers=(*one.headers, "% change")) if one.column in shares else one for one in self.figures]
        self.figures = [figure if figure.row_label else replace(figure, row_label=self.row_label(figure.cell)) for figure in self.figures]
        rows = {(figure.row_label, figure.cell.row) for figure in self.figures}
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

    def columns_of_change(self) -> set[int]:
        """The columns of whose heading "%" alone is left and that stand behind one of amounts: how much these changed. Not those of which
        a row is the whole: "100.0"."""
        found = {}
        for one in self.figures:
            found.setdefault(one.column, []).append(one)
        alone = {column for column, figures in found.items() if all(is_percent_alone(one.headers) for one in figures)}
        wholes = {one.column for one in self.figures if re.fullmatch(r"100(?:\.0+)?\s?%?", one.cell.text.strip())}
        amounts = found.keys() - alone
        return {column for column in alone - wholes if any(other < column for other in amounts)}

    def spanning(self, figure: Figure) -> tuple[str, ...]:
        """The heading that stands over several columns in a format that has none so wide: the last one to the left in a row of headings
        that is blank over the figure, where a row below has a heading for it."""
        heads = [cell for cell in self.table.cells if cell.row <= self.head]
        rows = sorted({cell.row for cell in heads})
        if len(rows) < 2 or not any(cell.row == rows[-1] and cell.column == figure.column for cell in heads):
            return ()
        row = [cell for cell in heads if cell.row == rows[0]]
        if any(cell.column <= figure.column < cell.column + cell.column_span for cell in row):
            return ()
        left = max((cell for cell in row if cell.column < figure.column), key=lambda cell: cell.column, default=None)
        if left is None or left.column <= self.naming or is_period(left.text) or CHANGE_HEAD.match(left.text) or "%" in left.text:
            return ()
        below = any(cell.row == rows[-1] and cell.column == left.column for cell in heads)
        return (
            (left.text,)
            if below
            and figure.headers
            and all(is_period(text) or CHANGE_HEAD.match(text) or UNIT_ALONE.fullmatch(text) for text in figure.headers)
            else ()
        )

    def label_of_row_above(self, cell: Cell) -> str:
        """The label of the row above, of which a row without one gives the same in another unit: "AISC, A$/oz" over "US$/oz"."""
        above = [one for one in self.table.cells if one.row < cell.row and one.column == self.naming and one.row > self.head]
        unit = any(one.row == cell.row and one.column in self.unit_columns for one in self.table.cells)
        return label_of(max(above, key=lambda one: one.row).text) if above and unit else ""

    def columns_of_units(self) -> set[int]:
        """The columns whose cells below the headings all print units: "A$/oz", "US$m", "%"."""
        body: dict[int, list[str]] = {}
        for cell in self.table.cells:
            if cell.row > self.first_head() and cell.text.strip():
                body.setdefault(cell.column, []).append(cell.text)
        values = {figure.column for figure in self.figures}
        return {
            column for column, texts in body.items() if column < min(values, default=0) and len(texts) > 1 and all(map(self.is_unit, texts))
        }

    def is_unit(self, text: str) -> bool:
        """Whether a cell prints a unit alone: "A$/oz", "Rs. Crore", "Nos", "tonnes"."""
        named = UNIT_CELL.fullmatch(text) or UNIT_ALONE.fullmatch(text) or COUNTED_BY.fullmatch(text)
        return bool(named or self.book.names["units"].whole(text) or len(text) < 14 and scale_of(text).mult)

    def first_head(self) -> int:
        marked = [cell.row for cell in self.table.cells if cell.is_header]
        return max(marked, default=min((cell.row for cell in self.table.cells), default=0))

    # orientation
    def metric_ids(self, label: str) -> tuple[str, ...]:
        """Metrics that a label names: the whole label, else names in it that leave no other thing but plain words."""
        if label not in self.metrics:
            names = self.book.names["metrics"]
            ids = names.whole(label)
            if not ids:
                found = [] if OTHER_THAN.match(label) else names.find(label)
                rest = self.rest(label, found)
                ids = tuple(id for match in found for id in match.ids) if found and not rest else ()
            if not ids:
                ids = tuple(id for id, _ in names.like(label))
            self.metrics[label] = tuple(dict.fromkeys(ids))
        return self.metrics[label]

    def rest(self, label: str, found: list) -> str:
        """What a label says beyond the names found in it and words that say nothing."""
        text = label
        spans = sorted([(match.start, match.end) for match in found] + [(one.start, one.end) for one in self.reader.periods.labels(label)])
        for start, end in reversed(spans):
            text = text[:start] + " " + text[end:]
        text = re.sub(r"[(（][^()（）]*[)）]", " ", text)
        return " ".join(text[start:end] for word, start, end in words_of(text) if word not in PLAIN_WORDS)

    def orientation(self) -> str:
        """Where the metrics stand: columns, rows or title."""
        heads = self.heads_of_all()
        labels = {figure.row_label for figure in self.figures if figure.row_label}
        if labels and all(map(self.is_period_alone, labels)):  # rows of periods
            return "columns" if heads else "title"
        named = [text for text in heads if self.metric_ids(text)]
        if self.stub_lists() and not any(map(self.metric_ids, labels)):  # "Region", "Company" over the rows
            return "columns" if named else "title"
        own = {self.without_periods(text) for text in heads} - {""}
        moves = {bool(vocabulary("changes").find(text)) for text in own}
        repeated = len(moves) == 2 and not any(map(self.metric_ids, labels))  # "Index", "% change on": columns measure
        if named and (len(named) * 2 >= len(heads) or not any(map(self.metric_ids, labels))) or repeated:
            rows = [label for label in labels if self.metric_ids(label)]
            if len(rows) * 2 < len(labels) or not labels:
                return "columns"
        places = [one for one in labels if self.book.names["geographies"].whole(one) or self.book.names["subjects"].whole(one)]
        if len(places) * 2 > len(labels) and not named and not any(map(self.metric_ids, labels)):
            return "title"
        rows = [label for label in labels if self.metric_ids(label) or self.book.names["metrics"].find(label) or is_measured(label)]
        firm = self.book.rows["subjects"].get(self.reader.subject, {}).get("subject_type") == "company"
        if rows and (len(rows) * 3 >= len(labels) or firm and not self.divided and not self.title_metrics()):
            return "rows"
        return "title" if self.title_metrics() or self.divided else "columns" if named else "rows"

    def stub_lists(self) -> bool:
        """Whether the heading over the labels says that they are of whom: "Region", "Company"."""
        texts = [cell.text for cell in self.table.cells if cell.row <= self.head and cell.column == self.naming]
        return any(LISTS.fullmatch(text.strip()) for text in texts)

    def title_metrics(self) -> tuple[str, ...]:
        firm = self.book.rows["subjects"].get(self.reader.subject, {}).get("name", "")
        for text in self.titles:
            text = (text or "").replace(firm, " ") if firm else text  # "Chugoku Electric Power" names no power
            found = [
                match
                for match in self.book.names["metrics"].find(text or "")
                if not re.search(r"\bother\s+$", text[: match.start], re.IGNORECASE)
            ]
            if found:
                return tuple(dict.fromkeys(id for match in found for id in match.ids))
        return ()

    def heads(self, figure: Figure) -> list[str]:
        """Headings of a column that name something else than a period, a unit or a scale."""
        none = (UNIT_ALONE, LENGTH)
        texts = (text for text in figure.headers if not is_year(text) and not any(pattern.fullmatch(text) for pattern in none))
        return [text for text in texts if not self.is_period_alone(text)]

    def without_periods(self, text: str) -> str:
        for label in reversed(self.reader.periods.labels(text)):
            text = text[: label.start] + text[label.end :]
        text = re.sub(r"[(（]\W*[)）]", "", text).strip(" ,:.-–")
        return text if text.count("(") == text.count(")") else text.strip(" ()（）")

    def is_period_alone(self, text: str) -> bool:
        labels, rest = self.reader.periods.labels(text), self.without_periods(text)
        return bool(labels) and PERIOD_WORDS.fullmatch(rest) is not None

    def are_known(self, metrics: list[str]) -> bool:
        """Whether metrics are those of the registers: the topic of a title that was proposed may be no metric."""
        return bool(metrics) and not any(("metrics", id) in self.book.ids for id in metrics)

    # one figure
    def figure(self, figure: Figure) -> None:
        cell = figure.cell
        spans = self.cell_place(figure)
        if spans is None or figure.is_nil and not TOKEN.search(self.source.lines[spans[0] - 1], spans[1], spans[2]):
            return
        line, start, end = spans
        page = str(cell.page or self.table.page or "")
        unit, mult = self.measure(figure)
        unit = unit or self.unit_in_heading(figure)
        if self.is_minor(figure, unit):
            unit, mult = unit or self.reader.currency, MINOR_POWER
        item = self.draft.add(line, start, end, page=page, table_id=self.table.table_id, row=str(cell.row), column=str(cell.column))
        if item is None:
            return
        opened = cell.text.lstrip().startswith("(") and not item.printed.lstrip().startswith("(")  # "(41", its ")" in the next cell
        if not put_amount(item, unit, self.book, mult, "heading of the table", -1 if opened and "-" not in item.printed else 1):
            item.why = "the printed figure cannot be read"
            return
        self.reader.put_yen(item)
        own = item.value("unit")
        if own and own != unit and own in self.book.currencies and unit in self.book.currencies and "$" in item.printed:
            item.put("unit", unit, "heading of the table", True)
        elif not own and unit in self.book.rows["units"]:
            item.put("unit", unit, "heading of the table", True)
        unit = item.value("unit")
        head = " ".join(self.heads(figure))
        words = " ".join([figure.row_label, *figure.headers, *figure.groups])
        self.period(item, figure)
        self.names(item, figure, unit)
        self.money(item, figure)
        put_status(item, self.reader, f"{words} {self.table.caption} {self.provisional}", "label")
        self.status_of_heading(item, figure)
        if self.provisional and item.cells["obs_status"].sure == "sure":
            item.cells["obs_status"].sure = "unsure"
        put_geography(item, self.reader, f"{figure.row_label} {head}", " ".join(figure.groups), " ".join(filter(None, self.titles[:3])))
        put_scope(item, self.reader, words, " ".join(filter(None, self.titles)))
        self.deduction(item)
        item.put("cited_source_id", "", "label", True)
        put_family(item, self.book)
        if item.value("unit_mult") == "0" and item.value("unit") not in (*PRINTED_UNITS, "rank") and not self.is_scaled(figure):
            doubt_amount(item)
        item.worth = 45 if unit in self.book.currencies else 35

    def is_scaled(self, figure: Figure) -> bool:
        """Whether a scale is stated for the figures of the table, or none can be meant."""
        texts = (*figure.headers, figure.row_label, *figure.groups)
        return bool(
            any(scale.mult is not None for scale in (*self.rows.above, *map(scale_of, texts)))
            or self.rows.scales
            or any(map(is_per_share, texts))
            or any(map(self.counted_in, texts))
        )

    def is_minor(self, figure: Figure, unit: str) -> bool:
        """Whether a figure is in pence or cents: "Dividend per share (pence)", "5.0p" in a document in pounds."""
        currency = unit or self.reader.currency
        pence = currency == "GBP" and PENCE.fullmatch(figure.cell.text)
        named = currency in self.book.currencies and any(map(MINOR.search, (figure.row_label, *figure.headers)))
        return bool(pence or named)

    def measure(self, figure: Figure) -> tuple[str, int]:
        """Unit and power of ten of the place of a figure: of its column and title, or of the column of units. A rank has no scale."""
        if RANK.search(" ".join(figure.headers)):
            return "rank", 0
        unit, mult = self.rows.measure(figure)
        unit = (unit or "").replace(" ", "_")
        if counted := next(filter(None, map(self.counted_in, (figure.row_label, *reversed(figure.headers)))), None):
            return counted[0], counted[1] or (mult if counted[0] == "shares" else 0)
        if not unit and (counted := next(filter(None, map(self.counted_in, filter(None, self.titles))), None)):
            return counted
        if unit in self.book.currencies and NUMBER.search(figure.row_label):  # "Employees (number)" in a table of money
            return "", 0
        if unit == "CNY" and self.reader.is_yen:
            unit = "JPY"
        if not unit and any(PERCENT_TITLE.search(text) or PERCENT_CHANGE.match(text) for text in self.titles if text):
            return "percent", 0
        cells = [cell for cell in self.table.cells if cell.row == figure.cell.row and cell.column in self.unit_columns]
        if cells and COUNTED_BY.fullmatch(cells[0].text):
            return "count", 0
        stated = scale_of(re.sub(r"\bthous\.?(?=\s|$)", "thousand", cells[0].text)) if cells and unit not in PRINTED_UNITS else None
        if stated and stated.mult and (stated.unit or cells[0].text.strip().lower() in ("thousand", "million", "billion")):
            own = stated.unit or "count"  # "EUR m", "thousand"
            return "JPY" if own == "CNY" and self.reader.is_yen else own, stated.mult
        span = next((span for cell in cells for span in figures(f"1 {cell.text}") if span.is_figure), None)
        if span is None or unit in PRINTED_UNITS:
            return unit, mult
        own = self.draft.unit_of(span, f"1 {cells[0].text}") or unit
        return "JPY" if own == "CNY" and self.reader.is_yen else own, span.unit_mult

    def unit_in_heading(self, figure: Figure) -> str:
        """A measured unit in parentheses in a heading, label or title, such as "2024 (GWh)"; a new one where no register has it."""
        texts = (*reversed(figure.headers), figure.row_label, *figure.groups[-1:], *filter(None, self.titles[:3]))
        for text in texts:
            if named := GROUP_UNIT.search(text):
                if ids := self.book.names["units"].whole(named[1]):
                    return ids[0]
            for printed in UNIT_IN_BRACKETS.findall(text):
                spans = [
                    span
                    for span in figures(f"1 {printed}")
                    if span.kind == "quantity" and span.unit and len(span.printed) == len(printed) + 2
                ]
                if spans:
                    return self.draft.measured(spans[0].unit, f"table {self.table.table_id}")
        return ""

    def counted_in(self, text: str) -> tuple[str, int] | None:
        """Unit and power of ten of what a heading or label counts in parentheses at its end: "Carried volume (K-TEUs)", "人口（万人）"; of
        prices of a thing the currency."""
        behind = UNIT_STATED.match(text) or ASIDE_BEHIND.search(text)
        found = COUNTED_IN.fullmatch(behind[1].strip()) if behind else None
        scaled = SCALE_ALONE.fullmatch(behind[1]) if behind and behind.start() else None
        if scaled:  # "Customers ('000)", no amount of money
            metrics = [id for match in self.book.names["metrics"].find(without_unit(text)) for id in match.ids]
            units = [self.book.rows["metrics"][id]["unit"] for id in metrics] or [
                *self.book.names["units"].whole(without_unit(text)),
                "count",
            ]
            return None if "currency" in units else (units[0], SCALES[scaled[1].lower()])
        if (price := PRICE.fullmatch(behind[1]) if behind else None) and (currency := currency_in(price[1])):
            return currency, 0
        if not found or currency_in(behind[1]):
            return None
        named = self.book.names["units"].whole(found["unit"]) or self.book.names["units"].whole(found["unit"].removesuffix("s"))
        if not named and (found["scale"] or re.fullmatch(r"[A-Z]{2,5}s", found["unit"])) and not scale_of(behind[1]).unit:
            row = {
                "unit": found["unit"].lower().replace(" ", "_"),
                "kind": "count",
                "name": found["unit"],
                "dimension": "count",
                "factor": "1",
            }
            named = (self.book.propose("units", row, f"table {self.table.table_id}"),)
        return (named[0], SCALES[found["scale"].lower()] if found["scale"] else 0) if named else None

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

    def money(self, item: Item, figure: Figure) -> None:
        """An amount of money whose currency nothing near it prints is in that of the document; XXX where that has none."""
        metric = item.value("metric_id")
        if item.value("unit") or not metric:
            if not item.value("unit"):
                item.put("unit", "", "heading of the table", False)
            return
        own = self.book.rows["metrics"][metric]["unit"]
        if own == "currency":
            sure = bool(self.reader.currency) and item.cells["metric_id"].sure == "sure"  # money, if the metric is right
            named = "GBP" if re.search(r"\b(?:pence|p)\b", figure.row_label, re.IGNORECASE) else ""
            currency = self.reader.currency or named
            item.put("unit", currency or "XXX", "document" if currency else "default", sure)
        else:
            item.put("unit", own, "register", ("metrics", metric) not in self.book.ids)

    # names
    def names(self, item: Item, figure: Figure, unit: str) -> None:
        heads = self.heads(figure)
        label = figure.row_label
        if unit == "rank":
            item.put("metric_id", "rank", "heading", True)
            item.put("unit", "rank", "heading", True)
            self.subject_of(item, label, True)
            return
        if self.by == "columns":
            options = [id for text in reversed(heads) for id in self.metric_ids(text)]
            options = options or ([] if heads else list(self.title_metrics()))  # a column that names a period alone
            self.metric(item, options, unit, heads, "heading" if heads else "title", self.are_known(options))
            if not options and heads and not item.value("metric_id") and not self.is_change(figure):
                self.propose_metric(item, self.without_periods(heads[-1]), unit)
            self.subject_of(item, label, True)
        elif self.by == "rows" and self.is_divided(figure):
            options = list(self.metric_ids(figure.groups[-1]))
            self.metric(item, options, unit, heads, "heading", False)
            if not item.value("metric_id") and not self.is_change(figure):
                self.propose_metric(item, figure.groups[-1], unit)
            self.subject_of(item, label, False, "segment")
        elif self.by == "rows":
            label = self.in_group(label, figure.groups)
            if OF_REVENUE.fullmatch(label) and self.margin(item, figure):
                self.subject_of_rows(item, figure, heads, "")
                return
            found = [match for match in self.book.names["metrics"].find(label) if not OF_OTHER.search(label[: match.start])]
            if OTHER_THAN.match(label) or found and FROM_THINGS.match(label[found[-1].end :]):  # "Net income from financial instruments"
                found = []
            rest = self.rest(label, found) if found else ""
            partly = found and (
                found[-1].end >= len(label) - 1 or re.match(r"\s*(?:from|of|by|in|attributable|：|:|–|-)", label[found[0].end :])
            )
            options = list(self.metric_ids(label)) or [id for match in found for id in match.ids if partly]
            if re.match(r"(?:-\s*)?basic\b(?!\s+and\s+diluted)|基本", label, re.IGNORECASE):  # the register has diluted ones
                options = [id for id in options if id not in ("earnings_per_share", "diluted_shares")]
            in_group = False
            if not options:
                options = [id for group in [*reversed(figure.groups), *self.titles[:3]] for id in self.parted_by(group)]
                in_group = bool(options)
            self.metric(item, options, unit, heads, "label", bool(self.metric_ids(label)))
            if not options and label and not self.is_change(figure):
                self.propose_metric(item, label, unit)
            if in_group:
                self.subject_of(item, label, False, "segment")
            else:
                self.subject_of_rows(item, figure, heads, rest)
        else:
            options = [id for id in self.title_metrics() if unit or self.book.rows["metrics"][id]["unit"] not in PRINTED_UNITS]
            self.metric(item, options, unit, heads, "title", self.are_known(options))
            changed = next((found for text in self.titles if text and (found := CHANGE_OF.search(text))), None)
            called = self.divided or (f"Growth of {changed[1]}" if changed else self.measure_of_title())
            if not options and called and not self.is_change(figure):
                self.propose_metric(item, called, unit)
            self.subject_of(item, label, True, "segment" if self.reader.subject else "company")

    def measure_of_title(self) -> str:
        """What a title of the table says is measured: "Crude steel production" of "Table 3. Crude steel production ('000 tonnes)"."""
        texts = (re.sub(r"^\W*(?:Table|Chart|Exhibit|Figure)\s*[\w.]+?[.:]?\s+", "", text.lstrip("# ")) for text in self.titles if text)
        names = (self.without_periods(without_unit(text)) for text in texts if len(text) < CAPTION)
        return next((name for name in names if is_measured(name) and length_of(name) <= 6), "")

    def is_divided(self, figure: Figure) -> bool:
        """Whether a group measures and its rows are of whom: the same rows stand below several groups, "Ore milled (tonnes)" and "Gold
        production (ounces)"."""
        if (
            not figure.groups
            or self.metric_ids(figure.row_label)
            or SHARE_BASIS.match(figure.row_label)
            or self.labels[figure.row_label] < 2
            or not figure.row_label
        ):
            return False
        groups = {one.groups[-1] for one in self.figures if one.groups and one.row_label == figure.row_label}
        measures = [text for text in groups if self.metric_ids(text) or is_measured(text) or GROUP_UNIT.search(text)]
        return len(groups) > 1 and 2 * len(measures) >= len(groups)

    def margin(self, item: Item, figure: Figure) -> bool:
        """ "as a % of revenue" below "Operating income" is the operating margin. Whether the row above has such a metric."""
        above = [one for one in self.draft.items.values() if one.table_id == item.table_id and one.row == str(figure.cell.row - 1)]
        metrics = [one.value("metric_id") for one in above if one.value("unit") in self.book.currencies]
        if not metrics or not metrics[0]:
            return False
        name = self.book.rows["metrics"][metrics[0]]["name"]
        if metrics[0] in MARGINS:
            item.put("metric_id", MARGINS[metrics[0]], "label", False)
        else:
            self.propose_metric(item, f"{name} in percent of revenue", "percent")
        return bool(item.value("metric_id"))

    def in_group(self, label: str, groups: tuple[str, ...]) -> str:
        """A label that only says how shares are counted, with the name of its group: "Basic" under "Net income per share:"."""
        if groups and label and OPEN_GROUP.search(groups[-1]):  # "Profit attributable to" over "shareholders"
            return f"{groups[-1].rstrip(' :：')} {label[0].lower() if label[1:2].islower() else label[0]}{label[1:]}"
        if not groups or not SHARE_BASIS.match(label) or self.metric_ids(label):
            return label
        return f"{label} {groups[-1].lower() if groups[-1].isupper() else groups[-1][:1].lower() + groups[-1][1:]}"

    def parted_by(self, text: str) -> list[str]:
        """The metric that a group or title divides among its rows: "Revenue by segment", "Net sales:"."""
        found = self.book.names["metrics"].find(text or "")
        divided = re.search(r"\bby\s+\w+|按", text or "")
        return [id for match in found for id in match.ids if divided or id == "revenue" and self.metric_ids(text)]

    def metric(self, item: Item, options: list[str], unit: str, heads: list[str], how: str, sure: bool) -> None:
        """The option that the unit fits; its growth or share where a heading says so."""
        book = self.book
        text = " ".join(heads)
        bases = {id for match in vocabulary("changes", "basis").find(text) for id in match.ids}
        bases |= {"any"} if not bases and any(CHANGE_HEAD.match(head) for head in heads) else set()
        if bases and unit in ("percent", "percentage_points", ""):
            basis = next(iter(bases - {"any"}), "any")
            levels = [id for id in options if not book.rows["metrics"][id].get("growth_of_metric_id")]
            titles = [id for title in self.titles for match in book.names["metrics"].find(title or "") for id in match.ids]
            titles = [id for id in titles if not book.rows["metrics"][id].get("growth_of_metric_id")]
            row = self.metric_of_row(item)
            named = levels or (row or titles if self.by == "columns" else titles or row)
            if named:
                kind = unit or "percent"
                item.put("metric_id", change_of(book, named[0], basis, kind), how, sure and basis != "any" and len(set(options)) == 1)
                item.put("unit", kind, how, True)
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

    def heads_of_all(self) -> set[str]:
        return {text for figure in self.figures for text in self.heads(figure)}

    def metric_of_row(self, item: Item) -> list[str]:
        """The metric of the amount that stands nearest before a growth in its row, else of the one behind it."""
        row = [one for one in self.draft.items.values() if (one.table_id, one.row) == (item.table_id, item.row) and one is not item]
        row = [one for one in row if one.value("metric_id") not in ("", "rank") and not one.value("unit").startswith("percent")]
        row.sort(key=lambda one: (int(one.column) > int(item.column), abs(int(one.column) - int(item.column))))
        return [row[0].value("metric_id")] if row else []

    def propose_metric(self, item: Item, label: str, unit: str) -> None:
        """A row that no metric is like is a new metric of its unit, for the reviewer to accept."""
        index = not unit and any(INDEX.search(text) for text in (label, *filter(None, self.titles)))
        kind = "currency" if unit in self.book.currencies or not unit and not index and self.is_of_money() else unit or "count"
        kinds = {"currency": "money", "percent": "percent", "ratio": "ratio"}
        label = NOTE_BEHIND.sub("", label)
        for tail in (UNIT_BEHIND, MONEY_BEHIND, AT_END):  # "Monthly sales, US$ million", "Order book at period end"
            label = tail.sub("", label).strip()
        label = without_unit(label)
        if self.is_period_alone(label):
            return
        if length_of(label) > LABEL:  # "Common stock, authorized 100,000,000 shares of $.01 par value"
            label = re.split(r"[,;:(（，；]", label)[0].strip()
        if length_of(label) > (LABEL if label.isascii() else 3 * LABEL) or not re.search(r"[A-Za-z\u4e00-\u9fff]{2}", label):
            return
        row = {
            "name": label[:80],
            "definition": f"As the document calls it: {label[:80]}",
            "quantity_kind": kinds.get(kind, "count"),
            "unit": kind,
        }
        id = self.book.propose("metrics", row | {"additive": "no"}, f"label of row {item.row} of table {item.table_id}")
        item.put("metric_id", id, "proposed", False)

    def is_of_money(self) -> bool:
        """Whether figures without a unit are likely amounts of money: the table names a currency, or the document speaks of a firm."""
        firm = self.book.rows["subjects"].get(self.reader.subject, {}).get("subject_type") == "company"
        metrics = [id for text in {*self.heads_of_all(), *(one.row_label for one in self.figures)} for id in self.metric_ids(text)]
        units = {self.book.rows["metrics"][id]["unit"] for id in metrics}
        if not self.rows.currency and units and all(self.book.rows["units"].get(unit, {}).get("kind") == "count" for unit in units):
            return False  # "Production" beside "Deliveries"
        return firm or bool(self.rows.currency) or not self.divided and self.by == "rows" and not self.counts

    def subject_of(self, item: Item, label: str, sure: bool, kind: str = "company", propose: bool = True) -> None:
        """The subject that a label names; a new one where no register knows it. The number of a row is no part of its name."""
        label = without_unit(re.sub(r"^\s*\d{1,3}[.)、]\s*", "", label.strip()))
        ids = self.book.names["subjects"].whole(label)
        if WHOLE_FIRM.fullmatch(label) and self.reader.subject:
            item.put("subject_id", self.reader.subject, "label", sure)
            return
        if not label or self.is_period_alone(label):
            if self.reader.subject:
                item.put("subject_id", self.reader.subject, "document", False)
            return
        firm = self.book.rows["subjects"].get(self.reader.subject, {}).get("subject_type") == "company"
        parted = self.by != "title" or any(text and OF_FIRM.search(text) for text in self.titles)
        if not ids and firm and parted and ALL.fullmatch(label):  # the total of its segments
            item.put("subject_id", self.reader.subject, "document", False)
            return
        if not ids and self.metric_ids(label) and self.reader.subject:  # "Operating income" below the segments
            item.put("subject_id", self.reader.subject, "document", False)
            return
        if not ids:
            found = self.book.names["subjects"].find(label)
            ids = tuple(id for match in found for id in match.ids if id not in self.reader.newcomers)
            if set(ids) == {self.reader.subject}:  # "STEF France" is a part of STEF
                ids, kind = (), "segment"
            sure = False
            covered = {place for match in found for place in range(match.start, match.end)}
            more = [word for word, start, _ in words_of(label) if start not in covered and not vocabulary("corporate").whole(word)]
            if more and not self.reader.is_covered:  # "Data center systems" are no data centers
                ids = ()
        if not ids:
            ids = tuple(id for id, _ in self.book.names["subjects"].like(label))
        if not ids and len(words_of(label)) > 1 and self.reader.is_covered:
            names = self.book.names["subjects"]  # one word of the name of a firm is not its name
            ids = tuple(id for id, _ in names.about(label, 0.6) if id not in names.proper)[:3]
        if ids:
            new = ("subjects", ids[0]) in self.book.ids and ids[0] not in self.reader.newcomers
            item.put("subject_id", ids[0], "label", sure and len(ids) == 1 and (not new or self.lists_subjects()))
            item.candidates["subject_id"] = list(dict.fromkeys(ids))[:8]
            return
        if not propose:
            return
        total, others = TOTAL.match(label), OTHERS.match(label)
        kind = "total" if total else "remainder" if others else kind
        parent = self.reader.subject if kind == "segment" else ""
        plain = kind == "total" and not self.reader.subject and ALL.fullmatch(label)
        topic = self.draft.topic_of_title() if plain else ""  # "Total" of tablets is tablets
        others = [id for id in self.book.names["subjects"].whole(topic) if ("subjects", id) not in self.book.ids] if topic else []
        name = topic if topic and not others else label[:80]
        row = {"name": name, "subject_type": kind, "parent_subject_id": parent}
        id = self.book.propose("subjects", row, f"label of row {item.row} of table {item.table_id}")
        item.put("subject_id", id, "proposed", kind in ("total", "remainder") or self.lists_subjects())

    def lists_subjects(self) -> bool:
        """Whether the rows surely name subjects: the heading over them says so, the title divides among them, or registers and text know
        others of them."""
        heads = [cell.text for cell in self.table.cells if cell.column == self.naming and cell.row <= self.head]
        if self.divided or any(LISTS.search(text) for text in (*heads, *filter(None, self.titles[:3]))):
            return True
        labels = {figure.row_label for figure in self.figures if figure.row_label}
        known = [one for one in labels for id in self.book.names["subjects"].whole(one)[:1] if self.is_known(id)]
        return len(known) * 4 >= len(labels) > 0

    def is_known(self, subject: str) -> bool:
        return ("subjects", subject) not in self.book.ids or subject in self.reader.newcomers

    def subject_of_rows(self, item: Item, figure: Figure, heads: list[str], rest: str) -> None:
        """Whose metric a row is: a subject that heading, group or the rest of the label names, else that of the document."""
        texts = [
            *(text for text in reversed(heads) if not vocabulary("changes").find(text)),
            rest,
            *reversed(figure.groups),
            *self.titles[:3],
        ]
        groups = figure.groups[::-1] if self.labels[figure.row_label] > 1 else ()  # the same rows below "Human Expression" and below others
        part = next((text for text in (*reversed(heads), *groups) if self.names_part(text)), "") if self.reader.subject else ""
        if part:  # "Commercial Banking" over a column
            self.subject_of(item, part, False, "segment")
            return
        for place, text in enumerate(texts):
            found = [id for match in self.book.names["subjects"].find(text or "") for id in match.ids]
            if found and (place < len(texts) - 3 or not self.reader.subject):
                item.put("subject_id", found[0], "heading", len(set(found)) == 1 and not rest)
                return
        if self.reader.subject:
            item.put("subject_id", self.reader.subject, "document", not rest)
        elif heads and self.by == "rows" and self.names_part(heads[-1]):
            self.subject_of(item, heads[-1], False)
        elif name := self.heading_above():
            row = {"name": name, "subject_type": "segment", "parent_subject_id": ""}
            item.put("subject_id", self.book.propose("subjects", row, "a heading over the table", exact=True), "heading", False)
        elif self.reader.last_subject:
            item.put("subject_id", self.reader.last_subject[0], "antecedent", False)

    def heading_above(self) -> str:
        """The name that the heading right above a table is, in a document on nobody: "Gruyere"; empty else."""
        title = self.above[0].text.lstrip("# ").strip() if self.above and self.above[0].is_heading else ""
        words = title.split()
        fits = 0 < len(words) <= 3 and all(word[0].isupper() for word in words) and is_thing(title, "") and not self.metric_ids(title)
        plain = any(
            vocabulary(kind).whole(word) for kind in ("heads_en", "generic_en", "openers", "adjectives", "headings") for word in words
        )
        return title if fits and not plain and not self.reader.periods.labels(title) and not is_measured(title) else ""

    def names_part(self, head: str) -> bool:
        """Whether a heading of a column may name a part of the firm: nothing of periods, changes, bases, units, totals."""
        text = self.without_periods(head)
        return (
            re.search(r"[A-Za-z\u4e00-\u9fff]{3}", text) is not None
            and without_unit(head) == head
            and len(words_of(text)) <= 5
            and not NO_PART.search(text)
            and not vocabulary("changes").find(text)
            and not vocabulary("scopes").find(text)
            and not vocabulary("headings").find(text)
            and not self.metric_ids(head)
            and not shares_in(text)
        )

    # periods
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
        row = [one for one in self.draft.items.values() if (one.table_id, one.row) == (item.table_id, item.row) and one.state != "excluded"]
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
        is_flow = fiscal and NO_STOCK.search(" ".join(self.heads_beside(figure)))
        if first != last or not is_flow and STOCK.search(" ".join([figure.row_label, *figure.groups, self.table.caption or ""])):
            return days
        heads = {one for other in self.figures for text in other.headers for one in self.reader.periods.labels(text)}
        long = (
            is_flow
            or fiscal
            and NO_STOCK.search(figure.row_label)
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

    def is_change(self, figure: Figure) -> bool:
        return any(vocabulary("changes").find(text) or CHANGE_HEAD.match(text) for text in self.heads(figure))

    def latest_of_row(self, item: Item) -> Item | None:
        """The figure of the row with the latest period: a column of changes leads up to it."""
        periods = self.book.rows["periods"]
        row = [
            one
            for one in self.draft.items.values()
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

    # cells of text
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
            self.draft.exclude(line, start + note.start(), end, "footnote")
        if is_year(text):
            self.draft.exclude(line, start, end, "period_label")
            return
        if mark := MARK.search(text):
            self.draft.exclude(line, start + mark.start(1), end, "footnote")
        block = Paragraph(text, tuple((line, start + at) for at in range(len(text))), False, self.table.page)
        groups = tuple(label_of(one) for one in self.groups_above(cell))
        figure = Figure(cell, cell.column, self.in_group(self.row_label(cell), groups), self.headings(cell), (), 0, False)
        if re.fullmatch(r"\W*\d{1,3}\W*", text):
            if cell.row > self.head and RANK.search(" ".join(figure.headers)):
                self.figure(figure)
            else:
                self.draft.exclude(line, start, end, "list_ordinal")
            return
        before = set(self.draft.items)
        self.draft.paragraph(block)
        if cell.row > self.head and cell.column != self.naming:
            for id in self.draft.items.keys() - before:
                if self.draft.items[id].state != "excluded" and self.draft.items[id].value("qualifier"):
                    self.text_figure(self.draft.items[id], figure)

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
        if item.cells["metric_id"].how != "clause":
            unit = item.value("unit") if item.cells["unit"].how != "register" else ""
            texts = [figure.row_label, *reversed(figure.headers)] if self.by == "rows" else list(reversed(figure.headers))
            options = [id for text in texts for match in self.book.names["metrics"].find(text) for id in match.ids]
            kind = self.book.rows["subjects"].get(item.value("subject_id"), {}).get("subject_type")
            if not options and kind in ("market", "segment") and unit in self.book.currencies and not self.reader.subject:
                options = ["market_size"]
            self.metric(item, options or list(self.title_metrics()), unit, list(figure.headers), "heading", False)
            if not item.value("metric_id") and self.by == "rows" and figure.row_label:
                self.propose_metric(item, figure.row_label, unit)
            if not unit and self.reader.currency and MINOR.search(" ".join([figure.row_label, *figure.headers])):
                unit = self.reader.currency
                put_amount(item, unit, self.book, MINOR_POWER, "heading of the table")
                item.put("unit", unit, "heading of the table", True)
            if item.value("metric_id") and not unit:
                own = self.book.rows["metrics"][item.value("metric_id")]["unit"]
                item.put("unit", own if own != "currency" else unit, "register", False)
        put_status(item, self.reader, words, "label")
        put_scope(item, self.reader, words, " ".join(filter(None, self.titles)))
        put_family(item, self.book)

    def look_at_texts(self) -> None:
        """The last row of headings, and the column whose cells name what the rows are about."""
        rows: dict[int, list[Cell]] = {}
        for cell in self.table.cells:
            rows.setdefault(cell.row, []).append(cell)
        body = {figure.cell.row for figure in self.figures}
        first = min(rows, default=0)
        marked = [row for row, cells in rows.items() if all(cell.is_header for cell in cells)]
        self.head = max(marked) if marked and len(marked) < len(rows) else first if first not in body else 0
        named: dict[int, int] = {}
        for cell in self.table.cells:
            if cell.row > self.head and cell.column not in self.unit_columns and re.search(r"[A-Za-z\u4e00-\u9fff]{2}", cell.text):
                named[cell.column] = named.get(cell.column, 0) + (3 if self.book.names["subjects"].whole(label_of(cell.text)) else 0)
        self.naming = min(named, key=lambda column: (-named[column], column), default=1)

    def headings(self, cell: Cell) -> tuple[str, ...]:
        above = [one for one in self.table.cells if one.row <= self.head and one.column <= cell.column < one.column + one.column_span]
        return tuple(one.text for one in sorted(above, key=lambda one: one.row))

    def groups_above(self, cell: Cell) -> list[str]:
        """The label of the nearest row above that has no other cell."""
        for row in range(cell.row - 1, self.head, -1):
            texts = [one for one in self.table.cells if one.row == row and one.text.strip()]
            if len(texts) == 1 and texts[0].column == self.naming:
                return [texts[0].text]
        return []

    def row_label(self, cell: Cell) -> str:
        own = next((label_of(one.text) for one in self.table.cells if one.row == cell.row and one.column == self.naming), "")
        return own or self.label_of_row_above(cell) or self.subtotal(cell)

    def subtotal(self, cell: Cell) -> str:
        """What a row without a label sums up: "Total operating expenses" below that group; empty where a total stands between."""
        for row in range(cell.row - 1, self.head, -1):
            texts = [one for one in self.table.cells if one.row == row and one.text.strip()]
            label = next((one.text for one in texts if one.column == self.naming), "")
            if not label or TOTAL.match(label):
                return ""
            if len(texts) == 1:
                return f"Total {label_of(label).lower()}" if cell.row - row > 2 else ""
        last = all(one.row <= cell.row for one in self.table.cells)  # the sum of a note: "3. Other operating expenses"
        names = (re.sub(r"^\W*\d{1,2}(?:\.\d{1,2})*[.)]?\s+", "", text.lstrip("# ")) for text in self.titles if text)
        return next((name.capitalize() for name in names if is_measured(name) and len(name) < 60), "") if last else ""


def divided(title: str) -> str:
    """What a title divides among the rows: "Table 2: Employment by industry (thousands)", "主要工业产品产量"."""
    english = DIVIDED.match(title)
    if english:
        return re.sub(
            r"^(?:the|our|its)\s+|\b(?:quarterly|annual|monthly|yearly)\s+|\s+(?:data|figures|results|breakdown)$",
            "",
            english[1].strip(),
            flags=re.IGNORECASE,
        )
    heads = [match for match in vocabulary("heads_zh").find(title) if not re.search(r"[\u4e00-\u9fff]", title[match.end :].split("（")[0])]
    return title[heads[-1].start : heads[-1].end] if heads else ""


def is_measured(label: str) -> bool:
    """Whether a label of several words begins or ends with a word for what is measured: "Rental income", "Gain from sale of assets"."""
    heads = vocabulary("heads_en").find(label) + GAINS.find(label)
    return len(label.split()) > 1 and any(match.start == 0 or match.end == len(label) for match in heads)


def scale_below(below: list[Paragraph]) -> Scale | None:
    """What a short note right below a table says of its scale."""
    notes = (re.split(r"(?<=[a-z])\s+(?=[$€£])", one.text)[-1] for one in below[:3] if len(one.text) < 160)
    found = (scale_of(text) for text in notes if SCALE_NOTE.match(text))
    return next((one for one in found if one.mult), None)


def is_caption(text: str) -> bool:
    """Whether a paragraph above a table may be its title: short, or introduces it; not running text."""
    return len(text) <= CAPTION and not text.rstrip().endswith((".", "。", "”", '"')) or text.rstrip().endswith((":", "："))


def without_unit(label: str) -> str:
    """A label without the unit that stands behind it in parentheses: "Ordinary income (millions of yen)", "India (Rs. crore)"."""
    behind = ASIDE_BEHIND.search(label)
    stated = behind and (UNIT_ALONE.fullmatch(behind[1]) or scale_of(behind[1]).mult is not None)
    return label[: behind.start()].strip() if stated and behind.start() else label


def is_percent_alone(headers: tuple[str, ...]) -> bool:
    """Whether the last heading of a column says no more than "%"."""
    return bool(headers) and re.fullmatch(r"\W*(?:in\s+)?(?:%|％|per\s?cent)\W*", headers[-1], re.IGNORECASE) is not None


def length_of(text: str) -> int:
    return len(words_of(text))


def later_of_two(days: tuple[date, date]) -> tuple[date, date]:
    """The later of the two months that a change lies between: "October to November 2018", "December 2017 to December 2018". Any other
    period is one whose own change is given, and so are the two months that begin a year."""
    months = 12 * (days[1].year - days[0].year) + days[1].month - days[0].month
    whole = days[0].day == 1 and (days[1] + timedelta(days=1)).day == 1
    return (days[1].replace(day=1), days[1]) if whole and (months == 12 or months == 1 and days[0].month > 1) else days
