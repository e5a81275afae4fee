"""Scans a text for its figures and periods: marks, then period, identifier, ordinal or figure at each token in turn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache

from claimhouse.grammar import identifiers, joined, period_parts, signs, units
from claimhouse.grammar import periods as period_rules
from claimhouse.grammar.amounts import MIRROR
from claimhouse.grammar.chinese import numeral
from claimhouse.grammar.numerals import glued, hyphen, role, roles
from claimhouse.grammar.numerals import text as text_at
from claimhouse.grammar.spans import Span
from claimhouse.grammar.tables import table, wordings
from claimhouse.grammar.tokens import COMMA_LOCALES, HAN, Token, clusters, narrow, tokenize
from claimhouse.grammar.units import Amount


class Line(list):
    """A run of tokens with the narrow text that they stand in."""

    def __init__(self, tokens: list[Token], source: str) -> None:
        super().__init__(tokens)
        self.source = source
        self.memory: dict = {}
        self.texts = {token.text for token in tokens}


# Words and signs that the rules name themselves; all others stand in the tables.
CONNECTORS = frozenset(
    """a an the of and or in out over for to but one th st nd rd ths point number no. top days q h e f p s
    , - – — / ( ) ^ * + # : ' 第 分 之 每 上 下 半 初 底 末 度 号 日 份""".split()
)


@cache
def lexicon() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """All words of the tables; those written with a full stop; those with which a figure or a period can begin to be one."""
    sets = [
        wordings(name)
        for name in (
            "numbers",
            "scales",
            "numerals_zh",
            "units",
            "qualifiers",
            "changes",
            "digits",
            "joins",
            "openers",
            "tolerances",
            "tenths",
            "not_numbers",
        )
    ]
    sets += [
        units.currencies("before"),
        units.currencies("after"),
        units.currencies("minor"),
        units.denominators(),
        identifiers.openers(),
        *period_parts.all_wordings(),
    ]
    words = (
        set(CONNECTORS)
        | {code.lower() for code in units.scaled_codes()}
        | units.letters_of_money().keys()
        | set().union(*(one.words for one in sets))
    )
    core = (
        wordings("numbers").words
        | wordings("numerals_zh").words
        | wordings("digits").words
        | wordings("tenths").words
        | period_parts.core_words()
    )
    core |= {word for row in table("scales") if row.style in ("word", "plural") for word in row.wording.split("|")}
    core |= {word for row in table("changes") if row.role == "multiple" for word in row.wording.split("|")} | {"翻"}
    return frozenset(words), frozenset(word for word in words if word.endswith(".")), frozenset(core - {"-", "("})


@cache
def beginnings() -> frozenset[str]:
    """Texts of tokens with which a span can begin."""
    sets = [wordings(name) for name in ("numbers", "scales", "numerals_zh", "changes", "digits", "openers", "tenths", "not_numbers")]
    sets += [wordings("qualifiers", place="before"), wordings("units", kind="percent"), units.currencies("before"), identifiers.openers()]
    first = (
        {text for one in sets for text in one.trie if text}
        | {code.lower() for code in units.scaled_codes()}
        | units.letters_of_money().keys()
    )
    return frozenset(first | period_rules.first_words() | {"+", "-", "–", "—", "(", "a", "an", "the", "#", "no.", "number", "top", "第"})


def lines(text: str, locale: str) -> Iterator[Line]:
    """The clusters of a text that hold something to read."""
    words, dotted, core = lexicon()
    source = narrow(text)
    mark = "comma" if locale.split("-")[0].split("_")[0] in COMMA_LOCALES else "point"
    for run in clusters(source, tokenize(source, words, dotted, mark)):
        if any(token.kind in ("number", "dotted") or token.text in core for token in run):
            yield Line(run, source)


def figures(text: str, *, locale: str = "en", scale: int | None = None, unit: str | None = None) -> list[Span]:
    """Every figure, period and identifier of `text`, in order, none overlapping another.

    `locale` is that of the document: one with a decimal comma ("de", "fr") reads "4,44" and "1.250,5" so. `scale` (a power
    of ten) and `unit` are those of a table's caption; they count for numbers that print none of their own.
    """
    source = narrow(text)
    marks = sorted(mark for mark in identifiers.set_apart(source) if source[mark.start - 1 : mark.start] != "\u202f")
    found = [Span(mark.start, mark.end, text[mark.start : mark.end], "identifier", reason=mark.reason) for mark in marks]
    taken = [(mark.start, mark.end) for mark in marks]
    cursor, before, reached = 0, None, 0
    for line in lines(text, locale):
        while cursor < len(taken) and taken[cursor][1] <= line[0].start:
            cursor += 1
        ahead = cursor
        while ahead < len(taken) and taken[ahead][0] < line[-1].end:
            ahead += 1
        blocked = taken[cursor:ahead]
        for span in read_line(line, text, blocked, scale, unit, before, reached):
            found.append(span)
            before, reached = span if span.is_figure else before, span.end
    return sorted(found, key=lambda span: span.start)


