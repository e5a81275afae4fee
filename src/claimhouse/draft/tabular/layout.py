"""How a table is laid out: where its headings and labels stand, and which of them name metrics."""

from __future__ import annotations

import re
from functools import cached_property

from claimhouse.documents.grid import CODE_COLUMN, Figure, is_year, label_of
from claimhouse.documents.model import Cell, Table
from claimhouse.documents.scales import SIGNS, UNIT_ALONE, is_period, scale_of
from claimhouse.documents.tables import TableRows
from claimhouse.documents.wordings import names
from claimhouse.draft.calendar.label import Label
from claimhouse.draft.names import Names, words_of
from claimhouse.draft.registers import vocabulary
from claimhouse.draft.running_text import RunningText
from claimhouse.draft.source import Paragraph
from claimhouse.grammar import figures

TOTAL = re.compile(r"^(?:sub-?\s?)?(?:grand\s+)?total\b|^all\b|^合\s*计|^总\s*计", re.IGNORECASE)
ASIDE_BEHIND = re.compile(r"[(（\[]([^()（）\[\]]{1,40})[)）\]]\s*$")
WHOLE_FIRM = re.compile(r"(?:the\s+)?(?:group|company|consolidated)(?:\s+total)?|total\s+(?:group|company)|集团|合并|公司", re.IGNORECASE)
REMAINDER = re.compile(r"^(?:all\s+)?others?\b|^rest\b|^其他|^其它", re.IGNORECASE)
COUNTED_ALONE = re.compile(
    r"\W*(?:units?|volumes?|values?|numbers?|amounts?|quantit(?:y|ies)|totals?|pieces|数量|金额|数值)\W*", re.IGNORECASE
)
MONEY_ALONE = re.compile(  # "(US$ billion)"
    rf"\W*(?:in\s+)?(?:{SIGNS}|[A-Z]{{3}}\b)\s?(?:['’]?000s?|mn?|bn|millions?|billions?|thousands?)?\W*"
)
UNIT_ALONE_IN_HEAD = re.compile(r"\W*[(（](?:in\s+)?(?!%|change|chg)[A-Za-z0-9'’/ ]{1,16}[)）]\W*")  # "(Mt)", behind a period
NOTE_MARKS = re.compile(  # within a name: "Adjusted(3) Income", "Write-downs (1)(2)", "Securities purchased, net (line 1 less line 2) /1"
    r"\s*\(notes?\s*\(?\w{1,3}\)?\)|(?<=[A-Za-z)\s])\(\d{1,2}\)(?:\s?\(\d{1,2}\))*|\s*\(lines?\s+\d[^()]*\)|\s+/\s?\d{1,2}$|[⁰¹²³⁴-⁾]+|\[\d{1,2}\]"
)
NUMBERED_NOTE = re.compile(  # "Quotations 1", no "Scope 1"
    r"(?<!tier)(?<!scope)(?<!level)(?<!phase)(?<!class)(?<!type)(?<!stage)(?<!group)(?<!unit)(?<!line)\s(\d)$", re.IGNORECASE
)
FOLLOWS_AS = re.compile(  # "Comparable sales for the third quarter were as follows:"
    r"\s+(?:(?:for|in|during|at|as\s+of|by)\s[^:]*?)?(?:is|are|was|were)\s+(?:as\s+follows|shown|set\s+out|given)\b.*", re.IGNORECASE
)
NOTE_BEHIND = re.compile(r"(?<=\))\d{1,2}$|\s*\*+$")  # the mark of a note: "Trading profit (£m)1"
OTHER_THAN = re.compile(r"\s*other\b", re.IGNORECASE)
CHANGE_HEAD = re.compile(
    r"\W*[%％]\s*(?:19|20)\d\d\s*/\s*(?:(?:19|20)\d\d|\d\d)\W*$|"  # "% 2011/2010"
    r".*[Δ∆]|[\u4e00-\u9fff]*(?:增减|变动|增幅|增长率|增长幅度)[\u4e00-\u9fff]*\W*(?:[%％]\W*)?$|"
    r"\W*(?:vs\.?|versus|compared\s+(?:to|with))\s+(?:[A-Z][a-z]{2,8}\.?\s+|Q\d\s+|YTD\s+)?['’]?(?:20)?\d\d\W*$"
    r"|\W*(?:%\s*)?(?:change|chg)\b\W*$"
    r"|\W*\+\s*/\s*[-−–]\s*%?\W*$"
    r"|\W*(?:%\s*)?inc(?:r|rease)?\.?\s*/\s*\(?\s*dec"
    r"|\W*(?:[MQY][\s.-]?[o/][\s./-]?[MQY]\.?|(?:mom|qoq|yoy)|[mqy]/[mqy])\b\W*(?:%\W*|change\W*)?$"
    r"|\W*%\s*(?:as\s+)?(?:reported|organic|at constant|constant|comparable|on a|lfl|cer|like)|\W*%?\s*var(?:iation|iance)?\b",
    re.IGNORECASE,
)
OF_NAME = re.compile(
    r"(?i:advanced|improved|reduced|expanded|extended|higher|lower|growing|rising|falling|upgraded|cut)\s+(?!Change|Growth|Rate)[A-Z][a-z]{2,}"
)
LISTS = re.compile(
    r"\b(?:vendors?|compan(?:y|ies)|brands?|makers?|manufacturers?|suppliers?|countr(?:y|ies)|regions?|segments?|operators?|markets?|players?"
    r"|commodit(?:y|ies)|firms?|industr(?:y|ies)|sectors?|foundr(?:y|ies)|cities|states)\b|厂商|企业|公司|品牌|国家|地区|行业|城市",
    re.IGNORECASE,
)
DIVIDED = re.compile(
    r"\W*(?:(?:Table|Chart|Exhibit|Figure)\s*[\w.]+\s*[:.–-]?\s+|\d{1,2}(?:\.\d{1,2})+\.?\s+)?((?:[A-Za-z’'-]+\s+){0,4}?[A-Za-z’'-]+)\s*[:,]?\s+by\s+(?!\d)\w+",
    re.IGNORECASE,
)
BY_WHOM = re.compile(  # "Cash provided by operating activities" divides nothing
    r"\b(?:provided|used|generated|driven|offset|followed|held|owned|issued|affected|caused|repurchased|acquired|granted|paid)\s+by\b",
    re.IGNORECASE,
)
UNIT_CELL = re.compile(
    r"(?:[A-Z]{0,3}[$€£¥]|[A-Z]{3})\s?(?:m|mn|bn|k|000|million|billion|thousand)?(?:\s?/\s?[A-Za-z]{1,6})?|%|[A-Za-z]{1,4}\s?/\s?[A-Za-z]{1,5}|'?000['’]?\s?\w{1,8}"
)
GROUP_UNIT = re.compile(r"[(（]\s*(?!units?\s*:)([A-Za-z]+(?:\s+per\s+[a-z]+)?)\b[^()]*[)）]\s*$")
COUNTED_BY = re.compile(r"\(?(?:nos?\.?|numbers?|#|units?)\)?", re.IGNORECASE)
GAINS = Names((word, word) for word in ("gain", "gains", "loss", "losses", "wages", "salaries", "fees", "rents", "expenses", "income"))
ASIDE_HEAD = re.compile(r"country|nationality|home|head(?:quarters|\s+office)|HQ|ticker|symbol|code|rank|no\.?|#", re.IGNORECASE)
NUMBERED = re.compile(r"\s*\d{1,2}\s+(?=[A-Z])")  # "4 Retail sale of clothes" in a table of such rows
SCALED = re.compile(r"\W*shares\s+in\s+(?:thousand|million|billion)s\W*", re.IGNORECASE)  # "(Shares in thousands)"
UNIT_COLUMN = re.compile(r"\W*(?:计量)?单位\W*|\W*units?(?: of measure(?:ment)?)?\W*", re.IGNORECASE)
OF_TRADE = re.compile(r"\b(?:retail|wholesale|trade|industrial|homes?|houses?|vehicles?|cars?)\s+$", re.IGNORECASE)
AMOUNT_ALONE = re.compile(  # a heading that says in what its column is, not what it measures
    r"\W*(?:in\s+)?(?:absolute(?:\s+(?:numbers?|terms|values?|figures))?|per\s?cent|percent(?:ages?)?|persons"
    r"|(?:not\s+|non-?\s?)?seasonally\s+(?:un)?adjusted|trend(?:[\s-]cycle)?|unadjusted|original(?:\s+series)?|calendar\s+adjusted)\W*",
    re.IGNORECASE,
)
AGES = re.compile(
    r"\W*(?:ages?d?\s+)?(?:\d{1,2}\s*(?:[-–—]|to)\s*\d{1,2}|\d{1,2}\s*(?:\+|and\s+(?:over|above|older)))(?:\s+years?(?:\s+old)?)?\W*",
    re.IGNORECASE,
)
CODES = re.compile(r"[A-Z]{1,3}\d{0,3}(?:\s?[+,–-]\s?[A-Z]{1,3}\d{0,3})*|\d{1,3}(?:[.–-]\d{1,3})*")
LENGTH = re.compile(  # "Three months ended", "Half-year ended"
    r"\W*(?:for\s+)?(?:the\s+)?(?:(?:three|six|nine|twelve|\d+)[\s-]+(?:months?|weeks?)|(?:fiscal\s+)?(?:half[\s-]+)?year|quarter|period)s?"
    r"(?:\s+(?:ended|ending|to))?\W*",
    re.IGNORECASE,
)
AT_END = re.compile(
    r",?\s*\b(?:at|end\s+of)\s+(?:the\s+)?(?:period|quarter|year|half)(?:[\s-]?end)?\b|\bat\s+(?:year|period|quarter)-end"
    r"|^(?:closing|ending)(?=\s+balances?\b)",
    re.IGNORECASE,
)
AT_START = re.compile(
    r",?\s*\b(?:at\s+(?:the\s+)?)?beginning\s+of\s+(?:the\s+)?(?:period|quarter|year|half)\b|^(?:opening|beginning)(?=\s+balances?\b)",
    re.IGNORECASE,
)
PERIOD_WORDS = re.compile(  # what stands beside a period and names nothing else
    r"(?:\W|\d|\b(?:(?:un)?audited|restated|actual|reported|forecast|estimated?|budget|preliminary|note|in|as|at|of|the|for|and|(?:up\s+)?to|until|till|ended|ending|from|"
    r"months?|weeks?|days?|years?|quarters?|half|first|second|third|fourth|fiscal|financial|calendar|[aefpr])\b|(?<=\d)[pr]\b|[年期末月日至止度上下半（）])*",
    re.IGNORECASE,
)
TIME = re.compile(  # words of headings that say when: "Jan-Sep", "Prior", "Rolling 12 months", "3Q"
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august|september|october|november|december"
    r"|current|prior|previous|preceding|last|latest|rolling|mos|ytd|ltm|ttm|to date|cy|py|fy\d{0,4}|[qh][1-4]|[1-4][qh]|\d{1,2}m"
    r"|months?|weeks?|days?|years?|quarters?|periods?|half|fiscal|quarterly|annual(?:ly)?|yearly|monthly|thereafter)\b",
    re.IGNORECASE,
)
PARTS = re.compile(r"\s*:\s+|\s+[–—-]\s+|\.\s+(?=[A-Z])")
BALANCE = re.compile(
    r"\W*(?:(?:(?:opening|closing)\s+)?balances?|carrying\s+(?:amount|value)s?|net\s+book\s+(?:value|amount)s?|total\s+equity|equity)?\W*"
    r"(?:as\s+)?(?:at|of|on)?\W*(?:\(?(?:as\s+)?(?:previously\s+)?(?:restated|reported|audited)\)?)?\W*",
    re.IGNORECASE,
)
MONEY_AT_END = re.compile(rf"(?:(?<=[a-z)])|^|\s+)(?:{SIGNS}|RM|Rp)\s?(?:['’‘]?000s?|mn?|bn|million|billion|thousand)\s*$")  # "RM'000"
MOSTLY = 0.8  # of the cells of a column of units
PERCENT_OF = re.compile(r"(?:%|\bper\s?cent(?:age)?)\s+of\s+.*", re.IGNORECASE)  # "(percent of GDP)" over public debt
CAPTION = 160  # characters of a title at most
LEADS_ON = (":", "：", "--", "—")  # the end of a text that introduces a table
PLAIN_WORDS = frozenset(
    "diluted total net of from the and for by in gaap reported statutory adjusted underlying normalised normalized consolidated group"
    " as at per income statement".split()
)


