"""Scans a text for its figures and periods."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from claimhouse.grammar.spans import Span

PLAIN = re.compile(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?(?![\w])")


def figures(text: str, *, locale: str = "en", scale: int | None = None, unit: str | None = None) -> list[Span]:
    """Every figure, period and identifier of `text`, in order, none overlapping another.

    `locale` is that of the document: one with a decimal comma ("de", "fr") reads "4,44" and "1.250,5" so. `scale` (a power
    of ten) and `unit` are those of a table's caption; they count for numbers that print none of their own.
    """
    found = []
    for match in PLAIN.finditer(text):
        digits = match[0].replace(",", "")
        value = Fraction(digits) * 10 ** (scale or 0)
        half = 0 if "." not in digits and not scale else Fraction(1, 2) * 10 ** ((scale or 0) - len(digits.partition(".")[2]))
        found.append(Span(match.start(), match.end(), match[0], "count", value, value, value - half, value + half, unit or "", scale or 0,
                          mantissa_low=digits, mantissa_high=digits))
    return found


def periods(text: str, *, today: date | None = None, fiscal: tuple[int, int] | None = None) -> list[Span]:
    """Every day and period of `text` in order. "A year ago" and the like are resolved against `today`.

    `fiscal` is month and day on which the fiscal year ends; fiscal years and their quarters have days only where it is given.
    """
    return []