def read_line(
    line: Line, text: str, blocked: list[tuple[int, int]], scale: int | None, unit: str | None, before: Span | None, reached: int
) -> Iterator[Span]:
    """The spans of a line; `before` is the last figure of the lines before it, `reached` the end of the last span of any kind."""
    at, begins = 0, beginnings()
    while at < len(line):
        token = line[at]
        if (
            (token.text not in begins and token.kind not in ("number", "dotted"))
            or token.start < reached
            or any(start < token.end and token.start < end for start, end in blocked)
        ):
            at += 1
            continue
        span, after = compared(line, at, text, before) or read_at(line, at, text, scale, unit)
        span = span and measured_behind(span, text)
        if span is None:
            at = max(after, at + 1)
            continue
        if span.start < reached or any(start < span.end and span.start < end for start, end in blocked):
            at += 1
            continue
        yield span
        reached, at, before = span.end, max(after, at + 1), span if span.is_figure else before


def read_at(line: Line, at: int, text: str, scale: int | None, unit: str | None) -> tuple[Span | None, int]:
    """The span that begins at this token and the index after it."""
    token = line[at]
    article = token.text in ("a", "an", "the")
    if token.kind in ("han", "word") and (idiom := wordings("not_numbers").at(line, at + article)):
        return None, idiom.end
    if period := period_rules.period(line, at):
        return period.span(text), period.end
    mark = identifiers.named(line, at)
    if mark is None and token.kind == "dotted":
        mark = identifiers.Mark(token.start, token.end, "version")
    if mark is None:
        number = at + (token.text in ("+", "(") and glued(line, at + 1))
        mark = identifiers.shaped(line, number) if number < len(line) and line[number].kind == "number" else None
    if mark:
        return Span(mark.start, mark.end, text[mark.start : mark.end], "identifier", reason=mark.reason), after_mark(line, at, mark.end)
    if token.text == "(" and not signs.in_basis_points(line, at + 3) and (mark := identifiers.note(line, at)):
        return Span(mark.start, mark.end, text[mark.start : mark.end], "identifier", reason=mark.reason), after_mark(line, at, mark.end)
    if rank := ordinal(line, at, text):
        return rank
    found = joined.figure(line, at)
    if found is None:
        if token.kind == "number" and (mark := identifiers.glued_name(line, at)):
            return Span(mark.start, mark.end, text[mark.start : mark.end], "identifier", reason=mark.reason), after_mark(line, at, mark.end)
        return None, at
    first = next((index for index in range(at, found.end) if line[index].kind == "number"), at)
    if first > at and (period := period_rules.period(line, first)) and period.end > found.end:
        return None, first  # "around 23 October 2009"
    if first > at and not units.lettered(line, first - 1) and (mark := identifiers.shaped(line, first)):
        return Span(mark.start, mark.end, text[mark.start : mark.end], "identifier", reason=mark.reason), after_mark(line, at, mark.end)
    if starts_word(line, at) or is_plain_year(line, found) or is_part_of_word(line, found):
        return None, at
    last = line[found.end - 1]
    if last.kind == "number" and text[last.end : last.end + 1].isalpha() and text[last.end].isascii():
        mark = identifiers.glued_name(line, found.end - 1)
        if mark:
            start = mark.start if found.end - 1 > at else line[at].start
            return Span(start, mark.end, text[start : mark.end], "identifier", reason=mark.reason), after_mark(line, at, mark.end)
    return as_span(line, found, text, scale, unit), found.end


# What stands between a figure and that of the period before: " (", " (prior year: ", " (Q2 2023: ".
BETWEEN = re.compile(r" \((?:[^():]{2,40}:\s?)?")


