"""Fills the cells of an observation from its figure and the words around it. Text and tables differ in where they look.

`Reader` holds what the whole document says: its subject, its main period, its month, its currency. A cell is sure where one thing alone
can be meant and it stands as near as the grammar of the place asks (same clause, own row, own column); it is unsure where a rule chose.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import product

from claimhouse.check import figure_of, typed_cells
from claimhouse.documents.mentions import sentences_of
from claimhouse.draft.calendar.label import Label
from claimhouse.draft.calendar.periods import Periods
from claimhouse.draft.names import Match
from claimhouse.draft.period_wordings import FISCAL
from claimhouse.draft.registers import Book, bases_in, foresees, vocabulary, wordings
from claimhouse.draft.source import Source
from claimhouse.draft.store import Item
from claimhouse.grammar import decimal_text

YEAR = timedelta(days=400)
MADE = re.compile(r"\bma(?:k(?:e|es|ing)|de)\s+$", re.IGNORECASE)  # "made up 29 %" is no rise
MARGINS = {"gross_profit": "gross_margin", "operating_income": "operating_margin", "net_profit": "net_margin"}  # of revenue
TRUSTED = 0.97  # the share of cells found in one way that must be right for them to be sure
MINOR_POWER = -2  # of pence and cents
OF_MONEY = re.compile(r"\.?\s*(?:dollars?\b|cents?\b|\$|GAAP\b)", re.IGNORECASE)  # behind a country that is none: "US dollars"
PART_OF_PLACE = re.compile(
    r"\b(?:(?:north|south|east|west|central|middle)(?:ern|east|west|eastern|western)?|latin|rest\s+of(?:\s+the)?)\s+"
    r"(?:and\s+\w+\s+)?(?:america|europe|asia|china|africa|world)\b",
    re.IGNORECASE,
)
IS_OVER = re.compile(r"\bresults\b|\bended\b|\breports\b|\bearnings\b|\bposts\b|财报|业绩|年报|季报|公报", re.IGNORECASE)
AHEAD = re.compile(r"\b(?:19|20)\d\d\s*\(?[EFPefp]\b|\bCAGR\b")  # of a table that looks ahead
LABELS = (
    ("year", re.compile(r"^(?:(?:the\s+)?(?:fiscal|financial)(?:\s+year)?\s+|FY\s?)?['’]?(?:19|20)\d\d(?:年度?)?$")),
    ("ended", re.compile(r"end(?:ed|ing)|止", re.IGNORECASE)),
    ("part", re.compile(r"[QH]\d|\d[QH]|quarter|half|months|季|半年|9M", re.IGNORECASE)),
    ("years", re.compile(r"(?:19|20)\d\d\s*[-–/]\s*\d")),
    ("day", re.compile(r"(?<!\d)\d{1,2}[ ,.日]")),
    ("month", re.compile(r"(?:19|20)\d\d")),
)
MANTISSA = re.compile(r"-?\d{1,12}(?:\.\d{1,6})?|[1-9]\d{0,9}/[1-9]\d{0,9}")


@dataclass
class Reader:
    """What the document as a whole says. `subject` is whom it is about, `period` what it reports on, `as_of` its month."""

    source: Source
    book: Book
    periods: Periods
    title: str = ""
    measure: str = ""  # the word for what a document on a market or country measures: "spending"
    measured: str = ""  # the same with the words that say which: "IT spending"
    source_cited: str = ""  # whom it cites for all its figures
    publisher: str = ""  # who published it, of whom no figure speaks
    subject: str = ""
    subject_how: str = ""  # what says so: the title, an office, a country, ...
    subject_agrees: bool = True  # whether signs that do not hang together name that firm
    theme: str = ""  # the market or group that the title of a document without such a subject names
    period: Label | None = None
    period_line: int = 0
    headed: set = field(default_factory=set)  # the days of periods that are a line of their own at the beginning
    as_of: str = ""
    preliminary: frozenset[str] = frozenset()  # the last days of the periods whose figures it calls preliminary
    currency: str = ""
    home_currency: str = ""  # of the country of its firm, in a document that prints none
    heading: str = ""
    unmarked_heading: str = ""  # the short paragraph that is one since the last heading
    heading_subject: tuple[str, ...] = ()
    firms_of_lines: list[tuple[int, str]] = field(
        default_factory=list
    )  # lines of headings and whose figures are below them, of several firms
    heading_firm: str = ""  # of which the section is, in a document on several
    total: list[str] = field(default_factory=list)  # the subject of the rows of totals
    usual: dict[str, list[str]] = field(default_factory=dict)  # the one metric of each unit of the tables
    intro: Label | None = None  # the period of the sentence that introduces a list
    intro_line: int = 0
    heading_period: Label | None = None  # that the heading of the section names
    heading_line: int = 0
    item_follows: bool = False  # whether the next paragraph is an item of that list without a mark
    signs: dict[str, tuple] = field(
        default_factory=dict
    )  # that countries share: how it is printed bare and in full, its usual currency, the
    # one that is meant, and whether that is sure
    last_metrics: dict[str, str] = field(default_factory=dict)  # of the figures of the text, by unit
    last_levels: dict[str, str] = field(default_factory=dict)  # of those of them that are no growth
    bases: Counter[int] = field(default_factory=Counter)  # how many months before others figures are that they are compared with
    last_growth: str = ""  # the growth that the text spoke of last
    question: str = ""  # that the items below it answer
    answered: dict[str, str] = field(default_factory=dict)  # the questions of answers without a measure
    label_above: str = ""  # the short paragraph without a figure right before, as "Total revenue £m" over "£392.1m"
    intro_words: str = ""  # of that sentence
    last_subject: tuple[str, ...] = ()
    last_period: Label | None = None  # that the paragraphs before spoke of
    last_period_line: int = 0
    is_foreign: bool = False  # whether the text is in a language that is not read
    place: str = ""  # that the title of a document on no firm names
    places: set[str] = field(default_factory=set)  # geographies that the document names
    days: tuple[date, date] | None = None  # of the last period that was printed
    printed: dict[tuple[date, date], tuple[Label, int]] = field(default_factory=dict)  # periods of the text, with the line of the first
    small: frozenset[str] = frozenset()  # words that the text writes in small letters
    newcomers: set[str] = field(default_factory=set)  # subjects that the text alone names
    is_covered: bool = False  # whether the registers know most names of the text
    foresees_year: bool = False  # whether it says that it has a forecast for a year
    ships: bool = False  # whether it speaks of what is shipped
    is_on_survey: bool = False  # whether it tells what people answered

    def resolved(self, label: Label) -> Label | None:
        """A label with the days of "the first six months" and the like, against the period of the document; None for a part of one that is
        shorter."""
        if label.shift is None or label.is_ago:
            return label
        main = self.period.days if self.period and self.period.days else self.days
        days = self.periods.shifted(main, label.shift) if main else None
        if days and days == main and re.match(r"(?:the\s+)?current\s", label.printed):  # in results for a year: the one after it
            days = self.periods.shifted(main, ("fiscal year", 1))
        return None if days is None and label.shift[0] == "part" else replace(label, days=days)

    def theme_metric(self, unit: str) -> str:
        """The metric of `measured` for an amount in this unit, proposed where no register has it; empty where there is none."""
        if known := self.book.names["metrics"].whole(self.measure):
            return known[0]
        name = self.measured
        priced = re.search(r"\b(?:prices?|rents?|costs?|wages?|salary|salaries|pay|fares?|tariffs?)$", name, re.IGNORECASE)
        size = self.book.rows["units"].get(unit, {}).get("kind") == "size"
        kind = "currency" if unit in self.book.currencies or priced else unit if size else "count"
        row = {"name": name[:1].upper() + name[1:], "definition": f"As the document calls it: {name}"}
        row |= {"quantity_kind": "money" if kind == "currency" else "count", "unit": kind, "additive": "no"}
        return self.book.propose("metrics", row, "what the document measures", exact=True) if name else ""

    def firm_of_line(self, line: int) -> str:
        """Of whom the section of a line is, in a document on several firms."""
        return next((firm for first, firm in reversed(self.firms_of_lines) if first <= line), "")

    def own_currency(self, unit: str, *texts: str) -> tuple[str, bool]:
        """The currency that a unit is in this document where texts print its sign bare and none in full, and whether that is sure."""
        for bare, full, usual, own, sure in self.signs.values() if unit else ():
            if unit == usual and any(map(bare.search, texts)) and not any(map(full.search, texts)):
                return own, sure
        return unit, True

    def put_own_currency(self, item: Item, *texts: str) -> None:
        """ "$" is the Canadian dollar where the document is on Canada, "¥" the yen where it speaks of it."""
        unit, sure = self.own_currency(item.value("unit"), *texts)
        if (unit, sure) != (item.value("unit"), True):
            item.put("unit", unit, "document", sure)


def way_of(item: Item, name: str, reader: Reader) -> str:
    """How a cell was found, as the table of trust names it: of a period with what kind of label it has, and of those without a day whether
    it is as long as that of the document; of the subject of the document with what says who that is."""
    how = item.cells[name].how
    if name == "period_id":
        kind = kind_of_label(item.value("period_printed"))
        if FISCAL.search(item.value("period_printed")) and not reader.periods.is_naming_proved:
            return f"{how}: {kind}, name"  # the year in which it begins, or ends
        return f"{how}: {kind}" + (", other" if kind in ("month", "part", "year", "years") and not is_as_long(item, reader) else "")
    if name == "subject_id" and how == "document":
        firm = reader.book.rows["subjects"].get(reader.subject, {}).get("subject_type") == "company"
        alone = ", alone" if firm and not reader.subject_agrees else ""
        return f"{how}: {reader.subject_how}{alone}" + (", table" if item.table_id else "")
    return how


def is_as_long(item: Item, reader: Reader) -> bool:
    """Whether a period is about as long as that of the document."""
    row, main = reader.book.rows["periods"].get(item.value("period_id"), {}), reader.period and reader.period.days
    if not main or not row.get("period_start") or not row.get("period_end"):
        return False
    length = (date.fromisoformat(row["period_end"]) - date.fromisoformat(row["period_start"])).days
    return abs(length - (main[1] - main[0]).days) <= 10


def kind_of_label(printed: str) -> str:
    """What kind of period a label names: "2025", "Q3 2025", "the year ended ..."."""
    return next((kind for kind, pattern in LABELS if pattern.search(printed)), "relative" if printed else "none")


@cache
def is_trusted(name: str, way: str) -> bool:
    """Whether cells that were found in a way are right often enough to be sure, as the table `trust` has it measured. A cell that the table
    does not speak of is as sure as its rule says."""
    rows = [row for row in wordings("trust") if row["cell"] == name]
    shares = [int(row["right"]) / int(row["figures"]) for row in rows if row["way"] == way]
    return not rows or bool(shares) and shares[0] >= TRUSTED


GROUPS = re.compile(r"(?<=(?<!\d)\d) (?=\d{3}(?!\d))|(?<=(?<!\d)\d\d) (?=\d{3}(?!\d))|(?<=\d{3}) (?=\d{3}(?!\d))")  # in one number: "1 786"


def put_amount(item: Item, unit: str, book: Book, locale: str, mult: int | None = None, whence: str = "grammar", sign: int = 1) -> bool:
    """Value, power of ten, unit and qualifier as the printed figure gives them; `mult` is that of a heading over a figure that prints none.
    `locale` says whether the document prints decimal commas. False where the printed text holds no figure that a cell can hold."""
    figure = figure_of(GROUPS.sub("\u00a0", item.printed), unit, locale)
    if figure is None:
        return False
    low, high, power = figure.low, figure.high, int(figure.unit_mult)
    own = figure.unit in book.rows["units"] and figure.unit
    own = "" if own == "ratio" and is_tally(low or high, power) else own
    if power < 0 or power > 12:
        low, high, power = moved(low, power), moved(high, power), 0
    if mult and mult < 0 and "/" not in low + high:
        low, high = moved(low, mult), moved(high, mult)
    elif mult and not power and own not in ("percent", "percentage_points", "ratio") and "/" not in low + high:
        power = mult
    if sign < 0:
        low, high = negative(high), negative(low)
    if not all(MANTISSA.fullmatch(side) for side in (low, high) if side):
        return False
    item.put("low", low, "grammar", True)
    item.put("high", high, "grammar", True)
    item.put("unit_mult", str(power), whence if mult and power == mult else "grammar", True)
    item.put("qualifier", typed_cells(figure)["qualifier"], "grammar", True)
    if own:
        item.put("unit", own, "grammar", True)
    return True


def doubt_amount(item: Item) -> None:
    """Nothing says in which scale an amount is."""
    for name in ("low", "high", "unit_mult"):
        if item.cells[name].sure == "sure":
            item.cells[name].sure = "unsure"


def is_tally(value: str, power: int) -> bool:
    """Whether "times" counts and measures no multiple: "300 million times", "900,000 times"."""
    return power >= 3 or abs(Fraction(value)) >= 1000


def moved(side: str, power: int) -> str:
    """An end times a power of ten; an open one stays open."""
    return decimal_text(Fraction(side) * Fraction(10) ** power) if side else ""


def negative(side: str) -> str:
    return side[1:] if side.startswith("-") else f"-{side}" if side else ""


def put_period(item: Item, reader: Reader, label: Label | None, line: int, how: str, sure: bool, days=None) -> None:
    """The period of a label that is printed on a line; nothing where none is printed."""
    if label is None:
        item.put("period_id", "", how, sure)
        return
    days = days or label.days
    id = reader.periods.id_of(days, label.printed) if days else reader.periods.unstated(label)
    if id is None:
        item.put("period_id", "", "sentence", False)
        return
    item.put("period_id", id, how, sure)
    item.put("period_printed", label.printed, how, True)
    item.put("period_line", "" if line == item.line else str(line), how, True)
    reader.periods.label(label.printed, id)


def put_family(item: Item, book: Book) -> None:
    if item.value("metric_id"):
        known = item.value("metric_id") in book.usual_family
        item.put("family", book.family(item.value("metric_id"), item.value("unit")), "register" if known else "default", True)


def put_scope(item: Item, reader: Reader, words: str, near: str = "", nth: int = 0) -> None:
    """The one scope that the registers permit, or the one that the words name: of several the one at the place `nth`, as "GAAP and
    non-GAAP ... 73.4% and 73.6%" has it. `near` are words that only choose among permitted ones."""
    book, subject, metric = reader.book, item.value("subject_id"), item.value("metric_id")
    if not subject or not metric:
        return
    bases = list(dict.fromkeys(match.ids[0] for match in bases_in(words)))
    basis = bases[nth % len(bases)] if bases else ""
    if basis:
        if basis not in book.rows["scopes"]:
            row = next(row for row in wordings("scopes") if row["scope_id"] == basis)
            book.propose("scopes", {name: row[name] for name in ("scope_id", "name", "definition", "is_basis")}, "printed with the figure")
        book.allow(basis, metric, subject)
        item.put("scope_id", basis, "label", len(bases) == 1)
        return
    if bases:  # "GAAP": the scope that has no id
        item.put("scope_id", "", "label", len(bases) == 1)
        return
    allowed = book.scopes_of(subject, metric)
    if len(allowed) == 1:
        free = not any(row["metric_id"] == metric for row in book.constraints)
        item.put(
            "scope_id",
            next(iter(allowed)),
            "register",
            item.cells["metric_id"].sure == "sure" and (free or item.cells["subject_id"].sure == "sure"),
        )
        return
    named = {id for match in book.names["scopes"].find(f"{words} {near}") for id in match.ids} & allowed
    if len(named) == 1:
        item.put("scope_id", named.pop(), "sentence", False)
    elif "" in allowed and not named:
        only_bases = all(book.rows["scopes"].get(one, {}).get("is_basis") == "yes" for one in allowed if one)
        item.put("scope_id", "", "register", item.cells["metric_id"].sure == "sure" and (only_bases or not near))
    else:
        item.candidates["scope_id"] = sorted(allowed)
        book.allow("", metric, subject)
        item.put("scope_id", "", "register", False)


