"""Cells of two figures: a count and its share, "1280 (43.3%)", "12/45 (26.7)", "43.3% (1280)". Others, as "66.9 (7.3)", are not read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_COUNT = r"(?P<count>\d{1,3}(?:[, \u00a0\u202f]\d{3})+|\d+)(?:\s*/\s*(?P<of>\d[\d,]*))?"
_SHARE = r"(?P<share>\d{1,3}(?:[.·]\d{1,3})?)\s*(?P<percent>[%％])?"
_MARKS = r"(?:[*†‡§#¹²³⁴⁵⁶⁷⁸⁹⁰⁽⁾]|\s*\[?[a-z]\]?)*"
COUNT_FIRST = re.compile(rf"{_COUNT}\s*[(\[（]\s*{_SHARE}\s*[)\]）]{_MARKS}")
SHARE_FIRST = re.compile(rf"{_SHARE}\s*[(\[（]\s*{_COUNT}\s*[)\]）]{_MARKS}")
# Any figure with others in parentheses or after a plus-minus sign: means with deviations, medians with ranges.
PAIR = re.compile(
    r"[\-−–<>≤≥]?\d[\d,.·]*\s*[%％]?(?:\s*/\s*\d[\d,]*)?\s*(?:±\s*\d[\d.,·]*|[(\[（][\-−\d.,·%％/\s±–—~;<>≤≥]*\d[\-−\d.,·%％/\s±–—~;]*"
    rf"(?:to\s*[\-−\d.,·%％\s]+)?[)\]）])\s*[%％]?{_MARKS}"
)
# A range with signs, or with the figure in its middle in brackets: "-0.5 to +0.3", "0.6 to 1.3 [1.0]".
_SIGNED = r"[+\-−–]?(?!(?:19|20)\d\d\b)\d[\d.,]*\s*[%％]?"
SPREAD = re.compile(
    rf"(?=.*[+\[(]|[\-−–]){_SIGNED}\s*(?:to|~|(?<=\s)[-–—](?=\s))\s*{_SIGNED}(?:\s*[(\[（](?P<middle>{_SIGNED})[)\]）])?", re.IGNORECASE
)
# A heading or label that says so of the cells under it, and one that says that they are something else.
SAYS_SHARE = re.compile(
    r"(?:\bn\b|\bno\b\.?|\bnumber\b|\bcounts?\b|\bpatients\b|\bparticipants\b|人数|例数|例)[^()（）%]{0,25}[(（\[,/]\s*[%％]", re.IGNORECASE
)
SAYS_OTHER = re.compile(r"\b(?:mean|median|sd|s\.d\.|se|iqr|range|ci|quartiles?)\b|±|均数|中位数", re.IGNORECASE)
OF = re.compile(r"(?<![A-Za-z])[nN]\s*[=＝:]\s*(\d{1,3}(?:[, \u00a0]\d{3})+|\d+)")


@dataclass(frozen=True, slots=True)
class Count:
    """A count as printed, the number that it is of (None where the cell prints none) and its share with its number of decimals.

    `is_marked`: a note is about this cell, such as that some did not answer.
    """

    count: str
    of: int | None
    share: Decimal
    decimals: int
    is_marked: bool


def is_pair(text: str) -> bool:
    return len(text) <= 60 and PAIR.fullmatch(text.strip()) is not None


def is_spread(text: str) -> bool:
    return len(text) <= 60 and SPREAD.fullmatch(text.strip()) is not None


def parts_of_spread(text: str) -> list[tuple[int, int]]:
    """Where a range and the figure in its middle stand in a cell; one part of any other text."""
    match = SPREAD.fullmatch(text)
    if not match or match["middle"] is None:
        return [(0, len(text))]
    return [(0, len(text[: match.start("middle") - 1].rstrip())), match.span("middle")]


def read_count(text: str, says_share: bool) -> Count | None:
    """The count and share of a cell; without a percent sign only where `says_share`, that is, where its labels say "n (%)"."""
    text = text.strip()
    match = COUNT_FIRST.fullmatch(text) or SHARE_FIRST.fullmatch(text)
    if not match or not (match["percent"] or says_share):
        return None
    share = Decimal(match["share"].replace("·", "."))
    if share > 100:
        return None
    return Count(match["count"], whole(match["of"]), share, len(match["share"].replace("·", ".").partition(".")[2]), text[-1] not in ")]）")


def says_share(*labels: str) -> bool:
    return any(SAYS_SHARE.search(label) for label in labels) and not any(SAYS_OTHER.search(label) for label in labels[:1])


def number_of(headings: tuple[str, ...]) -> int | None:
    """N of the heading: "Placebo (N=2972)". The innermost that states one counts."""
    return next((whole(found[1]) for text in reversed(headings) if (found := OF.search(text))), None)


def whole(printed: str | None) -> int | None:
    return int(re.sub(r"\D", "", printed)) if printed else None