def measure_divided(title: str) -> str:
    """What a title measures before two colons or the manner of its division: "Imports" of "Import :: Country-wise"; empty of others."""
    first = re.split(r"\s*::\s*|\s+\w+-wise\b", title)[0].strip()
    return next((id[:1].upper() + id[1:] for id in vocabulary("heads_en").whole(first)), "") if first != title.strip() else ""


def changes_in(head: str) -> list:
    """The words of a heading that say that something changed; none that is an adjective of a name: "Advanced Materials & Chemicals"."""
    return [one for one in vocabulary("changes").find(head) if not OF_NAME.match(head, one.start)]


OF_ONE = r"\s*(?:/\s*|\bper\s+)(?:[a-z0-9]+\s+){0,2}?[A-Za-z0-9²³]{1,14}"
PRICE_BEHIND = re.compile(  # "Milk price, cents per litre", "Spot price - US$/oz"
    rf"(?<=\w)(?:[,:]|\s[-–—])\s+(?:in\s+)?((?:[A-Z]{{0,3}}[$€£¥]|(?-i:[A-Z]{{3}})|(?:[A-Z.]{{1,4}}\s)?(?:{names()}|cents?|pence)){OF_ONE})\W*$",
    re.IGNORECASE,
)
STARS = re.compile(r"(?<=[^\W\d]{2})[*†‡]+(?=\s*(?:[(（]|$))")  # of a note behind a title: "Retail prices* (dollars per gallon)"
VALUES_IN = re.compile(
    r"\W*(?:Values?|Amounts?|Figures)\s+(?:are\s+)?in\s+(?:[A-Z]{0,3}[$€£¥]|[A-Z]{3}\b|(?:thousand|million|billion)s?\b)"
)
NOTE_LINE = re.compile(  # no title: "Country: Norvania", "* Revised", "Values in US$ million"
    r"\s*(?:[*†‡]\s|[A-Z][A-Za-z ]{2,20}:\s)|" + VALUES_IN.pattern
)
NUMBER_BEFORE = re.compile(r"^\s*(?:(?:\d{1,2}|[A-Za-z]|[IVX]{1,5}|[ivx]{1,5})[.)]|\((?:\d{1,2}|[a-z]|[ivx]{1,5})\))\s+(?=[^\W\d]{2})")