def put_geography(item: Item, reader: Reader, *texts: str) -> None:
    """The place that the nearest of the texts names; two places in one text leave it unsure."""
    for place, text in enumerate(texts):
        ids = list(dict.fromkeys(match.ids[0] for match in places_in(reader.book, text)))
        if ids:
            sure = len(reader.places | set(ids)) == 1
            item.put("geography_id", ids[-1], ("label", "sentence", "heading")[min(place, 2)], sure)
            item.candidates["geography_id"] = ids[::-1]
            return
        if PART_OF_PLACE.search(text):
            item.put("geography_id", "", "sentence", False)
            return
    item.put("geography_id", reader.place, "document" if reader.place else "sentence", not reader.place and len(reader.places) < 2)


def places_in(book: Book, text: str) -> list[Match]:
    """The places that a text names; "us", the pronoun, is none, nor is the country of "U.S. dollars", nor Europe of "Western Europe"."""
    parts = [match.span() for match in PART_OF_PLACE.finditer(text)]
    return [
        match
        for match in book.names["geographies"].find(text)
        if text[match.start : match.end] != "us"
        and not OF_MONEY.match(text[match.end :])
        and not any(first < match.start < last for first, last in parts)
    ]


def put_source(item: Item, reader: Reader, sentence: str) -> None:
    """The source that the sentence names by "according to" and the like; a name that no register holds is proposed."""
    for match in vocabulary("sources", "place").find(sentence):
        before = match.ids[0] == "before"
        rest = sentence[match.end :] if before else sentence[: match.start]
        name = (
            re.match(r"\s*(?:the\s+)?((?:[A-Z][\w&.’'-]*|of|and|the)(?:\s+(?:[A-Z][\w&.’'-]*|of|for|and))*)", rest.split(". ")[0])
            if before
            else re.search(r"((?:[A-Z][\w&.-]*)(?:\s+[A-Z][\w&.-]*)*)\s*$", rest)
        )
        text = name[1].strip(" .") if name else ""
        text = re.sub(r"(?:\s+(?:of|and|for|the))+$", "", text)
        if len(text) < 2 or text.lower() in ("the", "of", "and", "we", "our", "it", "its"):
            continue
        if reader.book.names["subjects"].whole(text) == (reader.subject,):
            continue
        ids = reader.book.names["cited_sources"].whole(text)
        row = {"name": text[:80], "line": str(item.line), "named_on": ""}
        id = ids[0] if ids else reader.book.propose("cited_sources", row, f"line {item.line}")
        cite(item, reader, id, "sentence")
        return
    cite(item, reader, reader.source_cited, "document" if reader.source_cited else "sentence")


