"""What the numbers of a column say of the columns before it: by how much they differ, or by how many percent."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction

from claimhouse.documents.grid import Figure
from claimhouse.documents.values import read_value

FEWEST = 3  # rows that must agree where no heading speaks of a change
OTHER_BASIS = re.compile(  # of a change that stands beside the one as reported
    r"\W*(?:(?:at\s+)?(?:CER|constant|organic|underlying|reported|actual|local|like[\s-]for[\s-]like|LFL|comparable)\b.{0,30})",
    re.IGNORECASE,
)


def changes_of_column(figures: list[Figure], column: int, locale: str, fewest: int = 1) -> str:
    """Whether the numbers of a column are the differences of the last two numbers before them in their rows ("steps"), their changes in
    percent ("percent"), or neither, by what holds in most rows, and in at least `fewest`."""
    counts = Counter(steps=0, percent=0)
    rows = {one.cell.row: one for one in figures if one.column == column}
    for row, figure in rows.items():
        before = sorted((one for one in figures if one.cell.row == row and one.column < column), key=lambda one: one.column)[-2:]
        read = [read_value(one.cell.text, 0, None, locale) for one in (*before, figure)]
        if len(read) < 3 or any(one is None or one.low is None or one.low != one.high for one in read):
            continue
        first, second, change = (abs(Fraction(one.low)) for one in read)
        near = Fraction(11, 10) / 10 ** len(figure.cell.text.partition(".")[2].rstrip(" )"))
        counts["steps"] += abs(abs(first - second) - change) <= near
        counts["percent"] += any(base and abs(abs(first - second) / base * 100 - change) <= near for base in (first, second))
    (best, most), (_, other) = counts.most_common(2)
    return best if most > other and most >= fewest and 2 * most >= len(rows) else ""


def columns_of_changes(figures: list[Figure], headings: dict[int, str], changing: set[int], locale: str) -> set[int]:
    """The columns that print changes in percent without a sign: those that the numbers of their rows show to be, and one of another basis
    beside such a one. `headings` are those of columns without a unit, `changing` the columns whose headings speak of a change."""
    found = {column for column in headings if changes_of_column(figures, column, locale, 1 if column in changing else FEWEST) == "percent"}
    return found | {column for column in headings if column - 1 in found and OTHER_BASIS.fullmatch(headings[column])}
