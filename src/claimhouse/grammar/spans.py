"""What the grammar returns: one span of a text, with the figure or the period that it prints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN
from fractions import Fraction

KINDS = ("money", "percent", "ratio", "count", "quantity", "date", "period", "ordinal", "identifier")


@dataclass(frozen=True, slots=True)
class Span:
    """One figure, period or identifier at its place in a text.

    `start` and `end` count characters; `printed` is the text between them. `low` and `high` are the figure at face
    value in base units, exact, equal for a point, None on an open side. `bound_low` and `bound_high` are what it can
    stand for: half a unit of the last printed digit on either side of a point, a range as printed, a count, rank or
    fraction exactly; nothing is added for "about", and "nearly" never reaches above its number.
    `unit` is an ISO 4217 code, "percent" (41 for 41 %), "percentage points", "points", "ratio", a measured unit, or "".
    `side` says where an approximate figure lies: "below" for "nearly", "above" for "just over", "" for either side.
    `mantissa_low` and `mantissa_high` are the digits as printed, without grouping; times ten to `unit_mult` they give
    the figure without its sign. A period has no low and high: `first_day` and `last_day` are its days, None where unknown or open.
    """

    start: int
    end: int
    printed: str
    kind: str
    low: Fraction | None = None
    high: Fraction | None = None
    bound_low: Fraction | None = None
    bound_high: Fraction | None = None
    unit: str = ""
    unit_mult: int = 0
    qualifier: str = "exact"
    side: str = ""
    mantissa_low: str = ""
    mantissa_high: str = ""
    sign: int = 1
    denominator: str = ""  # "share", "month", "million tokens"
    reason: str = ""  # why an identifier is none of the figures: year, product name, section number, telephone, ...
    first_day: date | None = None
    last_day: date | None = None

    @property
    def is_figure(self) -> bool:
        """Whether this states a number, rather than a day, a period, a rank or a name."""
        return self.kind in ("money", "percent", "ratio", "count", "quantity")


def decimal_text(value: Fraction | None, rounding: str = ROUND_HALF_EVEN, digits: int = 18) -> str | None:
    """A number as decimal text without exponent: all its digits where they end, else `digits` places, rounded as said."""
    if value is None:
        return None
    twos, fives, rest = 0, 0, value.denominator
    while rest % 2 == 0:
        twos, rest = twos + 1, rest // 2
    while rest % 5 == 0:
        fives, rest = fives + 1, rest // 5
    places = max(twos, fives) if rest == 1 else digits
    scaled = value * 10**places
    whole = {ROUND_FLOOR: scaled.__floor__, ROUND_CEILING: scaled.__ceil__}.get(rounding, scaled.__round__)()
    sign, text = "-" if whole < 0 else "", str(abs(whole)).rjust(places + 1, "0")
    return sign + (text if not places else f"{text[:-places]}.{text[-places:]}".rstrip("0").rstrip("."))


def as_record(span: Span) -> dict[str, object]:
    """The fields that `claimhouse figures` prints; ends are decimal text, a period's are its days."""
    if span.kind in ("date", "period"):
        low, high = (day and day.isoformat() for day in (span.first_day, span.last_day))
        ends = dict(low=low, high=high, bound_low=low, bound_high=high)
    else:
        ends = dict(
            low=decimal_text(span.low),
            high=decimal_text(span.high),
            bound_low=decimal_text(span.bound_low, ROUND_FLOOR),
            bound_high=decimal_text(span.bound_high, ROUND_CEILING),
        )
    return {
        "start": span.start,
        "end": span.end,
        "printed": span.printed,
        "kind": span.kind,
        **ends,
        "unit": span.unit,
        "unit_mult": span.unit_mult,
        "qualifier": span.qualifier,
    }
