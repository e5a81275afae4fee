"""In which unit and scale the figures of a table are."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from functools import cached_property

from claimhouse.documents.grid import Figure
from claimhouse.documents.model import Cell
from claimhouse.documents.scales import CHINESE, LETTERS, SHARES, WORDS, Scale, is_per_share, is_period, measure_of, power_of_tens, scale_of
from claimhouse.documents.values import read_value
from claimhouse.documents.wordings import currency_in
from claimhouse.draft.names import words_of
from claimhouse.draft.overview.currency import SCALE_NOTE, number_in
from claimhouse.draft.registers import of
from claimhouse.draft.source import Paragraph
from claimhouse.draft.store import Item
from claimhouse.draft.tabular.layout import (
    ASIDE_BEHIND,
    CAPTION,
    COUNTED_BY,
    GROUP_UNIT,
    LEADS_ON,
    LISTS,
    OF_ONE,
    TOTAL,
    WHOLE_FIRM,
    TableLayout,
    is_measured,
    without_unit,
)
from claimhouse.draft.tabular.wholes import OF_WHICH, parts_by_sum
from claimhouse.grammar import figures

MINOR = re.compile(
    r"[(（]\s*(?:in\s+)?(?:pence|(?-i:[pc])|(?:(?:HK|US|NZ|[ASN]|euro|rand|RMB)\s*)?cents?|sen|paise|kobo|[öø]re)\s*(?:/\s*[A-Za-z]+\s*)?"
    r"[)）]"  # "(P)" over a column is provisional
    r"|\bin (?:pence|cents)\b|^\W*(?:pence|p|cents|sen|kobo)\W*$",
    re.IGNORECASE,
)
PERCENT_CHANGE = re.compile(r"\W*(?:Table\s*[\w.]+\W+)?(?:annual\s+)?(?:percentage|percent|per cent|%)\s+changes?\b", re.IGNORECASE)
CHANGE_BEHIND = re.compile(  # a whole title says it: "Financial aggregates, percentage change", no "Levels and percentage change"
    r".*(?<!\band)(?<!\bor)(?<!\bwith)(?<![&+/])\s+[/(\[]?(?:annual\s+|monthly\s+|quarterly\s+)?"
    r"(?:percentage|percent|per cent)\s+changes?\W*",
    re.IGNORECASE | re.DOTALL,
)
ON_MONTH = re.compile(  # "(M / M, %)", "(% increase)", "Industrial output, y-o-y, %"
    r"(?:\b(?P<part>[MQY])\s?(?:/|-\s?o\s?-)\s?(?P=part)\b|\b(?:mom|qoq|yoy)\b)\W+(?:%|per\s?cent)"
    r"|[%％]\s*(?:increases?|growth|decreases?)\W*$"
    r"|(?:%|per\s?cent)\W+(?:\b[MQY]\s?(?:/|-\s?o\s?-)\s?[MQY]\b|\b(?:mom|qoq|yoy)\b)",
    re.IGNORECASE,
)
EXCEPT_NOTE = re.compile(r"\bin\s+(?:\w+\s+)?(?:thousand|million|billion)s?\s*,?\s+except\b", re.IGNORECASE)
AS_NOTED = re.compile(
    r"\b(?:except|unless)\s+(?:as|where|when|if)?\s*(?:otherwise\s+)?(?:noted|indicated|stated|specified|shown)\b", re.IGNORECASE
)
PERCENT_ROW = re.compile(r"\b(?:percent|per\s+cent|percentage)\b|%", re.IGNORECASE)
AMOUNT_ROW = re.compile(r"\b(?:total|amounts?|levels?|outstanding|flows?|[mb]illions?|dollars?|balance)\b|\$", re.IGNORECASE)
EXCEPT = re.compile(r"\bexcept(?:ing)?(?:\s+for)?\s+([^()\[\]]{3,120})", re.IGNORECASE)
ASIDE = re.compile(r"(?<=\w)\s*\([a-z]{1,12}\)", re.IGNORECASE)  # "except net income (loss) per share"
NO_TERM = re.compile(
    r"\b(?:the|for|as|where|otherwise|noted|indicated|stated|specified|data|amounts?|figures?|information|numbers?\s+of)\b", re.IGNORECASE
)
THOUSANDS = re.compile(r"\d,\d{3}(?!\d)")
RESULT = re.compile(r"\bincome\b|\bprofit|\bearnings\b|\bloss|\bmargin|\bEBIT|\bflows?\b|利润|亏损", re.IGNORECASE)  # of sales and costs
NO_WHOLE = re.compile(
    r"\bassets?\b|liabilit|\bequity\b|\bcosts?\b|\bexpens|(?<!before )(?<!before income )(?<!for income )\btax|\bcash\b"
    r"|\bbalances?\b|^changes?\s+in\b|资产|负债|权益|成本|费用",
    re.IGNORECASE,
)
IN_CURRENCY = re.compile(r"\bin\s+((?:[A-Z]{1,3})?[$€£¥]|[A-Z]{3})(?=\W*$|\s*[,;)])")  # "Earnings per share in CHF"
EACH = re.compile(  # amounts of one of something, which no scale of a table is for
    r"\bper\s+(?:available\s+)?(?:room|night|ounce|oz|ton|tonne|metric ton|barrel|boe|bbl|kg|litre|liter|unit|user|customer"
    r"|subscriber|member|guest|passenger"
    r"|km|mile|hour|day|kwh|mwh|teu|square|sq)s?\b|\b(?:ADR|RevPAR|ARPU|ARPPU)\b|\baverage (?:daily|room|selling|realised"
    r"|realized) (?:rate|price)s?\b",
    re.IGNORECASE,
)
PENCE = re.compile(r"\W*[\d.,]+\s?p\W*")
UNIT_IN_BRACKETS = re.compile(  # "(GWh)", "(unit: GWh)", "[000 metric tons]"
    r"[(（\[]\s*(?:units?\s*:\s*)?(?:['‘’]?000s?\s+|(?:thousand|million|billion)s?\s+(?:of\s+)?)?([A-Za-z][A-Za-z/ ]{0,14})\s*[)）\]]"
)
MORE = 100  # times the greatest number of the tables that state a scale, which one in the same scale may have at most
SMALL = 100_000  # in thousands at most, where no table has a number
MOST_CELLS = 400  # of a table that may print the sign of its currency
CLOSE = Fraction(104, 100)  # between the ends of an amount of the text that tells a number: "$68.9 million", not "$1 million"
SIGN = re.compile(r"[$€£¥₹]")
MEAN = re.compile(
    r"(?:(?:annual|yearly|monthly)\s+)?average\b|(?:at\s+)?(?:the\s+)?(?:end\s+of\s+)?(?:the\s+)?(?:year|period)(?:[\s-]end)?\b",
    re.IGNORECASE,
)
SIGNED = 0.6  # of the rows of amounts that print a currency, where one without it is none
LEAD = 600  # characters of a paragraph that leads to a table, of which a longer one states the scale at its end
HEADING = 60  # characters of a line between a note and its table at most
SCALES = WORDS | LETTERS | CHINESE | {"thousands": 3, "millions": 6, "billions": 9, "000": 3, "000s": 3, "'000": 3, "'000s": 3}
COUNTED_IN = re.compile(
    r"(?:in\s+)?(?:(?P<scale>['’]?000s?|thousands?|millions?|billions?|[Kk]|[Mm]n?|mln|bln|bn"
    r"|10{0,2}(?:[ ,]000)+|10{3,6}|10+\s+[mb]illion|千|万|百万|亿)(?:\s+(?:of\s+)?|-|(?=[^\x00-\x7f])))?"
    r"(?:(?:contained|payable|recovered|saleable|dry|wet|fine|troy)\s+)?(?P<unit>[A-Za-z]{2,15}(?:\s+per\s+[a-z]+)?|[人台辆吨户件家次套部只个])"
)
SCALED_BEHIND = re.compile(r"(?P<unit>shares)\s+in\s+(?P<scale>thousands|millions|billions)", re.IGNORECASE)  # "(shares in thousands)"
SCALE_ALONE = re.compile(r"\s*(?:in\s+)?(['’]?000s?|thousands?|millions?|billions?)\s*", re.IGNORECASE)
UNIT_STATED = re.compile(  # "Unit: million barrels per day", "by country, as follows in mln tonnes --"
    r"\W*units?\s*[:：]\s*([^()]{3,40}?)\W*$|.*\bin\s+((?:thousand|million|billion|[mb]ln)s?\s+(?:of\s+)?[a-z]{2,15})\s*(?:--|[—–:：]|$)\s*$",
    re.IGNORECASE,
)
TAIL = re.compile(r"(?<=\w|[)）])(?:\.\s+|[,;:/]\s*|\s+[-–—|]\s+)([^.,;:/()（）\[\]]{1,40})[\s/.*]*$")
UNITS_STATED = re.compile(r"\b(?:thousands?|millions?)\s+(?:of\s+)?units\b|\bunits\s+in\s+(?:thousands?|millions?)\b", re.IGNORECASE)
MEASURED_IN = re.compile(  # a note that says in what a table measures: "Note: Unit shipments in thousands.", "单位：万台"
    r"^\W*(?:notes?\s*(?:\d\s*)?[:.]\s*)?"
    r"(?:(?:all|unit|shipments?|sales|volumes?|deliver(?:y|ies)|revenues?|figures|numbers|data)\s+){1,3}(?:(?:are|is)\s+)?"
    r"((?:shown\s+|expressed\s+|given\s+)?in\s+(?:thousand|million|billion)s?(?:\s+(?:of\s+)?(?:units|US\s+dollars))?)\b(?=\s*(?:[.,;]|$))"
    r"|^\W*(?:notes?\s*[:.]\s*)?(?:units?|单位)\s*[:：]\s*([^.;。；\n]{2,24}?)\s*(?:[.;。；\n]|$)",
    re.IGNORECASE,
)
UNLESS = re.compile(r"[\s,;]+(?:unless|except)\b[^()（）]*(?=[)）]\s*$)", re.IGNORECASE)  # "(thousand tonnes unless otherwise stated)"
PRICE = re.compile(rf"(?:in\s+)?([^/()]{{1,24}}?){OF_ONE}", re.IGNORECASE)  # of a thing: "$/TEU", "dollars per gallon"
CENTS = re.compile(r"(?:[A-Z.]{1,4}\s?)?(?:cents?|pence|sen|[öø]re|kopecks|fils)", re.IGNORECASE)
RATE_AT_END = re.compile(rf"(?:^|\s)(?:{of('rate in percent')})$", re.IGNORECASE)  # no "rate of exchange", no birth rate
RATES_AT_END = re.compile(rf"\s(?:{of('rate in percent')})s?(?:,?\s+[A-Za-z]+\s+20\d\d.*)?$", re.IGNORECASE)
RATE_FIRST = re.compile(  # of a title: "Observed inflation in March 2008"
    rf"\W*(?:Table\s*[\w.]+\W+)?(?:[a-z]+\s+){{0,2}}?(?:{of('rate in percent')})(?:\s+(?:forecasts?|projections?|estimates?))?"
    r"(?=\s+(?:in|for|of|by|since|from)\b|\W*$)",
    re.IGNORECASE,
)
INDEX_HEAD = re.compile(
    r"\W*(?:(?:prices?|volume|value|chain|unit\s+value|base)\s+)?ind(?:ex|ices)\b(?!-linked)", re.IGNORECASE
)  # over a column
INDEX_OR_POINTS = re.compile(r"\bind(?:ex|ices)\b|\bpoints?\b|\bper\s+[\d,]*\s?[a-z]+|\bratio\b|=\s*100|指数", re.IGNORECASE)
RANK = re.compile(r"rank(?:ing)?|排名|名次", re.IGNORECASE)
POINTS = re.compile(r"\d\s?(?:pts?|points?)\.?\s*[)]?$", re.IGNORECASE)
BASIS_POINTS = re.compile(r"\bbps\b|\bbasis\s+points?\b|基点", re.IGNORECASE)
SIGNED_OR_LARGE = re.compile(r"[%％$€£¥₹,]|\d{4}")
NUMBER = re.compile(r"\(\s*(?:number|no\.?|nos\.?)\s*\)\s*$", re.IGNORECASE)
RATIO = re.compile(r"\bratio\b", re.IGNORECASE)
PERCENT_TITLE = re.compile(  # "(%)", "(annual change, per cent)", "(percent change)"
    r"[(（](?:[^()（）]{2,40}[,，:：]\s*)?\s*(?:in\s+)?(?:%|％|percent|per cent|pct)"
    r"\s*(?:changes?|increases?|decreases?|growth|variations?|of\s+[A-Za-z ]{2,30}|per annum)?\s*"
    r"[)）]\s*:?\s*$"
    r"|^\W*(?:units?\s*[:：]\s*)?(?:in\s+)?(?:(?:y/y|yoy|q/q|qoq|m/m|mom|(?:year|quarter|month)[\s-](?:on|over)[\s-](?:year|quarter|month))\W+)?"
    r"(?:%|per\s?cent|percentages?)(?:\s+(?:changes?|chg\.?|of\s+[A-Za-z ]{2,30}|per\s+annum))?\W*$",
    re.IGNORECASE,
)
PRINTED_UNITS = ("percent", "percentage_points", "ratio")  # which a table prints with its figures or over them


class TableUnits(TableLayout):
    """Finds units and scales in headings, labels, titles, notes and columns of units."""

    def state_scale(self, before: TableUnits | None, below: list[Paragraph], farther: list[Paragraph]) -> None:
        """Gives the table the scale and currency of the one that it goes on from, else of the texts above it, of a note below it, of a note
        farther above headings alone, or of the amounts of the text that it repeats, where it states none of its own."""
        self.counted_above = self.counted_by_default(before)
        if before and not self.above and not any(scale.mult for scale in self.rows.above):  # goes on from the table right before it
            self.rows.above, self.rows.currency = before.rows.above, self.rows.currency or before.rows.currency
        if not any(scale.mult for scale in self.rows.above):  # "The billings in billions of U.S. dollars are as follows:"
            stated = [
                scale_of(one.text[-LEAD:] if len(one.text) > LEAD else one.text, heading=len(one.text) <= LEAD)
                for one in self.above[:3]
                if one.text.rstrip().endswith(LEADS_ON)
                or len(one.text) < CAPTION
                and (SCALE_NOTE.match(one.text) or UNIT_STATED.match(one.text) or scale_of(unit_behind(one.text)).mult)
                or EXCEPT_NOTE.search(one.text)
            ]
            stated += [scale for one in self.above[:3] if (scale := stated_zh(one.text)) and scale.mult]
            self.rows.above = [*self.rows.above, *(one for one in stated if one.mult)]
            self.rows.currency = self.rows.currency or next((one.unit for one in stated if one.unit in self.book.currencies), None)
        if not any(scale.mult for scale in self.rows.above) and (stated := scale_below([*self.notes_within(), *texts_of(below)])):
            self.rows.above = [*self.rows.above, stated]
            self.rows.currency = self.rows.currency or (stated.unit if stated.unit in self.book.currencies else None)
        if not any(scale.mult for scale in self.rows.above) and (stated := self.scale_over_headings(farther)):
            self.rows.above = [*self.rows.above, stated]
            self.rows.currency = self.rows.currency or (stated.unit if stated.unit in self.book.currencies else None)
        if before and not any(scale.mult for scale in self.rows.above) and self.goes_on(before):
            self.rows.above = [*before.rows.above, *map(scale_of, {text for one in before.figures for text in one.headers})]
            self.rows.currency = self.rows.currency or before.rows.currency
        stated = None if any(scale.mult for scale in self.rows.above) else self.overview.scale_of_tables
        if stated and (self.rows.currency or stated.unit in self.book.currencies):
            self.rows.above = [*self.rows.above, stated]
            self.rows.currency = self.rows.currency or stated.unit
        if not any(scale.mult for scale in self.rows.above):
            self.rows.above = [*self.rows.above, *self.scale_of_periods()]
        if not any(scale.mult for scale in (*self.rows.above, *map(scale_of, {text for one in self.figures for text in one.headers}))):
            self.rows.above = [*self.rows.above, *self.scale_of_text()]
        self.is_scale_usual = False  # whether no more is known of the scale than what the document has elsewhere
        if not self.states_scale() and (usual := self.scale_of_others()):
            self.rows.above, self.is_scale_usual = [*self.rows.above, usual], True
        texts = [*(cell.text for cell in self.table.cells[:MOST_CELLS]), self.table.before, *filter(None, self.titles), *texts_of(below)]
        own, sure = self.reader.own_currency(self.rows.currency or "", *texts)
        self.doubted = own if not sure and own != self.rows.currency else ""  # what a bare sign is read as, and nothing makes sure
        self.rows.currency = own or None

    def states_scale(self) -> bool:
        """Whether the table, what stands above it, a heading, a label or a cell states a scale."""
        cells = (cell.text for cell in self.table.cells if len(cell.text) < CAPTION)
        return any(scale.mult is not None for scale in (*self.rows.above, *map(scale_of, cells))) or bool(self.rows.scales)

    def scale_of_others(self) -> Scale | None:
        """The scale of the other tables of the document for one of accounts whose numbers are no greater than theirs."""
        if not self.overview.usual_scale or not self.has_accounts:
            return None
        usual, greatest = self.overview.usual_scale
        own = max((number_in(one.cell.text) for one in self.figures), default=0)
        return Scale(None, usual.mult, True) if 0 < own <= max(MORE * greatest, SMALL) else None

    def counted_by_default(self, before: TableUnits | None) -> tuple[str, int] | None:
        """Unit and power of ten of a statement above the table that excepts what says another, "(thousand tonnes unless otherwise stated)";
        else that of the table before it, where only its title stands between them."""
        texts = [one.text for one in self.above if one.text != self.table.caption]
        stated = next(filter(None, (self.counted_in(text) for text in texts if UNLESS.search(text))), None)
        return stated or (before.counted_above if before and not texts else None)

    def notes_within(self) -> list[str]:
        """The texts alone in their rows below the figures, which hold for the whole table."""
        last = max((one.cell.row for one in self.figures), default=0)
        below = [cell for cell in self.table.cells if cell.row > last and cell.text.strip()]
        rows = Counter(cell.row for cell in below)
        return [cell.text for cell in below if rows[cell.row] == 1]

    def scale_of_periods(self) -> list[Scale]:
        """The scale that the heading of one column of a period states, where the headings of all other columns of amounts are of periods
        too and state none: "2024 | Change | 2023 £m"."""
        columns = {one.column: one.headers for one in self.figures if not self.is_change(one)}
        stated = {column: [scale for scale in map(scale_of, heads) if scale.mult and scale.unit] for column, heads in columns.items()}
        found = {one for scales in stated.values() for one in scales}
        dated = all(any(map(is_period, heads)) and not any(map(measure_of, heads)) for heads in columns.values())
        return list(found) if dated and len(found) == 1 and not all(stated.values()) else []

    def scale_over_headings(self, farther: list[Paragraph]) -> Scale | None:
        """What a note above the table says of its scale, where nothing but short lines stands between them."""
        for one in (*self.above, *farther):
            if len(one.text) < CAPTION and SCALE_NOTE.match(one.text) and scale_of(one.text).mult:
                return scale_of(one.text)
            if len(one.text) > HEADING:
                return None
        return None

    def goes_on(self, before: TableUnits) -> bool:
        """Whether the table has the columns of the one before it and no headings of its own, with short lines alone between them."""
        columns = [max(Counter(figure.cell.row for figure in one.figures).values(), default=0) for one in (before, self)]
        bare = not any(figure.headers for figure in self.figures)
        return bare and columns[0] == columns[1] and all(len(one.text) <= HEADING for one in self.above)

    def scale_of_text(self) -> list[Scale]:
        """The scale in which figures of the table are amounts that the text prints: 68,888 is "$68.9 million" in thousands."""
        found = Counter()
        texts = {figure.cell.text for figure in self.figures}
        numbers = [one for text in texts if (one := read_value(text, 0, None, self.text.locale)) and one.low == one.high]
        for value in (abs(Fraction(one.low)) for one in numbers if one.low is not None and one.unit_mult == 0 and abs(one.low) >= 100):
            near = [(low, high) for low, high in self.text.amounts() if high <= CLOSE * low]
            found.update(power for power in (3, 6) if any(low <= value * 10**power <= high for low, high in near))
        power, count = found.most_common(1)[0] if found else (0, 0)
        return [Scale(None, power, True)] if count > 1 and 2 * count > sum(found.values()) else []

    @cached_property
    def unit_of_text(self) -> str:
        """The unit of quantities of the text in which two rows are printed at least: 1,168,324 is "1.17 million tons"; empty where amounts
        of the text are in the table too."""
        found: dict[str, set[int]] = {}
        for one in self.figures:
            read = read_value(one.cell.text, 0, None, self.text.locale) if THOUSANDS.search(one.cell.text) else None
            value = abs(Fraction(read.low)) if read and read.low is not None and read.low == read.high and not read.unit_mult else 0
            for low, high, unit in self.text.quantities:
                if low <= value <= high <= CLOSE * low:
                    found.setdefault(unit, set()).add(one.cell.row)
        unit = max(found, key=lambda one: len(found[one]), default="")
        stated = self.rows.currency or any(scale.mult for scale in self.rows.above)
        return unit if unit and len(set().union(*found.values())) > 1 and not stated else ""

    def unit_as_text(self, figure: Figure) -> str:
        """That unit for a figure that may be one: a whole number with thousands, in no row that counts something else."""
        if not THOUSANDS.search(figure.cell.text) or "." in figure.cell.text or self.is_change(figure) or not self.unit_of_text:
            return ""
        if self.book.names["units"].find(figure.row_label):  # "Employees"
            return ""
        return self.text.counts.measured(self.unit_of_text, f"table {self.table.table_id}")

    @cached_property
    def rates_alone(self) -> bool:
        """Whether all figures of the table may be rates in percent: numbers below a hundred with as many decimals, with no sign, scale or
        currency anywhere."""
        texts = [one.cell.text.strip() for one in self.figures if not one.is_nil]
        decimals = {len(found[1]) if (found := re.fullmatch(r"[(+\-–−]?\d{1,2}\.(\d{1,2})\)?", text)) else 0 for text in texts}
        stated = self.rows.currency or any(scale.mult for scale in self.rows.above)
        return len(texts) > 1 and len(decimals) == 1 and decimals != {0} and not stated

    def is_rate(self, figure: Figure) -> bool:
        """Whether nothing states a unit for a figure whose row, or else whose title, is a rate given in percent: "Inflation", "Inflation
        forecast of December 2007"."""
        titles = [text for text in filter(None, self.titles) if not self.is_period_alone(text)]
        if not self.rates_alone or any(INDEX_OR_POINTS.search(text) for text in (figure.row_label, *figure.headers, *titles)):
            return False
        if RATE_AT_END.search(ASIDE.sub("", without_unit(figure.row_label)).strip()):
            return True
        named = self.metric_ids(figure.row_label) or any(map(self.metric_ids, figure.headers))
        ends = (RATES_AT_END.search(ASIDE.sub("", without_unit(text)).strip()) for text in titles[:1])
        return not named and (any(map(RATE_FIRST.match, titles[:1])) or any(ends))

    def label_of_whole(self, figure: Figure) -> str:
        """The label of the row of which that of a figure is a part: the one that its part and others add up to, or the nearest above "of
        which"; empty where it is no part."""
        if figure.cell.row in self.wholes:
            whole = self.labels_of_rows[self.wholes[figure.cell.row]]
            return self.without_total(whole) if self.wholes[figure.cell.row] > figure.cell.row else whole
        if not OF_WHICH.match(figure.row_label):
            return ""
        rows = [row for row, label in self.labels_of_rows.items() if row < figure.cell.row and not OF_WHICH.match(label)]
        return self.labels_of_rows[max(rows)] if rows else ""

    @cached_property
    def units_of_rows(self) -> dict[int, list[Cell]]:
        """The cells of each row in columns of units."""
        found: dict[int, list[Cell]] = {}
        for cell in self.table.cells if self.unit_columns else ():
            if cell.column in self.unit_columns:
                found.setdefault(cell.row, []).append(cell)
        return found

    @cached_property
    def labels_of_rows(self) -> dict[int, str]:
        return {one.cell.row: one.row_label for one in self.figures}

    @cached_property
    def scales_counts(self) -> bool:
        """Whether the table states a scale for what it counts: no row or heading of it is of money."""
        labels = {text for one in self.figures for text in (one.row_label, *one.headers)}
        units = {self.book.rows["metrics"][id]["unit"] for text in labels for id in self.metric_ids(text)}
        stated = any(scale_of(text).mult for text in self.rows.reading.titles)
        return stated and not self.rows.currency and "currency" not in units and not any(map(is_per_share, labels))

    @cached_property
    def wholes(self) -> dict[int, int]:
        """The row of the whole of each row that is a part of one above it."""
        return parts_by_sum(
            [one for one in self.figures if not self.is_change(one)], self.text.locale, self.may_be_whole, self.may_be_total
        )

    def may_be_whole(self, label: str) -> bool:
        """Whether a row measures what rows below it may divide: sales, production; no assets or costs, whose parts have names of their
        own."""
        return bool(self.metric_ids(label) or is_measured(without_unit(label))) and not NO_WHOLE.search(label)

    def texts_of_unit(self, figure: Figure) -> list[str]:
        """The texts that may print the currency of a figure."""
        heads = [cell.text for cell in self.cells_above]
        above = [one.text for one in self.above[:2] if len(one.text) < CAPTION] + self.table.before.split("\n")
        return [figure.cell.text, figure.row_label, *figure.headers, *figure.groups, *heads, *filter(None, self.titles), *above]

    def is_scaled(self, figure: Figure) -> bool:
        """Whether a scale is stated for the figures of the table, or none can be meant."""
        texts = (*figure.headers, figure.row_label, *figure.groups)
        return bool(
            any(scale.mult is not None for scale in (*self.rows.above, *map(scale_of, texts)))
            or any(row < figure.cell.row for row, _ in self.rows.scales)
            or any(map(is_per_share, texts))
            or any(map(self.counted_in, texts))
        )

    def is_minor(self, figure: Figure, unit: str) -> bool:
        """Whether a figure is in pence or cents: "Dividend per share (pence)", "5.0p" in a document in pounds."""
        currency = unit or self.reader.currency
        pence = currency == "GBP" and PENCE.fullmatch(figure.cell.text)
        said = [text for text in (figure.row_label, *figure.headers) if MINOR.search(text)]
        each = is_per_share(figure.row_label) or re.search(r"dividend|price|\bcosts?\b|\bfare|yield", figure.row_label, re.IGNORECASE)
        said = said if each else [text for text in said if not re.search(r"[(（]\s*[cp]\s*[)）]", text)]  # "(c)" is a note
        said = said or each and is_per_share(figure.row_label) and self.ends_in_minor(figure, currency)
        named = currency in self.book.currencies and bool(said)
        return bool(pence or named)

    def ends_in_minor(self, figure: Figure, currency: str) -> bool:
        """Whether the label of a row ends in "(p)" or "(c)", which is no note: others of the table end in no "(a)" or "(b)"."""
        labels = {cell.row: cell.text.rstrip() for cell in self.table.cells if cell.column == 1}
        own = labels.get(figure.cell.row, "").endswith("(p)" if currency == "GBP" else "(c)")
        return own and not any(label.endswith(("(a)", "(b)")) for label in labels.values())

    def unit_shown(self, figure: Figure) -> str:
        """The unit of a figure as its cell prints it, "3.9x", else by its place."""
        return next((one.unit for one in figures(figure.cell.text) if one.unit), "") or self.measure(figure)[0]

    def is_among_ratios(self, figure: Figure) -> bool:
        """Whether the levels of the row of a change in points are ratios: "4.13 | 3.92 | -0.21 pt" of net debt to EBITDA."""
        levels = [one for one in self.figures if one.cell.row == figure.cell.row and not POINTS.search(one.cell.text)]
        return bool(levels) and POINTS.search(figure.cell.text) is not None and all(self.unit_shown(one) == "ratio" for one in levels)

    def measure(self, figure: Figure) -> tuple[str, int]:
        """Unit and power of ten of the place of a figure: of its column and title, or of the column of units. A rank has no scale."""
        if RANK.search(" ".join(figure.headers)):
            return "rank", 0
        if (whole := self.label_of_whole(figure)) and not (self.counted_in(figure.row_label) or scale_of(figure.row_label).unit):
            figure = replace(figure, row_label=whole)  # a part is in what the whole is in
        unit, mult = self.rows.measure(figure)
        unit = (unit or "").replace(" ", "_")
        if not unit and mult and not self.rows.currency and any(UNITS_STATED.search(text) for text in self.titles if text):
            unit = "units"
        if unit == "units" and not mult and not any(scale_of(text).mult for text in (*figure.headers, figure.row_label)):
            mult = next((scale.mult for scale in self.rows.above if scale.mult and not scale.unit), 0)  # "出货量" below "单位：万台"
        if unit == "percentage_points" and any(BASIS_POINTS.search(text) for text in (figure.row_label, *figure.headers)):
            return unit, -2
        begun = figure.column in self.columns_begun_in_percent or (figure.cell.row, figure.column) in self.parts_of_whole
        if begun and not figure.is_nil and unit != "percentage_points":
            return "percent", 0
        if unit == "percent" and THOUSANDS.search(figure.cell.text) and not re.search(r"[%％]", figure.cell.text):
            unit = ""  # no change is so large
        if unit in self.book.currencies and any(map(INDEX_HEAD.match, figure.headers)) and not SIGN.search(figure.cell.text):
            return "count", 0
        if unit in self.book.currencies and (quantity := self.quantity_of(figure)):
            return quantity
        if unit not in PRINTED_UNITS and (excepted := self.excepted(figure)):
            return excepted, 0
        if unit in self.book.currencies and self.is_below_percentages(figure):
            return "percent", 0
        if unit in self.book.currencies and self.is_unsigned(figure):
            named = [match for match in self.book.names["units"].find(figure.row_label) if match.ids[0] not in self.book.currencies]
            return (named[-1].ids[0] if named else "count"), 0
        if unit in self.book.currencies and (own := self.unsigned_columns.get(figure.column)):
            return own, mult if own != "count" else 0
        money = unit in self.book.currencies  # over which "Payments due (in thousands)" counts nothing
        heads = [text for text in reversed(figure.headers) if not (money and SCALE_ALONE.fullmatch(stated_unit(text)))]
        if counted := next(filter(None, map(self.counted_in, (figure.row_label, *heads))), None):
            return counted[0], counted[1] or (mult if counted[0] == "shares" or self.scales_counts else 0)
        behind = map(self.counted_behind, (figure.row_label, *reversed(figure.headers)))
        if unit not in PRINTED_UNITS and (counted := next(filter(None, behind), None)):  # "Import cover, months"
            return counted
        titles = [*filter(None, self.titles), *(one.text for one in self.above[:1])]  # what leads to the table too
        if not unit and (counted := next(filter(None, map(self.counted_in, titles)), self.counted_above)):
            return counted
        if not unit and (counted := next(filter(None, map(self.counted_behind, (*figure.groups[-1:], *titles))), None)):
            return counted
        if unit not in PRINTED_UNITS and (named := IN_CURRENCY.search(figure.row_label)):
            unit = currency_in(named[1]) or unit
        if unit in self.book.currencies and mult and EACH.search(figure.row_label) and scale_of(figure.row_label).mult is None:
            return unit, 0
        if unit in self.book.currencies and NUMBER.search(figure.row_label):  # "Employees (number)" in a table of money
            return "", 0
        if unit in self.book.currencies and RATIO.search(figure.row_label):  # "Net debt to EBITDA ratio" in a table of money
            return "ratio", 0
        if not unit and "," not in figure.cell.text and (self.changes_alone or any(map(PERCENT_TITLE.search, titles))):
            return "percent", 0
        if (
            not unit
            and "," not in figure.cell.text
            and any(PERCENT_TITLE.fullmatch(unit_behind(text)) for text in titles if len(text) < CAPTION)
        ):
            return "percent", 0
        cells = self.units_of_rows.get(figure.cell.row, [])
        if cells and COUNTED_BY.fullmatch(cells[0].text):
            return "count", 0
        stated = scale_of(re.sub(r"\bthous\.?(?=\s|$)", "thousand", cells[0].text)) if cells and unit not in PRINTED_UNITS else None
        if stated and stated.mult and (stated.unit or cells[0].text.strip().lower() in ("thousand", "million", "billion")):
            own = stated.unit or "count"  # "EUR m", "thousand"
            return own, stated.mult
        if cells and not unit and (counted := self.counted_in(f"x ({cells[0].text.strip()})")):  # "million wmt"
            return counted
        span = next((span for cell in cells for span in figures(f"1 {cell.text}") if span.is_figure), None)
        if span is None or unit in PRINTED_UNITS:
            return unit, mult
        own = self.text.counts.unit_of(span, f"1 {cells[0].text}") or unit
        return own, span.unit_mult

    @cached_property
    def changes_alone(self) -> bool:
        """Whether a title or what leads to the table says that it has changes in percent and no levels."""
        titles = [*filter(None, self.titles), *(one.text for one in self.above[:1])]
        behind = (text for text in titles if len(text) < CAPTION and (CHANGE_BEHIND.fullmatch(text) or ON_MONTH.search(text)))
        return any(map(PERCENT_CHANGE.match, titles)) or any(behind)

    def quantity_of(self, figure: Figure) -> tuple[str, int] | None:
        """Unit and power of ten of what a row, or the group it stands in, measures in parentheses in a table of money that prints no sign
        with it: "Gas purchased (MMcf)", "Bundled gas sales (MMcf)" over "Residential"; or counts: "Customers (average for the year)"."""
        if SIGN.search(figure.cell.text):
            return None
        for text in (figure.row_label, *figure.groups[-1:]):
            named = UNIT_IN_BRACKETS.findall(text)
            spans = [span for one in named for span in figures(f"1 {one}") if len(span.printed) == len(one) + 2]
            if spans and spans[0].kind == "quantity" and spans[0].unit:
                return self.text.counts.measured(spans[0].unit, f"table {self.table.table_id}"), spans[0].unit_mult
        aside = ASIDE_BEHIND.search(figure.row_label)
        counted = self.book.names["units"].whole(figure.row_label[: aside.start()].strip()) if aside and MEAN.match(aside[1]) else ()
        return (counted[0], 0) if counted and counted[0] not in self.book.currencies else None

    def is_below_percentages(self, figure: Figure) -> bool:
        """Whether a row is a part of one above it that is in percent, in a table of money "except as noted": "Total percent change" over
        "Revolving"."""
        if not any(AS_NOTED.search(text) for text in (*filter(None, self.titles), *(one.text for one in self.above[:2]))):
            return False
        labels = {one.cell.row: one.row_label for one in self.figures if one.cell.row <= figure.cell.row}
        noted = [row for row, label in labels.items() if PERCENT_ROW.search(label) or AMOUNT_ROW.search(label)]
        return bool(noted) and PERCENT_ROW.search(labels[max(noted)]) is not None and not THOUSANDS.search(figure.cell.text)

    def is_unsigned(self, figure: Figure) -> bool:
        """Whether a row of whole numbers prints no sign of money where most rows of amounts do: "New stores" below "Net sales | $ 412"."""
        row = figure.cell.row
        texts = [one.cell.text for one in self.figures if one.cell.row == row and not one.is_nil]
        signed = sum(self.rows_of_amounts.values())
        if self.rows_of_amounts.get(row, True) or any(re.search(r"[.,]\d|[%％()]", text) for text in texts):
            return False
        metrics = [self.book.rows["metrics"][id]["unit"] for match in self.book.names["metrics"].find(figure.row_label) for id in match.ids]
        return signed > 2 and signed >= SIGNED * len(self.rows_of_amounts) and "currency" not in metrics

    @cached_property
    def unsigned_columns(self) -> dict[int, str]:
        """What the columns of whole numbers count that print no sign of money, where the first row prints one in others, "1,598,910
        $ 10.03"; none where columns are of periods."""
        first = min((one.cell.row for one in self.figures), default=0)
        signed = {one.column for one in self.figures if one.cell.row == first and SIGN.search(one.cell.text)}
        columns: dict[int, list[Figure]] = {}
        for one in self.figures:
            columns.setdefault(one.column, []).append(one)
        found = {}
        for column, figures_of in columns.items() if signed else ():
            texts, heads = [one.cell.text for one in figures_of], [text for one in figures_of for text in one.headers]
            plain = figures_of[0].cell.row == first and not any(re.search(r"[$€£¥₹%％.]", text) for text in texts)
            if not plain or any(map(self.is_period_alone, heads)) or any(map(TOTAL.match, heads)):  # of the amounts beside it
                continue
            named = [match.ids[0] for text in heads for match in self.book.names["units"].find(text)]
            named = [unit for unit in named if unit not in self.book.currencies]
            if named or any(map(THOUSANDS.search, texts)):
                found[column] = (
                    named[0] if named else "shares" if any(map(SHARES.search, [*heads, *filter(None, self.titles)])) else "count"
                )
        return found

    @cached_property
    def columns_begun_in_percent(self) -> set[int]:
        """The columns that print "%" with their first figure, perhaps with the last, or now and then with a figure of as many decimals, and
        no sign with any other, of tables in which no row says in what it is."""
        if any(scale.unit or scale.mult for scale in (scale_of(one.row_label) for one in self.figures)):
            return set()
        columns: dict[int, list[str]] = {}
        for one in sorted(self.figures, key=lambda one: one.cell.row):
            if not one.is_nil:
                columns.setdefault(one.column, []).append(one.cell.text)
        begun = {column: texts for column, texts in columns.items() if len(texts) > 3 and re.search(r"[%％]\W*$", texts[0])}
        return {
            column
            for column, texts in begun.items()
            if not any(map(SIGNED_OR_LARGE.search, [*texts[1:-1], texts[-1].rstrip(" %％")])) or is_now_and_then(texts)
        }

    @cached_property
    def parts_of_whole(self) -> set[tuple[int, int]]:
        """The rows and columns of the figures between "100.0%", with which a column begins, and its last percentage that have as many
        decimals as the first."""
        columns: dict[int, list[Figure]] = {}
        for one in sorted(self.figures, key=lambda one: one.cell.row):
            columns.setdefault(one.column, []).append(one)
        found = set()
        for column, figures_of in columns.items():
            whole = re.fullmatch(r"100(\.0+)?\s?[%％]", figures_of[0].cell.text.strip())
            signed = [place for place, one in enumerate(figures_of) if re.search(r"[%％]", one.cell.text)]
            part = re.compile(rf"[(\-–−]?\d{{1,2}}\.\d{{{len(whole[1]) - 1}}}\)?") if whole and whole[1] else None
            found |= {
                (one.cell.row, column) for one in figures_of[: max(signed, default=0)] if part and part.fullmatch(one.cell.text.strip())
            }
        return found

    @cached_property
    def rows_of_amounts(self) -> dict[int, bool]:
        """The rows that have other figures than percentages, and whether each of these prints a currency."""
        first = min((one.column for one in self.figures), default=0)
        cells = [cell for cell in self.table.cells if cell.row > self.head and cell.column >= first and re.search(r"\d", cell.text)]
        found: dict[int, bool] = {}
        for cell in cells:
            if not re.search(r"[%％]", cell.text):
                found[cell.row] = found.get(cell.row, True) and re.search(r"[$€£¥₹]", cell.text) is not None
        return found

    def excepted(self, figure: Figure) -> str:
        """The unit of a row or group that the statement of units leaves out by name: "in thousands of dollars, except ship days" over "Ship
        days". Empty for every other one."""
        label = {word for text in (figure.row_label, *figure.groups) for word, _, _ in words_of(text)}
        for term in self.exceptions:
            words = [word for word, _, _ in words_of(term)]
            if words and label.issuperset(words):
                return next(iter(self.book.names["units"].whole(words[-1])), "count")
        return ""

    @cached_property
    def exceptions(self) -> list[str]:
        """What the statements of units of the table except, but amounts per share."""
        heads = [cell.text for cell in self.table.cells if cell.row <= self.head]
        texts = [*heads, *filter(None, self.titles), *(one.text for one in self.above[:2])]
        said = [found[1] for text in texts if (found := EXCEPT.search(ASIDE.sub(" ", text)))]
        terms = [NO_TERM.sub(" ", term).strip() for text in said for term in re.split(r"[,;]|\band\b|\bor\b", text)]
        return [term for term in terms if term and not is_per_share(term) and not re.search(r"\bshares?\b", term, re.IGNORECASE)]

    def without_total(self, label: str) -> str:
        """What a total says that it is the sum of: "Segment assets" of "Total segment assets"; empty of any other label."""
        total = TOTAL.match(label)
        rest = label[total.end() :].strip() if total else ""
        return f"{rest[:1].upper()}{rest[1:]}"

    @cached_property
    def heads_over_all(self) -> set[str]:
        """The headings that stand over all columns."""
        heads = {frozenset(one.headers) for one in self.figures}
        return set(frozenset.intersection(*heads)) if heads else set()

    def may_be_total(self, label: str) -> bool:
        """Whether a row sums up what a heading over all columns, a title or the text above says is measured of the rows above it."""
        rest = self.without_total(label)
        said = [*self.heads_over_all, *filter(None, self.titles)]
        words = [word for word, _, _ in words_of(rest)]
        named = any(
            [word for word, _, _ in words_of(re.sub(r"^\W*(?:table|note)\s*[\w.]+", "", text, flags=re.IGNORECASE))][: len(words)] == words
            for text in said
        )
        known = self.metric_ids(rest) and not NO_WHOLE.search(rest) and not RESULT.search(rest)  # "Total revenue"
        divides = not NO_WHOLE.search(rest) or re.search(r"\b(?:segment|region|division)", rest, re.IGNORECASE)  # not "accrued liabilities"
        return bool(words) and bool(known or named and divides and (self.metric_ids(rest) or is_measured(rest)))

    def unit_in_heading(self, figure: Figure) -> str:
        """A measured unit in parentheses in a heading, label or title, such as "2024 (GWh)"; a new one where no register has it."""
        texts = (*reversed(figure.headers), figure.row_label, *figure.groups[-1:], *filter(None, self.titles[:3]))
        for text in texts:
            if (named := GROUP_UNIT.search(text)) and not LISTS.fullmatch(named[1]):  # "Vendor (company)"
                if ids := self.book.names["units"].whole(named[1]):
                    return ids[0]
            for printed in UNIT_IN_BRACKETS.findall(text):
                spans = [
                    span
                    for span in figures(f"1 {printed}")
                    if span.kind == "quantity" and span.unit and len(span.printed) == len(printed) + 2
                ]
                if spans:
                    return self.text.counts.measured(spans[0].unit, f"table {self.table.table_id}")
        alone = (self.table.caption, *(one.text for one in self.above))
        alone = (stated_unit(text) or text.strip() for text in alone if not WHOLE_FIRM.fullmatch(text.strip()))  # "Company" beside "Group"
        return next((ids[0] for text in alone if (ids := self.book.names["units"].whole(text))), "")  # "Years", "Unit: days"

    def counted_in(self, text: str) -> tuple[str, int] | None:
        """Unit and power of ten of what a heading or label counts in parentheses at its end: "Carried volume (K-TEUs)", "人口（万人）"; of
        prices of a thing the currency."""
        behind, said = ASIDE_BEHIND.search(text), stated_unit(text)
        if LISTS.fullmatch(said) and LISTS.search(text[: behind.start()] if behind else ""):  # "Vendor (company)"
            return None
        found = COUNTED_IN.fullmatch(said) or SCALED_BEHIND.fullmatch(said)
        scaled = SCALE_ALONE.fullmatch(said) if behind and behind.start() and not UNLESS.search(text) else None
        if scaled:  # "Customers ('000)", no amount of money
            metrics = [id for match in self.book.names["metrics"].find(without_unit(text)) for id in match.ids]
            units = [self.book.rows["metrics"][id]["unit"] for id in metrics] or [
                *self.book.names["units"].whole(without_unit(text)),
                "count",
            ]
            return None if "currency" in units else (units[0], SCALES[scaled[1].lower()])
        if price := PRICE.fullmatch(said):
            if CENTS.fullmatch(price[1]) and (own := self.reader.currency or self.reader.home_currency):
                return own, -2
            if currency := currency_in(price[1]):
                return currency, 0
        if not found or currency_in(said):
            return None
        named = self.book.names["units"].whole(found["unit"]) or self.book.names["units"].whole(found["unit"].removesuffix("s"))
        scale = power_of_scale(found["scale"]) if found["scale"] else 0
        span = next(iter(figures(f"1 {found['unit']}")), None) if not named else None
        if span and span.kind == "quantity" and span.unit and len(span.printed) == len(found["unit"]) + 2:  # "(in MMT)", "(GWh)"
            return self.text.counts.measured(span.unit, f"table {self.table.table_id}"), span.unit_mult + scale
        rate = " per " in found["unit"] and any(one.kind == "quantity" for one in figures(f"1 {found['unit']}"))  # "(tonnes per hectare)"
        if not named and (found["scale"] or rate or re.fullmatch(r"[A-Z]{2,5}s", found["unit"])) and not scale_of(said).unit:
            row = {
                "unit": found["unit"].lower().replace(" ", "_"),
                "kind": "count",
                "name": found["unit"],
                "dimension": "count",
                "factor": "1",
            }
            named = (self.book.propose("units", row, f"table {self.table.table_id}"),)
        return (named[0], scale) if named else None

    def counted_behind(self, text: str) -> tuple[str, int] | None:
        """Unit and power of ten that a title ends with: "Generation of electricity. GWh", "Tourist arrivals, thousands"; of a word alone
        only what measures, as "Sales of cars, trucks" counts no trucks."""
        tail = unit_behind(text)
        if not tail or len(text) > CAPTION or not (counted := self.counted_in(f"{text[: text.rfind(tail)].rstrip(' .,;:/|–—-')} ({tail})")):
            return None
        kind = self.book.rows["units"].get(counted[0], {}).get("kind")
        stated = counted[1] or kind not in ("count", "currency") or re.search(rf"\.\s+{re.escape(tail)}", text)
        return counted if stated and counted[0] not in self.book.currencies else None

    def money(self, item: Item, figure: Figure) -> None:
        """An amount of money whose currency nothing near it prints is in that of the document; XXX where that has none."""
        metric = item.value("metric_id")
        if item.value("unit") or not metric:
            if not item.value("unit"):
                item.put("unit", self.currency_above(item) if not figure.row_label else "", "heading of the table", False)
            return
        own = self.book.rows["metrics"][metric]["unit"]
        if own == "currency":
            sure = bool(self.reader.currency) and item.cells["metric_id"].sure == "sure"  # money, if the metric is right
            named = "GBP" if re.search(r"\b(?:pence|p)\b", figure.row_label, re.IGNORECASE) else ""
            currency = self.reader.currency or named or self.reader.home_currency
            firm = self.book.rows["subjects"].get(self.reader.subject, {}).get("subject_type") == "company"
            if not currency and not firm and metric == "revenue" and self.text.counts_sold:  # "1.7 million EVs were sold": sales in units
                item.put("unit", "units", "default", False)
                self.propose_metric(item, "Sales", "units")
                return
            item.put("unit", currency or "XXX", "document" if currency else "default", sure)
        else:
            item.put("unit", own, "register", ("metrics", metric) not in self.book.ids)
            above = next((scale for scale in self.rows.above if scale.mult is not None), None)
            stated = any(scale_of(text).mult is not None for text in (*figure.headers, figure.row_label, *figure.groups))
            if own == "count" and above and above.shares_apart and not stated:  # "(in thousands, except share data)" is of money
                item.put("unit_mult", "0", "heading of the table", False)

    def currency_above(self, item: Item) -> str:
        """The currency of two of the three nearest figures above one in its column, of which a row without a label is the sum; empty where
        they have none."""
        column = [one for one in self.items.by_id.values() if (one.table_id, one.column) == (item.table_id, item.column) and one.row]
        above = sorted((one for one in column if int(one.row) < int(item.row)), key=lambda one: int(one.row))[-3:]
        unit, count = Counter(one.value("unit") for one in above).most_common(1)[0] if above else ("", 0)
        return unit if count > 1 and unit in self.book.currencies else ""