NUMBER_OF_TABLE = re.compile(r"^\W*(?:\[[^\]]*\]|(?:Table|Chart|Exhibit|Figure)\s*[\w.]+?[.:]?)\s+")
NUMBER_ZH = re.compile(r"^\s*(?:[(（]?[一二三四五六七八九十]{1,2}(?:[)）]、?|、)|(?:其中|[加减][:：]?)[:：]\s*)(?=[\u4e00-\u9fff]{2})")


def is_flow(text: str) -> bool:
    """Whether a heading is a word of measurement and nothing else: "Exports", "Production"."""
    return vocabulary("heads_en").whole(text) != [] and len(text.split()) == 1


class TableLayout:
    """A table with what its labels and headings name; what is read from them is in the modules that build on this."""

    def __init__(
        self, text: RunningText, table: Table, above: list[Paragraph], below: list[Paragraph], farther: list[Paragraph] | None = None
    ):
        self.text, self.table, self.above, self.below, self.farther = text, table, above, below, farther or []
        self.overview, self.items = text.overview, text.items
        self.reader, self.book, self.source = text.reader, text.book, text.source
        self.rows = TableRows(text.source.document, table, text.overview.calendar)
        self.figures: list[Figure] = self.rows.reading.figures
        titles = [*self.rows.reading.titles, table.caption, *(one.text for one in above if is_caption(one.text))]
        self.titles = [text and PRICE_BEHIND.sub(r" (\1)", STARS.sub("", text)) for text in (*titles, *self.heading_over_notes())]
        self.metrics: dict[str, tuple[str, ...]] = {}
        self.unit_columns = {cell.column for cell in table.cells if UNIT_COLUMN.fullmatch(cell.text)} | self.columns_of_units()
        near = [*self.rows.reading.titles, table.caption, *(one.text for one in self.above[: 1 + self.short_above()])]
        said = [text for text in near[:-1] if text] + [one.text for one in self.above[:1] if is_caption(one.text) or one.text.endswith(":")]
        soft = [match for text in said for match in vocabulary("statuses", "status").find(text) if match.ids[0] == "P"]
        self.counts = any(re.search(r"\b(?:thousands|number|persons|people|units|tonnes)\b", text) for text in near if text)
        self.divided = next(filter(None, map(divided, filter(None, near))), "")  # what the title divides: "Employment by industry"
        self.provisional = "preliminary" if soft else ""
        self.calendar_year = not text.reader.periods.has_own_year
        self.places = {key[1:]: place for key, place in text.source.cells.items() if key[0] == table.table_id}

    def heading_over_notes(self) -> list[str]:
        """The heading over what stands above the table, if that is nothing but notes and statements: "Country: Norvania", "* Revised"."""
        above = self.farther or self.above
        notes = next((place for place, one in enumerate(above) if not NOTE_LINE.match(one.text) or len(one.text) > CAPTION), len(above))
        return [above[notes].text] if 0 < notes < len(above) and above[notes].is_heading else []

    def short_above(self) -> int:
        """How many lines right above the table name a unit or a place alone and stand below its title: "UK", "Thousands"."""
        names, count = self.book.names, 0
        for one in self.above:
            text = one.text.strip(" #()")
            if not (
                self.is_unit(text)
                or names["geographies"].whole(text)
                or any(vocabulary(name).whole(text) for name in ("countries", "regions"))
            ):
                break
            count += 1
        return count

    def columns_aside(self) -> set[int]:
        """The columns before the figures that say more of the names beside them: "Country", "Ticker"."""
        first = min((figure.column for figure in self.figures), default=0)
        heads = [cell for cell in self.table.cells if cell.row <= self.head and cell.column < first and cell.column != self.naming]
        return {cell.column for cell in heads if ASIDE_HEAD.fullmatch(cell.text.strip())}

    def columns_of_units(self) -> set[int]:
        """The columns whose cells below the headings all print units: "A$/oz", "US$m", "%"."""
        body: dict[int, list[str]] = {}
        first = self.first_head()
        for cell in self.table.cells:
            if cell.row > first and cell.text.strip():
                body.setdefault(cell.column, []).append(cell.text)
        values = {figure.column for figure in self.figures}
        return {
            column
            for column, texts in body.items()
            if column < min(values, default=0) and len(texts) > 1 and sum(map(self.is_unit, texts)) >= MOSTLY * len(texts)
        }

    def is_unit(self, text: str) -> bool:
        """Whether a cell prints a unit alone: "A$/oz", "Rs. Crore", "Nos", "tonnes"."""
        named = UNIT_CELL.fullmatch(text) or UNIT_ALONE.fullmatch(text) or COUNTED_BY.fullmatch(text)
        measured = [one for one in figures(f"1 {text}") if one.kind == "quantity" and one.unit and len(one.printed) == len(text) + 2]
        return bool(named or measured or self.book.names["units"].whole(text) or len(text) < 14 and scale_of(text).mult)

    def first_head(self) -> int:
        marked = [cell.row for cell in self.table.cells if cell.is_header]
        return max(marked, default=min((cell.row for cell in self.table.cells), default=0))

    def columns_of_percent(self) -> tuple[set[int], set[int]]:
        """The columns of whose heading "%" alone is left and that stand behind one of amounts: those that say how much these changed, and
        those of which a row is the whole, "100.0", so that they are shares."""
        found = {}
        for one in self.figures:
            found.setdefault(one.column, []).append(one)
        alone = {column for column, figures in found.items() if all(is_percent_alone(one.headers) for one in figures)}
        counted = {column for column, figures in found.items() if figures[0].headers and AMOUNT_ALONE.fullmatch(figures[0].headers[-1])}
        alone -= {column for column in alone if column - 1 in counted}  # "Per cent" beside "Absolute numbers" says no change
        over = {column: figures[0].headers[:-1] for column, figures in found.items() if figures[0].headers}
        alone -= {column for column in alone if over[column] and all(over[column] != over[other] for other in over if other < column)}
        wholes = {one.column for one in self.figures if re.fullmatch(r"100(?:\.0+)?\s?%?", one.cell.text.strip())}
        amounts = found.keys() - alone
        behind = {column for column in alone if any(other < column for other in amounts)}
        return behind - wholes, behind & wholes

    @cached_property
    def cells_above(self) -> list[Cell]:
        """The cells of the headings."""
        return [cell for cell in self.table.cells if cell.row <= self.head]

    def spanning(self, figure: Figure) -> tuple[str, ...]:
        """The heading that stands over several columns in a format that has none so wide: the last one to the left in a row of headings
        that is blank over the figure, where a row below has a heading for it."""
        heads = self.cells_above
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

    def metric_ids(self, label: str) -> tuple[str, ...]:
        """Metrics that a label names: the whole label, else names in it that leave no other thing but plain words."""
        if label not in self.metrics:
            names = self.book.names["metrics"]
            ids = names.whole(label) or names.whole(without_number(label))
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
        heads = self.heads_of_all
        labels = {figure.row_label for figure in self.figures if figure.row_label}
        dated = [label for label in labels if self.is_period_alone(label)]
        others = [label for label in labels if label not in dated and not TOTAL.match(self.without_periods(label))]
        if dated and (not others or len(dated) > 3 and 3 * len(others) < len(labels)):  # rows of periods, and of their totals
            return "columns" if heads else "title"
        named = [text for text in heads if self.metric_ids(text)]
        if self.stub_lists() and not any(map(self.metric_ids, labels)):  # "Region", "Company" over the rows
            return "columns" if named else "title"
        own = {self.without_periods(text) for text in heads} - {""}
        moves = {bool(changes_in(text)) for text in own}
        measured = [one for one in labels if self.metric_ids(one) or vocabulary("heads_en").find(one)]
        repeated = len(moves) == 2 and not any(map(self.metric_ids, labels)) and len(measured) * 3 < len(labels) + 3
        few = not any(map(self.metric_ids, labels)) and 3 * len(measured) < len(labels)  # rows that measure
        if named and (len(named) * 2 >= len(heads) or few) or repeated:
            rows = [label for label in labels if self.metric_ids(label)]
            if len(rows) * 2 < len(labels) or not labels:
                return "columns"
        told = [text for text in own if re.search(r"[^\W\d_]{3}", text)]
        if len(told) > 1 and all(map(is_flow, told)) and all(map(TOTAL.match, measured)) and not any(map(self.metric_ids, labels)):
            return "columns"  # "Exports" and "Imports" over kinds of goods
        whom = [one for one in labels if self.says_whom(one)]
        measures = any(map(self.metric_ids, labels)) or any(vocabulary("heads_en").find(one) for one in labels if one.isascii())
        if (len(whom) * 2 > len(labels) or whom and not measures and self.names_parts_of_text(labels)) and not named:
            if not any(map(self.metric_ids, labels)):
                return "title"
        rows = [label for label in labels if self.metric_ids(label) or self.book.names["metrics"].find(label) or is_measured(label)]
        rows = [label for label in rows if self.metric_ids(label) or not TOTAL.match(label)]  # "Total grocers" measure nothing
        firm = self.book.rows["subjects"].get(self.reader.subject, {}).get("subject_type") == "company"
        if rows and (len(rows) * 3 >= len(labels) or firm and not self.divided and not self.title_metrics()):
            return "rows"
        said = not rows and (self.measure_of_title() or self.title_measures())
        return "title" if self.title_metrics() or self.divided or said else "columns" if named else "rows"

    def names_parts_of_text(self, labels: set[str]) -> bool:
        """Whether rows that end in a whole ("Group", "Total", "Other") and measure nothing are the parts of which it is made."""
        return len(labels) > 2 and all(len(words_of(one)) <= 5 for one in labels) and not any(map(self.is_period_alone, labels))

    def says_whom(self, label: str) -> bool:
        """Whether a label is a name that registers or the text know, a country or region, the whole firm or the rest of such."""
        known = any(self.book.names[name].whole(label) for name in ("geographies", "subjects"))
        known = known or any(vocabulary(name).whole(label) for name in ("countries", "regions")) or WHOLE_FIRM.fullmatch(label.strip())
        rest = REMAINDER.match(label) and not vocabulary("heads_en").find(label)  # "Other income" is measured
        return bool(known or rest or TOTAL.fullmatch(label.strip()))

    def is_class_of_people(self, label: str) -> bool:
        """Whether a label says only which people are counted: "Both sexes", "15-24 years"."""
        return bool(vocabulary("classes_of_people").whole(label.strip()) or AGES.fullmatch(label))

    def measure_of_title(self, open_end: bool = False) -> str:
        """What a title of the table says is measured: "Crude steel production" of "Table 3. Crude steel production ('000 tonnes)"; with
        `open_end` also before "in" and a period: "Battery usage in 2031"."""
        texts = (NUMBER_OF_TABLE.sub("", text.lstrip("# ")) for text in self.titles if text)
        texts = [FOLLOWS_AS.sub("", text) for text in texts]
        texts = [text for text in texts if len(text) < CAPTION and not VALUES_IN.match(text)]
        names = [self.without_periods(ASIDE_BEHIND.sub("", text)) for text in texts]
        if open_end:
            names = [re.sub(r"\s+(?:in|for|of|at|as\s+of|by)$", "", name.strip()) for name in names]
        parts = [
            *names,
            *(part for name in names for part in reversed(PARTS.split(name)[1:])),
        ]  # "Orrery Panel: Till roll - Consumer spend"
        parts = [self.without_place(name) for name in parts]
        measured = (name for name in parts if length_of(name) <= 6 and (is_measured(name) or is_measured(name.split(" of ")[0])))
        return next(filter(None, map(measure_divided, names)), "") or next(measured, "")

    def without_place(self, name: str) -> str:
        """A name without the place or the manner of division that it begins with: "GB consumer spend", "Country-wise remittances"."""
        manner = re.match(r"\w+-wise\s+", name)
        rest = name[manner.end() :] if manner else self.book.without_place(name)
        return rest[:1].upper() + rest[1:]

    def title_measures(self) -> bool:
        """Whether the document is on what one metric measures of several: its title has it, and no firm is its subject."""
        firm = self.book.rows["subjects"].get(self.reader.subject, {}).get("subject_type") == "company"
        return not firm and bool(self.reader.measure)

    def stub_lists(self) -> bool:
        """Whether the heading over the labels says that they are of whom: "Region", "Company"."""
        texts = [cell.text for cell in self.table.cells if cell.row <= self.head and cell.column == self.naming]
        return any(LISTS.fullmatch(text.strip()) for text in texts)

    def title_metrics(self) -> tuple[str, ...]:
        firm = self.book.rows["subjects"].get(self.reader.subject, {}).get("name", "")
        for text in self.titles:
            text = PERCENT_OF.sub("", text or "")
            text = text.replace(firm, " ") if firm else text  # "Chugoku Electric Power" names no power
            found = [
                match
                for match in self.book.names["metrics"].find(text)
                if not re.search(r"\bother\s+$", text[: match.start], re.IGNORECASE)
                and not (not firm and OF_TRADE.search(text[: match.start]))  # retail sales are nobody's revenue
            ]
            if found:
                ids = dict.fromkeys(id for match in found for id in match.ids)
                return tuple(id for id in ids if self.book.rows["metrics"][id]["unit"] != "date")  # "Release date: 31 October 2024"
        return ()

    def heads(self, figure: Figure) -> list[str]:
        """Headings of a column that name something else than a period, a unit or a scale."""
        if figure.headers not in self.naming_heads:
            none = (UNIT_ALONE, LENGTH, SCALED, AMOUNT_ALONE)
            texts = (MONEY_AT_END.sub("", text) for text in figure.headers)
            texts = (text for text in texts if text.strip() and not is_year(text) and not any(pattern.fullmatch(text) for pattern in none))
            texts = (text for text in texts if text not in self.codes)
            self.naming_heads[figure.headers] = [text for text in texts if not self.is_period_alone(text)]
        return list(self.naming_heads[figure.headers])

    @cached_property
    def naming_heads(self) -> dict[tuple[str, ...], list[str]]:
        """What `heads` gives of the headings of each column that was asked."""
        return {}

    @cached_property
    def codes(self) -> set[str]:
        """The headings of a row that says that it has codes: "Code | B | CA | B+C+D"."""
        first = min((one.cell.row for one in self.figures), default=0)
        rows = {cell.row for cell in self.table.cells if cell.row < first and CODE_COLUMN.fullmatch(cell.text.strip())}
        return {cell.text for cell in self.table.cells if cell.row in rows and CODES.fullmatch(cell.text.strip())}

    def counts_alone(self, head: str) -> bool:
        """Whether a heading says only that units, a volume or a value stand below it: "Units, 3Q18"."""
        text = self.without_periods(head)
        return any(pattern.fullmatch(text) for pattern in (COUNTED_ALONE, MONEY_ALONE, UNIT_ALONE_IN_HEAD))

    def metrics_of_document(self, unit: str) -> tuple[str, ...]:
        """The one metric that the title of the document names, else of which it speaks, where its figures have the unit."""
        title = self.reader.title
        found = (match for match in self.book.names["metrics"].find(title) if not OF_TRADE.search(title[: match.start]))
        named = [id for match in found for id in match.ids]
        found = [id for id in dict.fromkeys(named) if self.book.fits(id, unit)]
        if len(found) == 1 or not self.title_measures():
            return tuple(found) if len(found) == 1 else ()
        return (self.reader.theme_metric(unit),)

    @cached_property
    def heads_of_all(self) -> set[str]:
        return {text for figure in self.figures for text in self.heads(figure)}

    def without_periods(self, text: str) -> str:
        for label in reversed(self.reader.periods.labels(text)):
            text = text[: label.start] + text[label.end :]
        text = re.sub(r"[(（]\W*[)）]", "", text).strip(" ,:.-–")
        return text if text.count("(") == text.count(")") else text.strip(" ()（）")

    def is_period_alone(self, text: str) -> bool:
        labels, rest = self.reader.periods.labels(text), self.without_periods(text)
        if not labels and TIME.search(text):  # "Jan-Sep" below a row of years, "Current", "Rolling"
            return PERIOD_WORDS.fullmatch(TIME.sub(" ", text)) is not None
        return bool(labels) and PERIOD_WORDS.fullmatch(rest) is not None

    @cached_property
    def balances(self) -> dict[int, Label]:
        """The rows of a roll-forward that are the balance of a day, with it: "Balance at 1 January 2024", "At 31 December 2024"."""
        labels = {one.cell.row: one.row_label for one in self.figures}
        found = {row: self.reader.periods.labels(text) for row, text in labels.items() if BALANCE.fullmatch(self.without_periods(text))}
        days = {row: one[0] for row, one in found.items() if len(one) == 1 and one[0].days and one[0].days[0] == one[0].days[1]}
        return days if len({one.days for one in days.values()}) > 1 else {}

    def is_period_or_year(self, text: str) -> bool:
        """Whether a heading names a period, or a year with its unit: "2019 €m"."""
        year = re.match(r"\W*(?:19|20)\d\d\s+(\S{1,12})$", text)
        return self.is_period_alone(text) or bool(year and self.is_unit(year[1]))

    def is_change(self, figure: Figure) -> bool:
        return any(changes_in(text) or CHANGE_HEAD.match(text) for text in self.heads(figure))

    def look_at_texts(self) -> None:
        """The last row of headings, and the column whose cells name what the rows are about."""
        rows: dict[int, list[Cell]] = {}
        for cell in self.table.cells:
            rows.setdefault(cell.row, []).append(cell)
        body = {figure.cell.row for figure in self.figures}
        first = min(rows, default=0)
        marked = [row for row, cells in rows.items() if all(cell.is_header for cell in cells)]
        self.head = max(marked) if marked and len(marked) < len(rows) else first if first not in body else 0
        for row in sorted(row for row in rows if row > self.head):  # further headings: years below "Income statement expense"
            named = [cell for cell in rows[row] if cell.text.strip()]
            periods = sum(map(self.is_period_or_year, (one.text for one in named[1:])))
            if row in body or len(named) < 2 or 2 * periods < len(named) - 1:
                break
            self.head = row
        named: dict[int, int] = {}
        for cell in self.table.cells:
            if cell.row > self.head and cell.column not in self.unit_columns and re.search(r"[A-Za-z\u4e00-\u9fff]{2}", cell.text):
                named[cell.column] = named.get(cell.column, 0) + (3 if self.book.names["subjects"].whole(label_of(cell.text)) else 0)
        lists = {cell.column for cell in self.table.cells if cell.row <= self.head and LISTS.fullmatch(cell.text.strip())}
        lists -= {cell.column for cell in self.table.cells if cell.row <= self.head and ASIDE_HEAD.fullmatch(cell.text.strip())}
        self.naming = min(named, key=lambda column: (column not in lists, -named[column], column), default=1)

    def headings(self, cell: Cell) -> tuple[str, ...]:
        above = [one for one in self.table.cells if one.row <= self.head and one.column <= cell.column < one.column + one.column_span]
        return tuple(one.text for one in sorted(above, key=lambda one: one.row))

    @cached_property
    def filled(self) -> dict[int, list[Cell]]:
        """The cells of each row that hold a text."""
        found: dict[int, list[Cell]] = {}
        for cell in self.table.cells:
            if cell.text.strip():
                found.setdefault(cell.row, []).append(cell)
        return found

    def groups_above(self, cell: Cell) -> list[str]:
        """The label of the nearest row above that has no other cell."""
        for row in range(cell.row - 1, self.head, -1):
            texts = self.filled.get(row, [])
            if len(texts) == 1 and texts[0].column == self.naming:
                return [texts[0].text]
        return []

    def row_label(self, cell: Cell) -> str:
        own = next((label_of(one.text) for one in self.filled.get(cell.row, []) if one.column == self.naming), "")
        return own or self.whole_aside(cell) or self.label_of_row_above(cell) or self.subtotal(cell)

    def whole_aside(self, cell: Cell) -> str:
        """What a row without a name says in another column before its figures: "Others", "Total" below the numbers of ranks."""
        first = min((one.column for one in self.figures), default=cell.column)
        texts = (label_of(one.text) for one in self.table.cells if one.row == cell.row and one.column < first and one.column != self.naming)
        return next((text for text in texts if TOTAL.match(text) or REMAINDER.match(text)), "")

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
    english = None if BY_WHOM.search(title) else DIVIDED.match(title)
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
    if re.search(r"[\u3400-\u9fff]\W*$", label := ASIDE_BEHIND.sub("", label).strip()):
        return any(match.end == len(label) for match in vocabulary("heads_zh").find(label))
    heads = vocabulary("heads_en").find(label) + GAINS.find(label)
    return len(label.split()) > 1 and any(match.start == 0 or match.end == len(label) for match in heads)


