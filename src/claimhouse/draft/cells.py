"""Fills the cells of an observation from its figure and the words around it. Text and tables differ in where they look.

`Reader` holds what the whole document says: its subject, its main period, its month, its currency. A cell is sure where one thing alone
can be meant and it stands as near as the grammar of the place asks (same clause, own row, own column); it is unsure where a rule chose.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction

from claimhouse.check import figure_of, typed_cells
from claimhouse.documents.mentions import CLAUSE, RESPECTIVELY, sentences_of
from claimhouse.draft.calendar import Label, Periods
from claimhouse.draft.names import Match
from claimhouse.draft.registers import Book, vocabulary, wordings
from claimhouse.draft.source import Source
from claimhouse.draft.store import Item
from claimhouse.grammar import decimal_text

NEAR = 40  # characters between a figure and what it counts
NO_NAMES = frozenset("which that this these those who it they there he she and but".split())
NAMED = re.compile(r"\s*(?:of|was|were|is|are|to|at|:|：|为|达|约|达到|实现)?\s*(?:about|approximately|nearly|over)?\s*")
DATELINE = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:—|–|--|-\s)")
WITHIN = re.compile(r"\W*(?:其中|(?:of|among) (?:which|this|that|these|them|those|the total)\b)", re.IGNORECASE)
SHARER = re.compile(  # whose share it is: "Health care made up 29%", "law with 22%"
    r"((?:[A-Za-z][\w&’'-]*\s+){1,4}?)(?:account(?:s|ed) for|ma(?:de|kes) up|represent(?:s|ed)|compris(?:es|ed)|contributed|held|with|at)\s+"
    r"(?:(?:about|approximately|nearly|almost|some|over|more than|an estimated|a)\s+)*$"
)
MARKET = re.compile(
    r"\bmarket for (?:the\s+)?((?:[\w-]+\s+){1,4}?)(?=was|is|will|could|may|reached|reaches|grew|totaled|totalled|in|to|has|worth)"
    r"|((?:[\w-]+\s+){1,4})market\s+(?:size\s+)?(?=was|is|will|could|may|reached|reaches|grew|totaled|totalled|in|to|has)"
    r"|((?:(?!全球|国内|我国|中国)[\u4e00-\u9fff]){2,12}?)市场规模",
    re.IGNORECASE,
)
MARKET_ALONE = re.compile(r"\b(?:total|overall|whole|the) market\b|市场规模|整体市场", re.IGNORECASE)
PART = re.compile(
    r"\b((?!The\b)[A-Z][\w&’-]*(?:\s+(?:(?:and|&)\s+)?[A-Z][\w&’-]*){0,3})\s+(?:segment|division|business unit|business|unit)\b"
)
BRACKETED = re.compile(r"\b([A-Z][\w’-]+(?:\s+(?:of\s+)?[A-Z][\w’-]*){0,3})\s*\([+~-]?\s*$")
MADE = re.compile(r"\bma(?:k(?:e|es|ing)|de)\s+$", re.IGNORECASE)  # "made up 29 %" is no rise
BETWEEN = re.compile(  # a verb and its figure
    r"\s*(?:(?:by\s+)?\d[\d.,]*\s?(?:%|percent|per cent)\s+to\s+)?"
    r"(?:(?:by|to|at|an?|the|about|around|approximately|nearly|almost|some|only|just|total|of|estimated|further|roughly)\s+)*",
    re.IGNORECASE,
)
ASIDE = re.compile(r"(?:excluding|including|which|who|adjusted|driven|up|down|or|as|after|before|net of)\b", re.IGNORECASE)
DETERMINERS = frozenset("the a an its our their his her this that these of in and while also total".split())
GROWN = frozenset("rose fell grew increased decreased declined climbed dropped jumped surged up down grow growing rising falling".split())
WHOLE = re.compile(r"\b(?:total|global|worldwide|market|industry|overall)\b|全球|全国|全省|全市|市场", re.IGNORECASE)
MANTISSA = re.compile(r"-?\d{1,12}(?:\.\d{1,6})?|[1-9]\d{0,9}/[1-9]\d{0,9}")


@dataclass
class Reader:
    """What the document as a whole says. `subject` is whom it is about, `period` what it reports on, `as_of` its month."""

    source: Source
    book: Book
    periods: Periods
    subject: str = ""
    theme: str = ""  # the market or group that the title of a document without such a subject names
    period: Label | None = None
    period_line: int = 0
    as_of: str = ""
    currency: str = ""
    heading: str = ""
    heading_subject: tuple[str, ...] = ()
    total: list[str] = field(default_factory=list)  # the subject of the rows of totals
    usual: dict[str, list[str]] = field(default_factory=dict)  # the one metric of each unit of the tables
    intro: Label | None = None  # the period of the sentence that introduces a list
    intro_line: int = 0
    intro_words: str = ""  # of that sentence
    last_subject: tuple[str, ...] = ()
    last_period: Label | None = None  # that the paragraphs before spoke of
    last_period_line: int = 0
    places: set[str] = field(default_factory=set)  # geographies that the document names
    days: tuple[date, date] | None = None  # of the last period that was printed
    newcomers: set[str] = field(default_factory=set)  # subjects that the text alone names
    is_covered: bool = False  # whether the registers know most names of the text


def put_amount(item: Item, unit: str, book: Book, mult: int | None = None, whence: str = "grammar", sign: int = 1) -> bool:
    """Value, power of ten, unit and qualifier as the printed figure gives them; `mult` is that of a heading over a figure that prints none.
    False where the printed text holds no figure that a cell can hold."""
    figure = figure_of(item.printed, unit)
    if figure is None:
        return False
    low, high, power = figure.low, figure.high, int(figure.unit_mult)
    own = figure.unit in book.rows["units"] and figure.unit
    own = "" if own == "ratio" and is_tally(low or high, power) else own
    if power < 0 or power > 12:
        low, high = (decimal_text(Fraction(side) * Fraction(10) ** power) if side else "" for side in (low, high))
        power = 0
    if mult and mult < 0 and "/" not in low + high:
        low, high = (decimal_text(Fraction(side) * Fraction(10) ** mult) if side else "" for side in (low, high))
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


def is_tally(value: str, power: int) -> bool:
    """Whether "times" counts and measures no multiple: "300 million times", "900,000 times"."""
    return power >= 3 or abs(Fraction(value)) >= 1000


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


def put_status(item: Item, reader: Reader, words: str, how: str) -> None:
    """A, or what the wording near the figure says; a period after the month of the document is no actual one."""
    for label in reader.periods.labels(words):  # "May 2025" is no "may"
        words = words[: label.start] + " " * (label.end - label.start) + words[label.end :]
    found = vocabulary("statuses", "status").find(words)
    notes = vocabulary("statuses", "note").find(words)
    statuses = {id for match in found for id in match.ids}
    row = reader.book.rows["periods"].get(item.value("period_id"), {})
    later = bool(row.get("period_start")) and bool(reader.as_of) and row["period_start"][:7] > reader.as_of
    past = bool(row.get("period_end")) and bool(reader.as_of) and row["period_end"][:7] < reader.as_of
    if not statuses:
        vague = item.value("qualifier").startswith("approx") or item.value("qualifier") == "range"  # it may be an estimate
        vague = vague or bool(vocabulary("conditions").find(words))
        item.put("obs_status", "F" if later else "A", "period" if later else "sentence", not later and not vague)
        return
    order = [status for status in ("T", "F", "P", "E") if status in statuses]
    status = "F" if later and order[0] in ("P", "E") else order[0]
    guidance = any("guidance" in match.ids for match in notes)
    sure = len(statuses) == 1 and (later or guidance or status in ("P", "E") and past) and not (past and status in ("F", "T"))
    item.put("obs_status", status, how, sure)
    if guidance:
        item.put("note", "guidance", how, True)


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
    bases = list(dict.fromkeys(match.ids[0] for match in vocabulary("scopes", "scope_id").find(words)))
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
    item.put("geography_id", "", "sentence", len(reader.places) < 2)


def places_in(book: Book, text: str) -> list[Match]:
    """The places that a text names; "us", the pronoun, is none, nor is the country of "U.S. dollars"."""
    return [
        match
        for match in book.names["geographies"].find(text)
        if text[match.start : match.end] != "us" and not re.match(r"\.?\s*(?:dollars?\b|\$|GAAP\b)", text[match.end :], re.IGNORECASE)
    ]


def put_source(item: Item, reader: Reader, sentence: str) -> None:
    """The source that the sentence names by "according to" and the like; a name that no register holds is proposed."""
    for match in vocabulary("sources", "place").find(sentence):
        before = match.ids[0] == "before"
        rest = sentence[match.end :] if before else sentence[: match.start]
        name = (
            re.match(r"\s*(?:the\s+)?((?:[A-Z][\w&.-]*|of|and|the)(?:\s+(?:[A-Z][\w&.-]*|of|for|and))*)", rest)
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
        known = reader.book.rows["cited_sources"][id]
        lines = [known["line"], *filter(None, known.get("named_on", "").split(";"))]
        if str(item.line) not in lines:
            known["named_on"] = ";".join([*lines[1:], str(item.line)])
        item.put("cited_source_id", id, "sentence", False)
        return
    item.put("cited_source_id", "", "sentence", True)


def verbs_in(text: str) -> list[Match]:
    """Verbs that say what a thing is or how it changed."""
    changes = [match for match in vocabulary("changes").find(text) if not MADE.search(text[: match.start])]
    return [*vocabulary("states").find(text), *changes]


def shares_in(text: str) -> list[Match]:
    """Words for a share of a whole; "per share" is none."""
    return [match for match in vocabulary("shares").find(text) if not re.search(r"\bper\s+(?:\w+\s+){0,2}$", text[: match.start])]


def is_grouping(text: str, match: re.Match) -> bool:
    """Whether a comma stands inside a number, or a point of time."""
    return (
        text[match.start() - 1 : match.start()].isdigit() and text[match.end() : match.end() + 1].isdigit() and not match[0][-1:].isspace()
    )


def book_units(book: Book) -> set[str]:
    """Units that are no counts of things."""
    return book.currencies | {"percent", "percentage_points", "ratio", "rank", "date", "count"}


def change_of(book: Book, metric: str, basis: str, unit: str) -> str:
    """The growth of a metric in percent, or its change in percentage points, against the year or the period before: of the register, or
    proposed."""
    later = basis == "previous"
    if unit == "percent":
        known = [row["metric_id"] for row in book.growth.get(metric, []) if row["growth_over"] == ("previous" if later else "year_ago")]
        known = known or [row["metric_id"] for row in book.growth.get(metric, []) if basis == "any"]
    else:
        known = [id for id in (f"{metric}_change" + ("_sequential" if later else ""),) if id in book.rows["metrics"]]
    if known:
        return known[0]
    name = book.rows["metrics"][metric]["name"]
    kind, word = ("growth", "Growth") if unit == "percent" else ("change", "Change")
    against = "the period before" if later else "one year earlier"
    row = {
        "metric_id": f"{metric}_{kind}" + ("_sequential" if later else ""),
        "name": f"{word} of {name[0].lower() + name[1:]}" + (", sequential" if later else ""),
    }
    row |= {
        "definition": f"{word} of {name.lower()} against {against}",
        "quantity_kind": "percent",
        "unit": unit,
        "additive": "no",
        "is_signed": "yes",
    }
    row |= {"growth_of_metric_id": metric, "growth_over": "previous" if later else "year_ago"} if unit == "percent" else {}
    id = book.propose("metrics", row, "a change of a metric")
    if unit == "percent":
        book.growth[metric].append(book.rows["metrics"][id])
    return id


class Passage:
    """One paragraph with the names, periods and clauses in it, each found once."""

    def __init__(self, reader: Reader, text: str):
        self.reader, self.text, book = reader, text, reader.book
        self.sentences = list(sentences_of(text)) or [(0, len(text))]
        self.metrics = book.names["metrics"].find(text)
        taken = [(match.start, match.end, match.words) for match in self.metrics]
        self.subjects = [
            match
            for match in book.names["subjects"].find(text)
            if not any(start <= match.start and match.end <= end and words > match.words for start, end, words in taken)
            and book.member_of.get(text[match.start : match.end], "") in text
        ]
        if reader.subject:  # "Data Center" in a document of NVIDIA is its segment
            self.subjects = [replace(match, ids=self.part_of(match) or match.ids) for match in self.subjects]
        self.changes = [match for match in vocabulary("changes", "basis").find(text) if not MADE.search(text[: match.start])]
        self.shares = shares_in(text)
        self.labels = reader.periods.labels(text)
        inside = [(label.start, label.end) for label in self.labels]
        points = (match.start() for match in CLAUSE.finditer(text) if not is_grouping(text, match))
        self.breaks = [0, *(point for point in points if not any(start < point < end for start, end in inside)), len(text)]

    def part_of(self, match: Match) -> tuple[str, ...]:
        """The subject that is called as the subject of the document and the match together."""
        names, whole = self.reader.book.names["subjects"], self.reader.book.rows["subjects"][self.reader.subject]["name"]
        return names.whole(f"{whole} {self.text[match.start : match.end]}") if self.reader.subject not in match.ids else ()

    def sentence(self, at: int) -> tuple[int, int]:
        return next(((start, end) for start, end in self.sentences if start <= at < end), (0, len(self.text)))

    def clause(self, at: int, end: int) -> tuple[int, int]:
        """The clause of these characters, within their sentence."""
        first, last = self.sentence(at)
        place = bisect_right(self.breaks, at) - 1
        after = next((point for point in self.breaks if point >= end), len(self.text))
        return max(self.breaks[max(place, 0)], first), max(min(after, last), end)

    def words(self, span: tuple[int, int]) -> str:
        return self.text[span[0] : span[1]]

    def status_words(self, start: int, end: int) -> str:
        """The clause of the figure; where it says nothing of its status, the sentence up to the figure, and what it says of estimates."""
        (first, last), sentence = self.clause(start, end), self.sentence(start)
        clause = self.text[first:last]
        if any(
            not any(label.start <= match.start + first < label.end for label in self.labels)
            for match in vocabulary("statuses").find(clause)
        ):
            return clause
        before = self.text[sentence[0] : start]
        if self.intro and self.reader.intro_words and not vocabulary("statuses").find(before):  # "For 2026 the company expects:"
            return self.reader.intro_words
        behind = self.text[end : sentence[1]]
        soft = [match for match in vocabulary("statuses", "status").find(behind) if match.ids[0] == "P"]
        return self.text[sentence[0] : start] + " ".join(f" {behind[match.start : match.end]}" for match in soft)

    # subject
    def topic(self) -> tuple[tuple[str, ...], bool]:
        """The subject that a paragraph begins with before a colon or dash: "- Tencent: ...", "iFlytek — ..."; whether it is all that stands
        there."""
        opened = re.match(r"\W*((?:[^:：—]{0,60}?))[:：—]", self.text)
        names = [match for match in self.subjects if opened and match.end <= opened.end()]
        if not names:
            return (), False
        rest = re.sub(r"\([^)]*\)|\W", "", self.text[opened.start(1) : names[0].start] + self.text[names[0].end : opened.end(1)])
        if rest and self.reader.is_covered and self.is_newcomer(names[0]):
            return (), False
        return names[0].ids, rest == ""

    def antecedents(self, at: int) -> list[Match]:
        """The names before a place: first those with which the sentences begin, the nearest first; then the others."""
        before = [match for match in self.subjects if match.end <= at]
        first = [
            next((match for match in before if start <= match.start < end and self.leads(match)), None)
            for start, end in self.sentences[::-1]
        ]
        leading = [match for match in first if match]
        return leading + [match for match in before[::-1] if match not in leading]

    def unnamed(self, item: Item, start: int, unit: str, sentence: tuple[int, int], clause: tuple[int, int]) -> str:
        """A market or part that common words name: "the market for smart locks was worth", "health care made up 29%"."""
        book = self.reader.book
        if self.reader.is_covered:
            return ""
        before = self.text[sentence[0] : start]
        found, kind = BRACKETED.search(before), "company"
        if found:  # "Ireland (+4.0%), Luxembourg (+3.6%)"
            pass
        elif unit == "percent" and self.shares:
            found, kind = SHARER.search(self.text[clause[0] : start]), "segment"
        elif not self.reader.subject:
            found = MARKET.search(before)
        words = next(filter(None, found.groups()), "").split() if found else []
        while words and (
            vocabulary("openers").whole(words[0]) or vocabulary("adjectives").whole(words[0]) or words[0].lower() == "followed"
        ):
            words = words[1:]
        name = " ".join(words)
        if len(name) < 2 or book.names["metrics"].find(name) or self.reader.periods.labels(name) or vocabulary("pronouns").whole(name):
            return ""
        row = {"name": name[0].upper() + name[1:], "subject_type": kind, "parent_subject_id": self.reader.subject}
        return (book.names["subjects"].whole(name) or (book.propose("subjects", row, f"line {item.line}", exact=True),))[0]

    def paired(self, start: int, names: list[Match]) -> list[str]:
        """The name at the place of a figure in a list: "A and B 13.1 % and 9.7 %, respectively", "A和B分别为13.1%和9.7%"."""
        first, last = self.sentence(start)
        mark = next((match for match in RESPECTIVELY.finditer(self.text, first, last)), None)
        if mark is None:
            return []
        english = mark[0].isascii()
        inside = [at for at, _ in self.figures if first <= at < last and (at < mark.start() if english else at > mark.start())]
        if start not in inside:
            return []
        if english:  # the figures that end right before the word
            inside = [
                at
                for place, at in enumerate(inside)
                if all(b - a < NEAR for a, b in zip(inside[place:], inside[place + 1 :], strict=False))
            ]
        else:
            inside = [
                at
                for place, at in enumerate(inside)
                if all(b - a < NEAR // 2 for a, b in zip(inside[:place], inside[1 : place + 1], strict=False))
            ]
        before = [match for match in names if match.end <= (inside[0] if inside else 0)]
        if start not in inside or len(before) < len(inside) or len(inside) < 2:
            return []
        return list(before[-len(inside) :][inside.index(start)].ids)

    def is_agent(self, match: Match) -> bool:
        """Whether a name says by whom something was done or published: "acquired by Meta for $2 billion", "Salesforce predicts"."""
        before = self.text[max(0, match.start - 20) : match.start]
        return re.search(r"(?<!\bfollowed )\b(?:by|according to)\s+(?:the\s+)?$", before) is not None or (
            re.match(r"\s*(?:predicts|estimates|projects|research shows|data shows?)\b", self.text[match.end :]) is not None
        )

    def is_newcomer(self, match: Match) -> bool:
        return all(id in self.reader.newcomers for id in match.ids)

    def leads(self, match: Match) -> bool:
        """Whether a name begins its clause, but for words such as "in" and "meanwhile", or owns something: "Tern's revenue"."""
        first, _ = self.clause(match.start, match.end)
        words = re.findall(r"[\w’'-]+", self.text[first : match.start])
        return all(vocabulary("openers").whole(word) for word in words) or re.match(r"[’']s?\b", self.text[match.end :]) is not None

    def is_aside(self, match: Match, at: int) -> bool:
        """Whether a name stands in parentheses that do not hold the figure."""
        left = self.text.rfind("(", 0, match.start)
        return left >= 0 and self.text.find(")", left, match.start) < 0 and self.text.find(")", match.end, max(at, match.end)) >= 0

    def subject(self, item: Item, start: int, end: int, unit: str = "") -> None:
        """The nearest name before the figure in its clause, after it there, the topic, in the sentence, the antecedent, the document's."""
        book, reader = self.reader.book, self.reader
        sentence, clause = self.sentence(start), self.clause(start, end)
        likely = [
            match
            for match in self.subjects
            if any(book.is_likely(id, unit) for id in match.ids) and not self.is_aside(match, start) and not self.is_agent(match)
        ]
        known = [match for match in likely if not self.is_newcomer(match)]
        if any(sentence[0] <= match.start < sentence[1] for match in known):  # a new name counts then where it leads
            likely = [match for match in likely if match in known or self.leads(match) and not reader.is_covered]
        elif reader.is_covered:
            likely = [
                match for match in likely if match in known or self.leads(match) and self.text[sentence[0] : match.start].strip() == ""
            ]
        before = [match for match in likely if match.end <= start]
        near = [match for match in before if match.start >= clause[0]][::-1]
        after = [match for match in likely if match.start >= end and match.end <= clause[1]]
        same = [match for match in before if match.start >= sentence[0]][::-1]
        later = [match for match in likely if match.start >= end and match.end <= sentence[1]]
        named, alone = self.topic()
        topic = [id for id in named if book.is_likely(id, unit)]
        like = [] if near or same else [id for id, _ in book.names["subjects"].about(self.words(clause), 0.8) if book.is_likely(id, unit)]
        part = self.text[sentence[0] : start].rpartition(";")[2] + self.text[start : sentence[1]].partition(";")[0]
        wider = [] if near or same or like else [id for id, _ in book.names["subjects"].about(part, 0.8) if book.is_likely(id, unit)]
        pronoun = vocabulary("pronouns").find(self.words(sentence))
        its = re.match(r"\W*(?:its|it|their|they)\b", self.words(sentence), re.IGNORECASE)
        speaks = its or pronoun and not reader.subject
        spoken = [id for match in self.antecedents(start) if match in likely and speaks for id in match.ids]
        own = [reader.subject] if reader.subject else []
        paired = self.paired(start, [match for match in likely if sentence[0] <= match.start])
        clause_of = re.search(r"([^,]*),\s*(?:which|who)\b[^,]*$", self.text[sentence[0] : start])
        if clause_of:  # "Samsung Electronics, which saw revenue of"
            whom = [match for match in near + same if match.end == sentence[0] + clause_of.end(1)]
            near = whom or near
        placed = [
            match for match in likely if re.fullmatch(r"\s+(?:in|for)\s+(?:the\s+)?", self.text[end : match.start])
        ]  # "by 0.3% in the EU"
        steps = [
            ("sentence", paired),
            ("clause", [id for match in placed for id in match.ids]),
            ("clause", [id for match in near for id in match.ids]),
            ("like", like[:1]),
            ("topic", topic),
            ("clause", [] if same else [id for match in after for id in match.ids]),
            ("sentence", [id for match in same for id in match.ids]),
            ("antecedent", [] if same else spoken[:1]),
            ("document", own if pronoun or not self.subjects else []),
            ("like", wider[:1]),
            ("document", reader.total if reader.total and WHOLE.search(self.words(sentence)) and not same else []),
            ("document", reader.total if not same and not later else []),
            ("document", [reader.theme] if reader.theme and not same and MARKET_ALONE.search(self.words(clause)) else []),
            ("heading", [id for id in reader.heading_subject if book.is_likely(id, unit)]),
            (
                "antecedent",
                [id for match in self.antecedents(start) if match in (known if reader.is_covered else likely) for id in match.ids],
            ),
            ("sentence", [id for match in later for id in match.ids]),
            ("document", [reader.theme] if reader.theme and book.is_likely(reader.theme, unit) else []),
            (
                "antecedent",
                [id for id in reader.last_subject if book.is_likely(id, unit) and not (id in reader.newcomers and reader.is_covered)],
            ),
            ("document", own),
        ]
        if not near and not paired and not topic and (new := self.unnamed(item, start, unit, sentence, clause)):
            steps.insert(0, ("proposed", [new]))
        ranked = [(id, how) for how, ids in steps for id in ids]
        item.candidates["subject_id"] = list(dict.fromkeys(id for id, _ in ranked))[:8]
        if not ranked:
            return
        id, how = ranked[0]
        if how in ("document", "heading", "antecedent") and self.last and self.last_at >= sentence[0] and self.last.value("subject_id"):
            if not any(self.last_at <= match.start < start for match in self.subjects):  # "Subscription revenue of $296 million, up 23%"
                id, how = self.last.value("subject_id"), "document" if self.last.value("subject_id") == reader.subject else "sentence"
        sole = {one for match in self.subjects if sentence[0] <= match.start < sentence[1] for one in match.ids}
        sure = (
            (how in ("clause", "sentence") and bool(near) or how == "topic" and alone)
            and sole <= {id}
            and not (id in reader.newcomers and reader.is_covered)
            or how == "document"
            and id == reader.subject
            and not self.subjects
            and book.rows["subjects"][id]["subject_type"] in ("company", "country")
        )
        own_or_part = not reader.subject or reader.subject in (id, book.rows["subjects"][id].get("parent_subject_id"))
        item.put("subject_id", id, how, sure and own_or_part)

    def part(self, item: Item, start: int, end: int) -> None:
        """Whose metric it is where a name in capitals stands right before the metric: "Gaming revenue of $430 million"."""
        clause = self.clause(start, end)
        unit = next(iter(PART.finditer(self.text, clause[0], start)), None) if self.reader.subject else None
        if unit and not self.reader.book.names["subjects"].whole(unit[1]):  # "the Americas segment reported net sales of"
            row = {"name": unit[1], "subject_type": "segment", "parent_subject_id": self.reader.subject}
            item.put("subject_id", self.reader.book.propose("subjects", row, f"line {item.line}"), "proposed", False)
            return
        for match in self.metrics if self.reader.subject else ():
            if not (clause[0] <= match.start and match.end <= start) or not any(
                self.reader.book.fits(id, item.value("unit")) for id in match.ids
            ):
                continue
            before = re.search(r"((?:[A-Z][\w&’'-]*\s+(?:(?:and|&)\s+)?){1,4})$", self.text[clause[0] : match.start])
            words = before[1].split() if before else []
            while words and vocabulary("adjectives").whole(words[0]):
                words = words[1:]
            if (
                not words
                or all(vocabulary("adjectives").whole(word) for word in words)
                or any(character.isdigit() for character in words[-1])
            ):
                continue
            name = " ".join(words)
            book = self.reader.book
            if book.names["subjects"].whole(name) or self.reader.periods.labels(name):
                continue
            row = {"name": name, "subject_type": "segment", "parent_subject_id": self.reader.subject}
            item.put("subject_id", book.propose("subjects", row, f"line {item.line}"), "proposed", False)

    # metric
    def metric(self, item: Item, start: int, end: int, unit: str, per: str = "") -> None:
        """The metric of the clause that the unit of the figure fits, a change or share of it where the words say so; else of the sentence;
        else the one whose name has most of its words there."""
        book, sentence, clause = self.reader.book, self.sentence(start), self.clause(start, end)
        percent = unit in ("percent", "percentage_points")
        change = self.change(start, end, sentence, clause) if percent and not self.is_compared(start) else None
        ranked = []
        for match in self.metrics:
            if not sentence[0] <= match.start < sentence[1] or self.is_of_other(match, start, end):
                continue
            gap = start - match.end if match.end <= start else match.start - end
            inside = clause[0] <= match.start and match.end <= clause[1]
            ranked.append((not inside, match.start >= end and gap > 2, gap, match))
        ranked.sort(key=lambda entry: entry[:3])
        options: list[tuple[str, str]] = []
        beside: set[str] = set()  # named near the figure, with no other between
        for outside, _, gap, match in ranked:
            for id in match.ids:
                found = self.changed(id, change, unit) if change else id
                if found and book.fits(found, unit):
                    options.append((found, "sentence" if outside else "clause"))
                    between = self.text[min(match.end, end) : max(start, match.start)]
                    inside = start <= match.start < end  # "300 parameters" may be of anything
                    if gap <= NEAR and not inside and not re.search(r"\d|[.;。；]\s", between):
                        beside.add(found)
        if not options and change and ranked:
            options += [(id, "sentence") for id in self.new_change([one for *_, one in ranked], change, unit)]
        market = unit in book.currencies and MARKET.search(self.words(sentence)) and not any(how == "clause" for _, how in options)
        if market:
            options.insert(0, ("market_size", "subject"))
        elif not options and change:
            options += [(id, "document") for id in self.reader.usual.get("growth", [])]
        in_brackets = re.match(r"\s*[)）]", self.text[end:]) and self.text[:start].rstrip()[-1:] in "(（"
        if unit == "percent" and in_brackets and not any(how == "clause" for _, how in options):
            options = [(id, "document") for id in self.reader.usual.get("share", [])] + options
        if percent and self.has_share(clause, start):
            bases = {id for _, _, _, match in ranked for id in match.ids}
            shares = [id for id, row in book.rows["metrics"].items() if row.get("share_of_metric_id") in bases]
            within = [option for option in options if option[1] == "clause" and "share" in option[0]]
            options = [*within, *((id, "share") for id in [*shares, "market_share"]), *options] if not within else options
        named, grown = self.stated(start)
        if unit == "percent" and not options and (ratio := self.share_of_last(start, end)):
            named, grown = ratio, False
        inside = any(how == "clause" for _, how in options)
        if not inside:
            near = book.names["metrics"].about(named or self.words(clause), 0.75 if named else 0.6)
            like = [
                (id, "like") for id, share in near if book.fits(id, unit) and (share > 0.99 or not named or ("metrics", id) not in book.ids)
            ]
            options = [*like[:3], *options] if unit else options
        if not options:
            options += [(id, "like") for id, _ in book.names["metrics"].about(self.words(sentence), 0.7) if book.fits(id, unit)][:3]
        if not any(how == "clause" for _, how in options) and unit in self.reader.usual:
            options = [(id, "document") for id in self.reader.usual[unit]] + options
        like = any(how == "like" for _, how in options)
        if named and any(how == "sentence" and self.is_coordinate(id, start, named) for id, how in options):
            named = ""  # "cash and bank balances of": the first names it
        if not inside and not like and (named or not options) and self.new_metric(item, start, unit, named, grown):
            return
        if not options and self.is_compared(start) and self.last and self.last_at >= sentence[0] and self.last.value("unit") == unit:
            options += [(self.last.value("metric_id"), "sentence")] if self.last.value("metric_id") else []
        if not options and change is None:
            for match in reversed([match for match in self.metrics if match.end <= sentence[0]]):
                options += [(id, "antecedent") for id in match.ids if book.fits(id, unit)]
        kind = book.rows["subjects"].get(item.value("subject_id"), {}).get("subject_type")
        if (
            not named
            and not any(how in ("clause", "sentence") for _, how in options)
            and kind in ("market", "segment")
            and unit in book.currencies
        ):
            options.insert(0, ("market_size", "subject"))
        if per:  # an amount per share is none of the whole
            each = [
                (id, "clause") for id, row in book.rows["metrics"].items() if f"per {per}" in f"{row['name']} {row['definition']}".lower()
            ]
            options = [option for option in options if option in each] or each or options
        options = list(dict.fromkeys(options))
        item.candidates["metric_id"] = list(dict.fromkeys(id for id, _ in options))[:8]
        if options:
            id, how = options[0]
            only = len({option for option, within in options if within == "clause"}) == 1
            item.put("metric_id", id, how, how == "clause" and only and id in beside and unit != "" and not percent)

    def share_of_last(self, start: int, end: int) -> str:
        """ "Capital expenditure to revenue" of "€17.6 million, or 5.5% of revenue"."""
        rows, basis = self.reader.book.rows["metrics"], re.match(r"\s+of\s+(?:total\s+|net\s+)?", self.text[end:])
        base = next((match for match in self.metrics if basis and 0 <= match.start - end <= basis.end()), None)
        metric = self.last.value("metric_id") if self.last and self.last_at >= self.sentence(start)[0] else ""
        if not base or not metric or rows[metric]["unit"] != "currency" or rows[base.ids[0]]["unit"] != "currency" or metric in base.ids:
            return ""
        return f"{rows[metric]['name']} to {rows[base.ids[0]]['name'].lower()}"

    def is_coordinate(self, metric: str, start: int, named: str) -> bool:
        """Whether a metric and other words are one name: "cash, cash equivalents and marketable securities"."""
        at = self.text.rfind(named, 0, start)
        ends = [match.end for match in self.metrics if metric in match.ids and match.end <= at]
        between = self.text[ends[-1] : at] if ends else "."
        return not re.search(r"[\d.;:]", between) and re.search(r"\band\s*$", between) is not None and not verbs_in(between)

    def stated(self, start: int) -> tuple[str, bool]:
        """What is said to have the figure, as the words before it name it, and whether they say by how much it changed: "The unemployment
        rate was 5.2%", "Average earnings, excluding bonuses, rose by 4.4%", in Chinese right before the figure; empty where none is."""
        sentence = self.sentence(start)[0]
        before = self.text[sentence:start]
        if re.search(r"[\u3400-\u9fff]\D{0,2}$", before):
            dated = max((label.end for label in self.labels if label.end <= start), default=0)
            return self.stated_zh(self.text[max(sentence, dated) : start])
        verb = max(
            (match for match in verbs_in(before) if BETWEEN.fullmatch(before[match.end :])), key=lambda match: match.start, default=None
        )
        if verb is None:
            return "", False
        pieces = [piece.strip() for piece in CLAUSE.split(before[: verb.start]) if re.search(r"[^\W\d]", piece)]
        while len(pieces) > 1 and (ASIDE.match(pieces[-1]) or any(match.start == 0 for match in verbs_in(pieces[-1]))):
            pieces.pop()
        words = re.split(
            r"(?<![\w-])(?:for|in|at|on|during|among|to|as|from|by|with|than|is|are|was|were|has|have|had|that|which|who)(?![\w-])",
            pieces[-1],
        )
        if (
            len(pieces) > 1
            and re.search(rf"\band\s+{re.escape(pieces[-1])}", before)
            and len(pieces[-2].split()) < 4
            and not verbs_in(pieces[-2])
        ):
            words[0] = f"{pieces[-2]} and {words[0]}"  # "Research and development expenses"
        of = before[verb.start : verb.end].lower() == "of"  # what stands right before it
        words = (words[-1] if of else words[0]) if pieces else ""
        words = re.split(r"\b(?:an?|the|its|our|their)\b", re.sub(r".*[’']s?\s+", "", words), flags=re.IGNORECASE)[-1].split()
        while words and words[0].lower() in DETERMINERS:
            words = words[1:]
        grown = before[verb.start : verb.end].lower() in GROWN and re.search(r"\bto\b|\bat\b", before[verb.end :]) is None
        return self.as_name(" ".join(words)), grown

    def stated_zh(self, before: str) -> tuple[str, bool]:
        """The same of a Chinese sentence: the nouns right before the figure, without the subject and the verb."""
        noun = re.search(r"((?:[A-Z]{2,6})?[\u3400-\u9fff]{2,24})\D{0,2}$", before)
        words, grown = noun[1] if noun else "", False
        while match := next(
            (one for name in ("changes", "verbs_zh") for one in vocabulary(name).find(words) if one.end == len(words)), None
        ):
            grown = grown or bool(vocabulary("changes").whole(words[match.start :]))
            words = words[: match.start]
        for match in self.reader.book.names["subjects"].find(words):
            if match.start == 0:
                words = words[match.end :]
                break
        words = re.sub(r"^(?:全省|全市|全国|全球|公司|集团|累计|其中)", "", words)
        heads = [match for match in vocabulary("heads_zh").find(words) if match.end == len(words)]
        return self.as_name(words if heads or len(words) <= 8 else ""), grown

    def as_name(self, words: str) -> str:
        """The words where they may name a metric, without the mark of a note."""
        words = re.sub(r"^\W+|(?<=[A-Za-z])\d$", "", words)
        book = self.reader.book
        known = any(book.names[name].whole(words) for name in ("subjects", "metrics"))
        known = known or any(vocabulary(name).whole(words) for name in ("pronouns", "shares"))
        is_name = (
            words.lower() not in NO_NAMES and len(words) <= 50 and re.fullmatch(r"[^\d]*(?:[A-Za-z]{3}|[\u4e00-\u9fff]{2})[^\d]*", words)
        )
        known = known or any(match.end == len(words) for match in book.names["metrics"].find(words)) or self.reader.periods.labels(words)
        known = known or re.search(r"\b(?:market|industry|segment|division|business)$|市场$|行业$", words, re.IGNORECASE)
        return words if is_name and not known and len(words.split()) <= 6 and not vocabulary("changes").whole(words) else ""

    def new_metric(self, item: Item, start: int, unit: str, name: str, grown: bool) -> bool:
        """A metric that no register has: what is stated to have the figure, or to have changed by it; else what is counted. Whether there
        is such a name."""
        book = self.reader.book
        counted = unit not in book_units(book) and book.rows["units"].get(unit, {}).get("kind") == "count"
        if not name and counted:
            name = f"Number of {unit.replace('_', ' ')}"
            known = [id for id, row in book.rows["metrics"].items() if row["unit"] == unit and row["name"].lower().startswith("number of")]
            if known:
                item.put("metric_id", known[0], "like", False)
                return True
        if not unit and re.search(r"\bratio$", name, re.IGNORECASE):
            unit = "ratio"
            item.put("unit", unit, "proposed", False)
        if not unit and re.match(r"number of\b", name, re.IGNORECASE):
            unit = "count"
            item.put("unit", unit, "proposed", False)
        if not name or not unit:
            return False
        first = self.text.rfind(name, 0, start)
        called = name
        kind = "currency" if unit in book.currencies else unit
        if grown and unit in ("percent", "percentage_points"):
            word = "Growth" if unit == "percent" else "Change"
            name = f"{word} of {name if name[:2].isupper() else name[0].lower() + name[1:]}"
        kinds = {"currency": "money", "percent": "percent", "ratio": "ratio"}
        row = {
            "name": name[0].upper() + name[1:],
            "definition": f"As the document calls it: {name}",
            "quantity_kind": kinds.get(kind, "count"),
        }
        row |= {"unit": kind, "additive": "no"} | ({"is_signed": "yes"} if grown else {})
        id = book.propose("metrics", row, f"line {item.line}", exact=True)
        item.put("metric_id", id, "proposed", False)
        for found in re.finditer(re.escape(called), self.text[max(first, 0) :]) if first >= 0 else ():  # the text may go on about it
            self.metrics.append(Match(first + found.start(), first + found.end(), (id,), 1))
        self.metrics.sort(key=lambda match: match.start)
        return True

    def new_change(self, matches: list[Match], basis: str, unit: str) -> list[str]:
        """The growth or change of the nearest metric of the sentence that no register has."""
        ids = [id for match in matches for id in match.ids]
        return [change_of(self.reader.book, ids[0], basis, unit)] if ids else []

    def is_of_other(self, match: Match, start: int, end: int) -> bool:
        """Whether a metric stands right behind another figure, as in "at $183 billion valuation", or behind this and right before another,
        as in "lost $31 million on revenue of $12 million": it is of that one."""
        return any(
            first != start
            and (
                0 <= match.start - last <= 2
                and not self.text[last : match.start].strip()
                or end <= match.start < first
                and NAMED.fullmatch(self.text[match.end : first])
            )
            for first, last in self.figures
        )

    def has_share(self, clause: tuple[int, int], at: int) -> bool:
        return any(clause[0] <= match.start < clause[1] and abs(match.start - at) < 2 * NEAR for match in self.shares)

    def change(self, start: int, end: int, sentence: tuple[int, int], clause: tuple[int, int]) -> str | None:
        """Whether the clause says that something changed by the figure, and since when: any, previous, year_ago."""
        words = [
            match
            for match in self.changes
            if clause[0] <= match.start < clause[1] or sentence[0] <= match.start and start - match.end < NEAR and match.end <= start
        ]
        near = [match for match in words if start - NEAR <= match.start <= end + NEAR]
        if not near and not (
            re.search(r"\bby\s+\D{0,15}$", self.text[:start]) and any(sentence[0] <= match.start < start for match in self.changes)
        ):
            return None
        stop = min([first for first, _ in self.figures if first >= end] + [clause[1]])
        behind = [id for match in self.changes if end <= match.start < stop for id in match.ids if id != "any"]
        if behind:
            return behind[0]
        bases = {id for match in words for id in match.ids} - {"any"}
        return bases.pop() if len(bases) == 1 else "any"

    def changed(self, metric: str, basis: str, unit: str) -> str | None:
        """The growth of a metric, by the basis that the words give; the metric itself where it has no growth and its unit is that of the
        figure, or where it is a growth."""
        rows = self.reader.book.growth.get(metric, [])
        if not rows or self.reader.book.rows["metrics"][metric].get("growth_of_metric_id"):
            return metric
        wanted = [row for row in rows if row["growth_over"] == (basis if basis != "any" else "year_ago")]
        return (wanted or rows)[0]["metric_id"] if wanted or basis == "any" else None

    # period
    def period(self, item: Item, start: int, end: int, change: bool) -> None:
        """The label that belongs to the figure: right after it, else before it in the clause, else in the sentence, else the document's."""
        sentence, clause = self.sentence(start), self.clause(start, end)
        labels = [
            label for label in self.labels if sentence[0] <= label.start < sentence[1] and not (label.start >= start and label.end <= end)
        ]
        labels = [
            label
            for label in labels
            if not (self.is_base(label, start) or self.is_gloss(label) or label.start in self.events)
            and not (change and label.shift and not self.is_compared(start))
            and not (label.start >= end and ";" in self.text[end : label.start])
        ]
        labels = [
            label for label in labels if label.end <= start or not re.match(r"\s*[:：]", self.text[label.end :])
        ]  # "(2023: £5 million)"
        labels = [label for label in labels if not self.is_start(label, start)]
        labels = [label for label in labels if not label.shift or clause[0] <= label.start < clause[1] or self.is_compared(start)]
        free = [label for label in labels if not self.is_of_figure(label, start)]
        near = [label for label in labels if clause[0] <= label.start and label.end <= clause[1]]
        after = [
            label
            for label in near
            if label in free and label.start >= end and label.start - end <= NEAR and not re.search(r"\d", self.text[end : label.start])
        ]
        before = [label for label in near if label.end <= start]
        before = [label for label in before if label in free][::-1] + [label for label in before if label not in free][::-1]
        earlier = [label for label in free if label.end <= start] or [label for label in labels if label.end <= start]
        later = [label for label in labels if label.start >= end and (label in near or self.is_shared(label, end))]
        found = next(iter([*after, *before, *(label for label in later if label in near), *earlier[::-1], *later]), None)
        if self.is_compared(start) and not any(0 <= label.start - end <= NEAR for label in labels):
            item.put("period_id", "", "sentence", False)  # "improved to 15.4% from 14.8%": when is not said
            return
        own = (
            found in free
            and re.search(r"\b(?:for|in|during)\s+(?:the\s+)?$", self.text[: found.start])
            and len({one.days for one in labels}) == 1
        )
        if found is None or found in later and found not in near and self.reader.period and not (own and found.days):
            self.period_before(item, sentence)
            return
        apart = self.brackets(start) != self.brackets(found.start)
        aside = found not in near and (self.is_prospect(clause, found) or self.is_of_event(found))
        if self.is_property(item) and (apart or found not in near) or aside:
            item.put("period_id", "", "sentence", False)
            return
        days = found.days
        if days is None and found.shift:
            base = (
                next((label for label in [*earlier[::-1], *later] if label.days), None)
                or self.last_label(sentence[0])
                or self.reader.period
            )
            days = self.reader.periods.shifted(base.days, found.shift) if base and base.days else None
        elif days is None:
            days = self.reader.periods.nearest(found, self.near_days(found.start))
        distinct = {label.printed for label in labels}
        opens = self.text[sentence[0] : found.start].strip().lower() in ("in", "for", "during", "") and not any(
            sentence[0] <= first < start for first, _ in self.figures
        )  # "In June 2025, exports came to €5 million"
        sure = (
            found in near and (not apart or found in after) and (len(distinct) == 1 or len({label.printed for label in near}) == 1) or opens
        )
        put_period(item, self.reader, found, self.line_of(found), "sentence", sure and found.days is not None, days)

    def is_compared(self, start: int) -> bool:
        """Whether a figure is what another is compared with: "up from 36% a year earlier"."""
        before = self.text[max(0, start - 30) : start].rstrip()
        return any(match.end == len(before) for match in vocabulary("bases").find(before) if match.words > 1 or before.endswith("from"))

    def is_base(self, label: Label, start: int = -1) -> bool:
        """Whether a period is what a change is measured against: "up 5 % from Q1 2025"; or the day of a dateline."""
        before = self.text[max(0, label.start - 30) : label.start]
        own = 0 <= start - label.end <= NEAR and re.fullmatch(
            r"[^\d,;]*\b(?:of|at|was)\s+\D{0,15}", self.text[label.end : start]
        )  # "from 2005 revenue of $238.3 billion"
        dateline = label.start < 2 * NEAR and label.days and label.days[0] == label.days[1] and DATELINE.match(self.text[label.end :])
        return bool(dateline) or not own and any(match.end >= len(before.rstrip(" the")) - 1 for match in vocabulary("bases").find(before))

    def is_start(self, label: Label, start: int) -> bool:
        """Whether a period is that of another figure, which something moved from: "from 50% in 2023 to 27%"."""
        figure = max((one for one in self.figures if one[1] <= label.start), default=None)
        return figure is not None and figure[0] != start and re.search(r"\bfrom\s+$|[由从]$", self.text[: figure[0]]) is not None

    def is_shared(self, label: Label, end: int) -> bool:
        """Whether a period that stands later in the sentence is that of a list of figures: "$5 million and $6 million in 2024"."""
        return label.start - end <= NEAR or any(end <= first < label.start for first, _ in self.figures)

    def brackets(self, at: int) -> int:
        """Where the parentheses begin that hold a place; -1 outside of any."""
        left = max(self.text.rfind("(", 0, at), self.text.rfind("（", 0, at))
        return left if left >= 0 and not re.search(r"[)）]", self.text[left:at]) else -1

    def is_property(self, item: Item) -> bool:
        """Whether a figure measures what a thing is, such as parameters, bits or months, which no other clause dates."""
        unit = item.value("unit")
        return unit in ("parameters", "tokens") or self.reader.book.rows["units"].get(unit, {}).get("kind") in ("size", "duration")

    def is_of_event(self, label: Label) -> bool:
        """Whether the clause of a period tells what happened then: "introduced in 2006, with over 4 million developers"."""
        return bool(vocabulary("events").find(self.words(self.clause(label.start, label.end))))

    def is_prospect(self, clause: tuple[int, int], label: Label) -> bool:
        """Whether the clause of a figure looks ahead and the period of the sentence is past: "went public in 2025, expecting to raise"."""
        ahead = [match for match in vocabulary("statuses", "status").find(self.words(clause)) if match.ids[0] in ("F", "T")]
        return bool(ahead) and label.days is not None and bool(self.reader.as_of) and label.days[1].isoformat()[:7] < self.reader.as_of

    def is_of_figure(self, label: Label, start: int) -> bool:
        """Whether a period stands right behind another figure: "from 36% in 2023 to 68%"."""
        named = re.match(r"\s*[:：]", self.text[label.end :])  # "€318 million (2024: €296 million)": it is of the next
        return not named and any(
            first != start
            and last <= label.start
            and re.fullmatch(r"\s*[(（]?(?:(?:in|for|of|at|by|as of|on)\s+)?(?:the\s+)?", self.text[last : label.start])
            for first, last in self.figures
        )

    def is_gloss(self, label: Label) -> bool:
        """Whether a period explains the one before it: "FY2025 (ending January 2025)"."""
        return (
            re.search(r"[(（]\s*(?:ending|ended|which ends|截至)\s*(?:in|on)?\s*$", self.text[max(0, label.start - 20) : label.start])
            is not None
        )

    def last_label(self, at: int, least: timedelta = timedelta(0)) -> Label | None:
        """The last period before, as long as `least`, but for one in parentheses and one that something is compared with."""
        return next(
            (
                label
                for label in reversed(self.labels)
                if label.end <= at
                and label.days
                and label.days[1] - label.days[0] >= least
                and not self.is_base(label)
                and self.text[max(0, label.start - 1) : label.start] not in "(（"
            ),
            None,
        )

    def near_days(self, at: int):
        """The days of the period that stands nearest before a label without a year, else of the document."""
        label = self.last_label(at) or self.reader.period or next((label for label in self.labels if label.days), None)
        return label.days if label else self.reader.days

    def period_before(self, item: Item, sentence: tuple[int, int]) -> None:
        """No period in the sentence: that of the document, else of the sentences before, else none."""
        antecedent, reader = self.last_label(sentence[0], timedelta(1)), self.reader
        before = antecedent or reader.last_period
        within = antecedent and not reader.period and WITHIN.match(self.words(sentence))
        if (
            within or not reader.period and not reader.intro and reader.subject and before
        ):  # a document about one thing goes on about its period
            put_period(item, reader, before, self.line_of(before) if antecedent else reader.last_period_line, "antecedent", False)
        elif antecedent and reader.period:
            put_period(item, reader, antecedent, self.line_of(antecedent), "antecedent", False)
        elif reader.intro and (self.intro or reader.period):
            put_period(item, reader, reader.intro, reader.intro_line, "antecedent", False)
        elif reader.period:
            put_period(item, reader, reader.period, reader.period_line, "document", False)
        else:
            item.put("period_id", "", "sentence", False)

    def line_of(self, label: Label) -> int:
        return self.place(label.start)[0]

    figures: list[tuple[int, int]] = []  # characters of the figures in it
    last: Item | None = None  # the figure before in it, and where it begins
    last_at = -1
    events: frozenset[int] = frozenset()  # where periods begin that are days of events
    intro = False  # whether the passage is an item of a list that a sentence with a period introduces
    place = None  # set by the draft: character of the passage to line and character of the line


def as_of(reader: Reader) -> str:
    """The month of the document: the first day or month that its beginning prints, else the last month that a sentence without a forecast
    names."""
    found = [
        label.days[1]
        for paragraph in reader.source.paragraphs[:15]
        for label in reader.periods.labels(paragraph.text)
        if label.days and (label.days[1] - label.days[0]).days <= 31
    ]
    after = [day for day in found if not reader.period or not reader.period.days or day > reader.period.days[1]]
    if after:
        return after[0].isoformat()[:7]
    ends: Counter[date] = Counter()
    for paragraph in reader.source.paragraphs:
        if not vocabulary("statuses", "status").find(paragraph.text):
            ends.update(label.days[1] for label in reader.periods.labels(paragraph.text) if label.days)
    return max([*ends, *found]).isoformat()[:7] if ends or found else ""