def cite(item: Item, reader: Reader, id: str, how: str) -> None:
    """A source of a figure, whose row then names the line of it; or none."""
    known = reader.book.rows["cited_sources"].get(id)
    if known:
        lines = [known["line"], *filter(None, known.get("named_on", "").split(";"))]
        if str(item.line) not in lines:
            known["named_on"] = ";".join([*lines[1:], str(item.line)])
    item.put("cited_source_id", id, how, not id)


def verbs_in(text: str) -> list[Match]:
    """Verbs that say what a thing is or how it changed."""
    changes = [match for match in vocabulary("changes").find(text) if not MADE.search(text[: match.start])]
    return [*vocabulary("states").find(text), *changes]


def shares_in(text: str) -> list[Match]:
    """Words for a share of a whole; "per share" is none."""
    found = (match for match in vocabulary("shares").find(text) if text[match.start - 1 : match.start] != "应")  # "权益持有人应占盈利"
    return [match for match in found if not re.search(r"\bper\s+(?:\w+\s+){0,2}$", text[: match.start])]


def is_grouping(text: str, match: re.Match) -> bool:
    """Whether a comma stands inside a number, or a point of time."""
    return (
        text[match.start() - 1 : match.start()].isdigit() and text[match.end() : match.end() + 1].isdigit() and not match[0][-1:].isspace()
    )


