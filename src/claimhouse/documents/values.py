"""The figure that a table cell prints, under the unit and scale of its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from claimhouse.documents.grid import FIGURE_MARK, NIL
from claimhouse.documents.wordings import currency_in

# A plain number, the bulk of all cells: sign, currency, digits in groups of three, percent. All others are read by the grammar. Groups are
# parted by a comma or a point, as the locale says, or by a space.
PLAIN = {
    locale: re.compile(
        r"(?P<before>[(\-−–+\s]*)(?P<currency>[A-Z]{0,3}[$€£¥₹₩￥]|RMB|[A-Z]{3}(?=\s))?(?P<between>[(\-−–\s]*)"
        rf"(?:(?P<digits>\d{{1,3}}(?:{group}\d{{3}})+|\d{{1,18}})(?P<fraction>{point}\d{{1,18}})?"
        r"|(?P<spaced>[1-9]\d{0,2}(?:[ \u00a0\u202f\u2009]\d{3})+)(?P<rest>[.,]\d{1,18})?)"
        r"\s*\)?\s*(?P<percent>[%％])?\s*\)?"
    )
    for locale, group, point in (("en", ",", r"\."), ("de", r"\.", ","))
}
MOST = Decimal(10) ** 22  # of decimal(28, 6)
STEP = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Value:
    """Ends in base units, NULL on an open side; `unit` and `unit_mult` as printed in the cell, None where it prints none."""

    low: Decimal | None
    high: Decimal | None
    bound_low: Decimal | None
    bound_high: Decimal | None
    decimals: int
    unit: str | None
    unit_mult: int
    qualifier: str = "exact"


def read_value(text: str, mult: int, unit: str | None, locale: str) -> Value | None:
    """The figure of a cell, None where the cell prints none, or none that fits decimal(28, 6)."""
    text = FIGURE_MARK.sub("", text.strip())
    if NIL.fullmatch(text):
        return Value(Decimal(0), Decimal(0), Decimal(0), Decimal(0), 0, "percent" if text[-1] in "%％" else None, mult)
    match = PLAIN[locale].fullmatch(text)
    found = plain(match, mult) if match else by_grammar(text, mult, unit, locale)
    if found is None or any(side is not None and abs(side) >= MOST for side in (found.low, found.high, found.bound_low, found.bound_high)):
        return None
    return found


def plain(match: re.Match, mult: int) -> Value:
    signs = match["before"] + match["between"]
    digits = re.sub(r"\D", "", match["digits"] or match["spaced"])
    fraction = (match["fraction"] or match["rest"] or "").replace(",", ".")
    percent = match["percent"] is not None
    mult = 0 if percent else mult
    value = Decimal(digits + fraction).scaleb(mult)
    if "(" in signs or set("-−–") & set(signs):
        value = -value
    decimals = max(len(fraction) - 1, 0)
    half = Decimal(5).scaleb(mult - decimals - 1)
    unit = "percent" if percent else currency_of(match["currency"])
    return Value(*enclosed(value, value, value - half, value + half), decimals, unit, mult)


def enclosed(low: Decimal, high: Decimal, bound_low: Decimal, bound_high: Decimal) -> tuple[Decimal, ...]:
    """The ends in steps of a millionth, rounded outward."""
    return tuple(
        side if side.as_tuple().exponent >= -6 else side.quantize(STEP, rounding="ROUND_FLOOR" if place % 2 == 0 else "ROUND_CEILING")
        for place, side in enumerate((low, high, bound_low, bound_high))
    )


@lru_cache(maxsize=1_000)
def currency_of(sign: str | None) -> str | None:
    return currency_in(sign) if sign else None


def by_grammar(text: str, mult: int, unit: str | None, locale: str) -> Value | None:
    """The one figure of a cell with other words or marks."""
    from claimhouse.grammar import figures

    spans = [span for span in figures(text, locale=locale, scale=mult or None, unit=unit) if span.is_figure]
    if len(spans) != 1 or len(spans[0].printed) * 2 < len(text):
        return None
    span = spans[0]
    decimals = len((span.mantissa_high or span.mantissa_low).partition(".")[2])
    low, high = decimal(span.bound_low, False), decimal(span.bound_high, True)
    if low is not None and low == high:  # a whole number, exact in a text, may be rounded in a table
        half = Decimal(5).scaleb(span.unit_mult - decimals - 1)
        low, high = low - half, high + half
    return Value(
        decimal(span.low, False),
        decimal(span.high, True),
        low,
        high,
        decimals,
        span.unit or None,
        span.unit_mult,
        span.qualifier,
    )


def decimal(value: Fraction | None, upward: bool) -> Decimal | None:
    """An end in steps of a millionth, rounded outward; None where it is open."""
    if value is None:
        return None
    scaled = value * 10**6
    return (
        Decimal(scaled.__ceil__() if upward else scaled.__floor__()).scaleb(-6)
        if abs(scaled) < 10**28
        else MOST.copy_sign(1 if value > 0 else -1)
    )