def compared(line: Line, at: int, text: str, before: Span | None) -> tuple[Span, int] | None:
    """A bare number in parentheses right behind a figure that prints its measure is in the same unit and scale, for the period before:
    "SEK 15,430m (16,976)", "12.3% (12.4)", "EUR 4.2 billion (prior year: 3.9)". A year or the number of a note is none."""
    begin = at + (line[at].text == "(")
    if before is None or before.qualifier == "range" or begin >= len(line):
        return None
    counts = not before.unit and before.kind == "count" and not before.printed.endswith(")")
    if line[begin].start - before.end > 50 or not BETWEEN.fullmatch(text[before.end : line[begin].start]):
        return None
    sign, first = signs.signed(line, begin)
    read = numeral(line, first)
    if read is None or read.printed_in != "digits" or read.power or text_at(line, read.end) != ")" or not glued(line, read.end):
        return None
    if not before.unit and not (
        counts
        and (
            re.search(r":\s*$", text[: before.start])
            or (re.search(r"\d[, \u00a0\u202f]\d", before.printed) or before.unit_mult)
            and is_stated(text[: before.start], text[line[read.end].end :])
        )
    ):
        return None
    places, own = (len(mantissa.partition(".")[2]) for mantissa in (before.mantissa_low or before.mantissa_high, read.mantissa))
    is_year = 1900 <= read.value < 2100 and "," not in text[line[first].start : line[read.end].start]
    if places != own or not own and (read.value < 10 or is_year) or text[line[read.end].end : line[read.end].end + 1] == "%":
        return None
    if before.kind == "money" and not before.unit_mult and not own:
        return None  # in a table without rules that is a loss: "$5,313 (1,234)"
    number = read.scaled(before.unit_mult, read.end) if before.unit_mult > 0 else read
    falls = before.sign < 0 and not before.printed.lstrip("$€£¥ ").startswith(("-", "–", "\u2212", "("))  # said by a word, of both
    found = Amount(number, begin, read.end, before.kind, before.unit, -sign if falls else sign, denominator=before.denominator)
    return as_span(line, found, text, None, None), read.end + 1


# The number of the period before, and what both are measured in: "5.1 (4.5) percent", "SEK 546 (1,556) million".
MEASURED = re.compile(r" \([+\-–−]?\d[\d.,]*\)(?= ?(?:[%％]|[^\W\d]))")


def measured_behind(span: Span, text: str) -> Span:
    """The span in the unit and scale that stand behind the number of the period before."""
    between = MEASURED.match(text, span.end) if span.is_figure and not span.unit_mult and (not span.unit or span.kind == "money") else None
    if between is None or span.printed.endswith(")"):
        return span
    whole = next(iter(figures(span.printed + text[between.end() : between.end() + 24])), None)
    if whole is None or whole.start or whole.end <= len(span.printed) or (whole.unit, whole.unit_mult) == (span.unit, 0):
        return span
    return replace(whole, start=span.start, end=span.end, printed=span.printed)


STATING = re.compile(r":\s*$|\b(?:to|of|at|was|were|is|are|totall?ed|reached|with|by|sold|delivered)\s+$", re.IGNORECASE)


def is_stated(before: str, after: str) -> bool:
    """Whether a sentence states a count, in which no number in parentheses is negative: "rose to 1,124 (1,087)", "1,124 (1,087) units"."""
    return STATING.search(before[-20:]) is not None or re.match(r"\s[a-z]{3}", after) is not None


def after_mark(line: Line, at: int, end: int) -> int:
    while at < len(line) and line[at].start < end:
        at += 1
    return at


def starts_word(line: Line, at: int) -> bool:
    """Whether the first token is the tail of a longer word, as "one" in "2one"."""
    before = line.source[max(0, line[at].start - 1) : line[at].start]
    return line[at].kind == "word" and before.isalnum() and before.isascii()


# Characters that a Chinese digit may count, scale or join.
COUNTERS = frozenset(
    "个個家名位人台臺辆只隻条條件项項批次种種类類款套笔筆份张張枚颗粒座间間所栋艘架艇部册篇章节節层層级級届期季年月日周天时時分秒"
    "倍成折点點户戶元块塊万萬亿億千百十吨噸斤克米里升度字句岁歲代强大地市县省国國州道轮輪号號起例成至到或是和与、"
)


def is_part_of_word(line: Line, found: Amount) -> bool:
    """A single Chinese digit before another character, with nothing that it counts: "九阳", "二股东"."""
    first = line[found.begin]
    if found.end - found.begin > 1 or first.kind != "han" or not found.bare or found.number.value >= 10:
        return False
    after = line.source[first.end : first.end + 1]
    return "\u4e00" <= after <= "\u9fff" and after not in COUNTERS


def is_plain_year(line: Line, found: Amount) -> bool:
    """A year that an approximate wording precedes ("around 2010") is a period."""
    return (
        joined.is_year(found)
        and found.second is None
        and found.qualifier in ("exact", "approx", "le")
        and found.number.printed_in == "digits"
        and line[found.number.end - 1].end - line[found.number.end - 1].start == 4
        and found.end - found.begin > 1
    )