def is_caption(text: str) -> bool:
    """Whether a paragraph above a table may be its title: short, or introduces it; not running text."""
    return len(text) <= CAPTION and not text.rstrip().endswith((".", "。", "”", '"')) or text.rstrip().endswith(LEADS_ON)


def is_percent_alone(headers: tuple[str, ...]) -> bool:
    """Whether the last heading of a column says no more than "%"."""
    return bool(headers) and re.fullmatch(r"\W*(?:in\s+)?(?:%|％|per\s?cent)\W*", headers[-1], re.IGNORECASE) is not None


def without_unit(label: str) -> str:
    """A label without the unit that stands behind it in parentheses: "Ordinary income (millions of yen)", "India (Rs. crore)"."""
    behind = ASIDE_BEHIND.search(label)
    stated = behind and (UNIT_ALONE.fullmatch(behind[1]) or scale_of(behind[1]).mult is not None)
    return label[: behind.start()].strip() if stated and behind.start() else label


def without_number(label: str) -> str:
    """A label without the number or letter of its line: "C. Fixed assets", "a) due within one year", "(iv) Others"."""
    return NUMBER_ZH.sub("", NUMBER_BEFORE.sub("", label))


def without_notes(label: str) -> str:
    """A label without the marks of notes in it and behind it."""
    return re.sub(r"\s+", " ", NOTE_BEHIND.sub("", NOTE_MARKS.sub("", label))).strip()


def length_of(text: str) -> int:
    return len(words_of(text))