def book_units(book: Book) -> set[str]:
    """Units that are no counts of things."""
    return book.currencies | {"percent", "percentage_points", "ratio", "rank", "date", "count"}


def is_chinese(name: str) -> bool:
    return re.search(r"[\u3400-\u9fff]$", name) is not None


def growth_name(name: str, unit: str) -> str:
    """What the growth of a metric is called, or in another unit than percent its change: "Growth of net sales", "产量增长"."""
    if is_chinese(name):
        return name + ("增长" if unit == "percent" else "变化")
    word = "Growth" if unit == "percent" else "Change"
    return f"{word} of {name if re.match(r'[A-Z][A-Z&]', name) else name[0].lower() + name[1:]}"


def is_growth(row: dict[str, str]) -> bool:
    """Whether a metric is a growth or change, of the register or proposed."""
    return (
        bool(row.get("growth_of_metric_id")) or re.match(r"(?:Growth|Change) of |.*[\u4e00-\u9fff](?:增长|变化)$", row["name"]) is not None
    )


def change_of(book: Book, metric: str, basis: str, unit: str) -> str:
    """The growth of a metric in percent, or its change in percentage points, against the year or the period before: of the register, or
    proposed."""
    later = basis == "previous"
    if unit == "percent" and basis in ("year_ago", "previous"):  # "28% of revenue, up 8% year-over-year": no share grows in percent
        metric = book.rows["metrics"][metric].get("share_of_metric_id") or metric
    rows = [row for row in book.growth.get(metric, []) if row["unit"] == unit]
    known = [row["metric_id"] for row in rows if row.get("growth_over") == ("previous" if later else "year_ago")]
    known = known or [row["metric_id"] for row in rows if basis == "any"]
    if known:
        return known[0]
    name = book.rows["metrics"][metric]["name"]
    called = growth_name(name, unit)
    kind, word = ("growth", "Growth") if unit == "percent" else ("change", "Change")
    against = "the period before" if later else "one year earlier"
    row = {
        "metric_id": f"{metric}_{kind}" + ("_sequential" if later else ""),
        "name": called + (("（环比）" if is_chinese(name) else ", sequential") if later else ""),
    }
    row |= {
        "definition": f"{word} of {name.lower()} against {against}",
        "quantity_kind": "percent",
        "unit": unit,
        "additive": "no",
        "is_signed": "yes",
        "growth_of_metric_id": metric,
        "growth_over": "previous" if later else "year_ago",
    }
    id = book.propose("metrics", row, "a change of a metric", exact=True)
    book.growth[metric].append(book.rows["metrics"][id])
    return id