def as_span(line: Line, found: Amount, text: str, scale: int | None, unit: str | None) -> Span:
    """The span of an amount: face value, bounds, unit and mantissas."""
    if found.bare and found.kind in ("count", "quantity") and found.number.printed_in == "digits" and (scale or unit):
        found = inherited(found, scale, unit)
    first, second = found, found.second or found
    low, high = first.value, second.value
    if low > high:
        low, high, first, second = high, low, second, first
    qualifier, side = found.qualifier, found.side
    if found.changed in ("down", "loss") and found.sign > 0:  # "fell more than 12 %" is below -12 %
        low, high, first, second = -high, -low, second, first
        qualifier, side = MIRROR.get(qualifier, qualifier), {"below": "above", "above": "below"}.get(side, side)
    bottom, top, negative = low, high, low < 0
    if found.second is None:
        half = found.half
        bottom, top = low - half * (side != "above"), high + half * (side != "below")
    if qualifier in ("gt", "ge"):
        bottom, high, top = low, None, None
    elif qualifier in ("lt", "le"):
        top, low, bottom = high, None, None
    start, end = line[found.begin].start, line[found.end - 1].end
    mantissas = first.number.mantissa, second.number.mantissa
    in_points = found.unit == "percent" and text[start:end].lower().endswith("pct") and re.search(HAN, text[max(0, start - 12) : end + 2])
    return Span(
        start,
        end,
        text[start:end],
        found.kind,
        low,
        high,
        bottom,
        top,
        "percentage points" if in_points else found.unit,  # in Chinese notes "0.8pct" is a difference of percentages
        found.number.power,
        qualifier,
        side,
        mantissas[0] if low is not None else "",
        mantissas[1] if high is not None else "",
        -1 if negative else 1,
        found.denominator,
    )


def inherited(found: Amount, scale: int | None, unit: str | None) -> Amount:
    """Scale and unit of the table's caption; "in millions, except per share"."""
    number = found.number
    if scale and found.denominator != "share":
        number = number.scaled(scale, number.end)
    second = inherited(found.second, scale, unit) if found.second else None
    money = "money" if unit and len(unit) == 3 and unit.isupper() else found.kind
    kind = {"percent": "percent", "percentage points": "percent", "ratio": "ratio"}.get(unit or "", money)
    return replace(found, number=number, unit=unit or "", kind=kind, second=second)


SHARE = ("percent", "per", "%", "pct")
ORDINAL_ENDINGS = ("st", "nd", "rd", "th")


def ordinal(line: Line, at: int, text: str) -> tuple[Span, int] | None:
    """ "4th", "third", "twenty-first", "#1", "No. 5", "top ten", "number one"."""
    token, begin = line[at], at
    value, end, qualifier = None, at, "exact"
    if token.text in ("#", "no.", "number", "top", "第"):
        follows = hyphen(line, at + 1)
        read = numeral(line, follows) if at + 1 < len(line) else None
        if token.text == "#" and not glued(line, at + 1) or token.text == "top" and read and text_at(line, read.end) in SHARE:
            read = None  # "the top 20 percent"
        if read and read.value.denominator == 1 and not read.power and 0 < read.value < 10000 and "." not in read.mantissa:
            value, end, qualifier = read.value, read.end, "le" if token.text == "top" and read.value > 1 and follows == at + 1 else "exact"
    elif token.kind == "number" and text_at(line, at + 1) in ORDINAL_ENDINGS and glued(line, at + 1) and token.text.isdigit():
        value, end = Fraction(token.text), at + 2
    elif token.kind == "word" and role(line, at) in ("ordinal", "tens") and not numeral(line, at):
        value, end = ordinal_word(line, at)
    elif role(line, at) == "tens":
        value, end = ordinal_word(line, at)
    elif token.kind == "word" and role(line, at) == "ordinal":
        value, end = ordinal_word(line, at)
    if value is None:
        return None
    start, stop = line[begin].start, line[end - 1].end
    mantissa = str(value)
    low = None if qualifier == "le" else value
    return Span(
        start,
        stop,
        text[start:stop],
        "ordinal",
        low,
        value,
        low,
        value,
        "rank",
        0,
        qualifier,
        "",
        mantissa if low is not None else "",
        mantissa,
    ), end


def ordinal_word(line: Line, at: int) -> tuple[Fraction | None, int]:
    value = roles()[line[at].text][1]
    if role(line, at) == "ordinal":
        return (value, at + 1) if not line[at].text.endswith("s") else (None, at)
    unit = hyphen(line, at + 1)
    if role(line, unit) == "ordinal" and roles()[line[unit].text][1] < 10 and not line[unit].text.endswith("s"):
        return value + roles()[line[unit].text][1], unit + 1
    return None, at


def periods(text: str, *, today: date | None = None, fiscal: tuple[int, int] | None = None) -> list[Span]:
    """Every day and period of `text` in order. "A year ago" and the like are resolved against `today`.

    `fiscal` is month and day on which the fiscal year ends; fiscal years and their quarters have days only where it is given.
    """
    found = []
    for line in lines(text, "en"):
        at = 0
        while at < len(line):
            period = period_rules.period(line, at, today, fiscal)
            if period:
                found.append(period.span(text))
            at = period.end if period else at + 1
    return found
