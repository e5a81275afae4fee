"""Reads a single figure as it stands in a cell ("approximately RMB 49.5–51 billion") into mantissas, power of ten, unit, qualifier."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from claimhouse.grammar.numerals import mantissa_of
from claimhouse.grammar.reader import figures, periods
from claimhouse.grammar.spans import Span
from claimhouse.grammar.tables import table, wordings
from claimhouse.grammar.tokens import Token, narrow, tokenize

KNOWN_UNITS = ("percent", "percentage points", "ratio")
DECIMAL = re.compile(r"\s*(?:19|20)\d\d\.\d{1,2}\s*")
PARTED_DECIMAL = re.compile(r"(?<=\d)\. (?=\d{1,3}[%万萬亿億])")
GROUPED_BY_POINTS = re.compile(r"(?<![\dvV.,])\d{1,3}(?:(?:\.\d{3}){2,}(?:,\d+)?|\.\d{3},\d+)(?![\d.,]*\d)")


@dataclass(frozen=True)
class Figure:
    """Mantissas as text without grouping; an open side and an unprinted unit are empty. `side` is "below" for "nearly"."""

    low: str
    high: str
    unit_mult: str
    unit: str
    qualifier: str
    side: str = ""


def parse(printed: str, unit: str = "", locale: str = "en") -> Figure | None:
    """The figure that `printed` states in digits or words, or None where it holds none.

    A fraction ("half", "two-thirds") is read in percent where that is the `unit` of its cell. `locale` says what "1.250" is; "1.250,5" and
    "1.250.000" are grouped by points in any.
    """
    printed = PARTED_DECIMAL.sub(".", printed)
    found = read(printed, "de" if GROUPED_BY_POINTS.search(printed) else locale)
    if found and found.unit == "ratio" and unit == "percent" and "/" in found.low + found.high:
        low, high = (end and in_percent(end) for end in (found.low, found.high))
        return Figure(low, high, found.unit_mult, "percent", found.qualifier, found.side)
    return found


def in_percent(mantissa: str) -> str:
    return mantissa_of(value(mantissa) * 100, 0)


def read(printed: str, locale: str) -> Figure | None:
    if DECIMAL.fullmatch(printed):  # a month of a year elsewhere; asked for a figure, a number with a decimal
        return Figure(printed.strip(), printed.strip(), "0", "", "exact", "")
    spans = figures(printed, locale=locale)
    span = next((span for span in spans if span.is_figure), None) or next((span for span in spans if span.kind == "ordinal"), None)
    named = implied(printed)
    if span and span.kind == "ordinal" and named and not any(letter.isdigit() for letter in printed):
        span = span if printed.lower().find(span.printed.lower()) <= named[0] else None
    if span:
        return as_figure(span)
    if named:
        return named[1]
    return inside(printed, spans)


def as_figure(span: Span) -> Figure:
    """The cells of a span, the unit as an id (percentage_points); only units of money, percent and ratios are printed with every figure of
    their kind."""
    in_words = span.kind == "ratio" and "/" not in span.mantissa_low + span.mantissa_high and span.printed.isalpha()
    unit = "" if in_words else span.unit.replace(" ", "_") if span.kind == "money" or span.unit in KNOWN_UNITS else ""
    ends = ((span.low, span.mantissa_low), (span.high, span.mantissa_high))  # each has its sign: "$(0.03) to $0.07"
    ends = ((value, f"0{mantissa}" if mantissa.startswith(".") else mantissa) for value, mantissa in ends)  # ".2"
    low, high = ("-" * (value is not None and value < 0) + mantissa for value, mantissa in ends)
    return Figure(low, high, str(span.unit_mult), unit, span.qualifier, span.side)


def implied(printed: str) -> tuple[int, Figure] | None:
    """A word that names a count or a rank without a numeral: "Duo", "leading", "a single GPU"."""
    words = wordings("implied")
    source = narrow(printed)
    tokens: list[Token] = list(tokenize(source, words.words, set()))
    for at, token in enumerate(tokens):
        if found := words.at(tokens, at):
            return token.start, Figure(found.row.low, found.row.high, "0", found.row.unit, found.row.qualifier)
    return None


def inside(printed: str, spans: list[Span]) -> Figure | None:
    """The number inside a name that a row takes as its figure: "CR10", "10,000-card"."""
    name = next((span for span in spans if span.kind == "identifier"), None)
    digits = "".join(letter if letter.isdigit() or letter in ".," else " " for letter in name.printed).split() if name else []
    return Figure(digits[0].strip(".,").replace(",", ""), digits[0].strip(".,").replace(",", ""), "0", "", "exact") if digits else None


def parse_period(label: str) -> tuple[date, date] | None:
    """First and last day of a regular period label, or None for one that needs a reading ("early 2026")."""
    found = periods(label)
    if (
        len(found) != 1
        or found[0].printed != label
        or found[0].qualifier != "exact"
        or found[0].first_day is None
        or found[0].last_day is None
    ):
        return None
    return found[0].first_day, found[0].last_day


@functools.cache
def currency_codes() -> frozenset[str]:
    """All currencies that a figure can be printed in."""
    return frozenset(row.code for row in table("currencies"))


def value(mantissa: str) -> Fraction:
    """A mantissa, also one of two numbers ("1/10"), as an exact number."""
    over, _, under = mantissa.partition("/")
    return Fraction(over) / Fraction(under or 1)