def is_now_and_then(texts: list[str]) -> bool:
    """Whether a sign of percent stands with few figures of a column, all of which have as many decimals: with the first one of a part."""
    decimals = {len(found[1]) if (found := re.search(r"\d\.(\d+)", text)) else 0 for text in texts}
    signed = sum(bool(re.search(r"[%％]", text)) for text in texts)
    plain = not any(map(SIGNED_OR_LARGE.search, (text.replace("%", "").replace("％", "") for text in texts)))
    return plain and len(decimals) == 1 and decimals != {0} and 5 * signed <= 2 * len(texts)


def stated_unit(text: str) -> str:
    """The unit that a text states in parentheses at its end, behind "Unit:", or at the end of a lead to a table; else empty."""
    text = UNLESS.sub("", text)
    behind = ASIDE_BEHIND.search(text)
    said = UNIT_STATED.match(behind[1] if behind and not UNIT_STATED.match(text) else text)
    return (said[1] or said[2] if said else behind[1] if behind else "").strip()


def unit_behind(text: str) -> str:
    """The end of a title behind a stop, comma or stroke, which may be the unit: "GWh" of "Generation of electricity. GWh"; else empty."""
    found = TAIL.search(text)
    return found[1].strip() if found else ""


def power_of_scale(word: str) -> int:
    """The power of ten of a scale: 3 of "thousand", 4 of "10,000", 8 of "100 million"."""
    tens = re.fullmatch(r"(1[0 ,]+?)\s*([mb]illion)?", word, re.IGNORECASE)
    return power_of_tens(tens[1], tens[2] or "") if tens else SCALES[word.lower()]


def texts_of(below: list[Paragraph]) -> list[str]:
    """The first texts below a table."""
    return [one.text for one in below[:3]]


def stated_zh(text: str) -> Scale | None:
    """The scale at the end of a Chinese text over a table: "某某发布报告。单位：百万台"."""
    said = re.search(r"单位\s*[:：]\s*([^\s。；;，,]{1,12})[\s。)）]*$", text)
    return scale_of(f"（{said[1]}）") if said else None


def scale_below(below: list[str]) -> Scale | None:
    """What a short note right below the figures of a table says of its scale: "$ millions, except EPS", "All numbers are kSEK"."""
    notes = (re.split(r"(?<=[a-z])\s+(?=[$€£])", text)[-1] for text in below if len(text) < CAPTION)
    found = [scale_of(text) for text in notes if SCALE_NOTE.match(text)]
    said = (note[1] or note[2] for text in below if (note := MEASURED_IN.search(text)))
    found += [scale_of(f"in {text.removeprefix('in ')}" if text.isascii() else f"（{text}）") for text in said]
    return next((one for one in found if one.mult), None)