def foreseen_in(reader: Reader, text: str) -> bool:
    """Whether a text has a word for what is foreseen or not settled; the month of "Year ended May 31" is none."""
    found = vocabulary("statuses", "status").find(text)
    labels = reader.periods.labels(text) if found else []
    return any(not any(one.start <= match.start < one.end for one in labels) for match in found)


def days_of_balances(reader: Reader) -> set[date]:
    """The days that the first cells of tables print, in tables that look at nothing to come: those of balances, and of two or more years
    beside each other, which are over."""
    found: set[date] = set()
    for table in reader.source.document.tables:
        texts = [cell.text for cell in table.cells[:12]]
        texts += [f"{one} {other}" for one, other in product(texts[:4], texts) if re.fullmatch(r"(?:19|20)\d\d", other.strip())]
        if not any(AHEAD.search(text) or foreseen_in(reader, text) for text in texts):
            found |= {one.days[1] for text in texts for one in reader.periods.labels(text) if one.days and one.days[0] == one.days[1]}
            years = {int(text) for text in texts if re.fullmatch(r"(?:19|20)\d\d", text.strip())}
            found |= {reader.periods.year_days(max(years) + reader.periods.names_start)[1]} if len(years) > 1 else set()
    return found


OF_BASE = re.compile(  # before a day or month long past: "since the end of 2007", "from 30.6% in November 2009"
    r"\bsince\s+(?:the\s+)?(?:end\s+of\s+)?$"
    r"|\b(?:from|than|versus|vs\.?|against)\s+\D{0,3}\d[\d.,]*\s?(?:%|percent|per\s+cent|million|billion|units|\s)*(?:in|on|at|for)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def as_of(reader: Reader) -> str:
    """The month of the document: the first day or month that its beginning prints, else the last month that a sentence without a forecast
    names."""
    first = [(one.text, label) for one in reader.source.paragraphs[:15] for label in reader.periods.labels(one.text)]
    printed = [label for text, label in first if not OF_BASE.search(text[: label.start])]
    return month_by(reader, printed) or month_by(reader, [label for _, label in first])


def month_by(reader: Reader, printed: list[Label]) -> str:
    """The same by the days and months that the beginning prints."""
    nearby = ((label, reader.periods.nearest(label, reader.days)) for label in printed)
    dated = (label.days or (days if days and days[0] == days[1] else None) for label, days in nearby)
    found = [days[1] for days in dated if days and (days[1] - days[0]).days <= 31]
    dated, main = reader.periods.dated, reader.period and reader.period.days
    if dated and main and main[0] <= dated < main[1]:  # on a year that has not ended
        return dated.isoformat()[:7]
    if main and (main[1] - main[0]).days < 20:  # on a day or a week
        return main[1].isoformat()[:7]
    after = [day for day in found if not reader.period or not reader.period.days or day > reader.period.days[1]]
    ends: Counter[date] = Counter()
    months: set[date] = set()
    for paragraph in reader.source.paragraphs:
        foreseen = foreseen_in(reader, paragraph.text)
        for first, last in sentences_of(paragraph.text):
            if not foreseen_in(reader, text := paragraph.text[first:last]):
                told = [label.days for label in reader.periods.labels(text) if label.days]
                ends.update(days[1] for days in told if not foreseen or (days[1] - days[0]).days <= 92)
                months |= {days[1] for days in told if (days[1] - days[0]).days <= 31}
    if after and (dated or main or not any(day > after[0] for day in days_of_balances(reader))):
        near = [day for day in months if after[0] <= day <= after[0] + YEAR]  # of the months of a text without a day the last one
        return max(near if after[0].day > 27 else [], default=after[0]).isoformat()[:7]
    for table in reader.source.document.tables if not vocabulary("statuses", "status").find(reader.title) else ():
        texts = [cell.text for cell in table.cells[:60]]
        if not any(AHEAD.search(text) or foreseen_in(reader, text) for text in texts):
            ends.update(label.days[1] for text in texts for label in reader.periods.labels(text) if label.days)
    foreseen = foresees(reader.title)
    over = (
        [main[1]] if main and not foreseen and IS_OVER.search(f"{reader.title} {reader.period.printed}") else []
    )  # results are of the past
    if ends and not main and not dated and reader.days and reader.days[1] > max(ends):  # the year after one that it is compared with
        over = [reader.days[1]]
    return max([*ends, *found, *over]).isoformat()[:7] if ends or found or over else ""
