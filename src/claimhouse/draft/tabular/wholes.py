"""Rows that are parts of a row above them, "Copper production (tonnes)" over its mines, or of a total below, as their figures add up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from claimhouse.documents.grid import Figure
from claimhouse.documents.values import read_value

MOST_PARTS = 15
OF_WHICH = re.compile(r"\W*(?:of\s+which|thereof|therein|including|incl\.|其中)(?![A-Za-z])\W*", re.IGNORECASE)


def parts_by_sum(figures: Sequence[Figure], locale: str, is_whole, is_total) -> dict[int, int]:
    """The row of the whole by the row of each part: the rows right below a whole, or right above a total, that add up to it in the columns
    in which it has a number, within what rounding allows. `is_whole` and `is_total` say of a label whether it can be one."""
    rows: dict[int, dict[int, Fraction | None]] = {}
    labels: dict[int, str] = {}
    fineness: dict[int, Fraction] = {}
    for one in figures:
        rows.setdefault(one.cell.row, {})[one.column] = value_of(one, locale)
        labels[one.cell.row] = one.row_label
        decimals = len(one.cell.text.rstrip(" %)").partition(".")[2])
        fineness[one.cell.row] = max(fineness.get(one.cell.row, Fraction(0)), Fraction(1, 2 * 10**decimals))
    found: dict[int, int] = {}
    order = sorted(rows)

    def is_sum(label: str) -> bool:
        return is_total(label) or label == labels[order[-1]] and is_whole(label) and not any(map(has_negative, rows.values()))

    for ordered, is_one in ((order, is_whole), (order[::-1], is_sum)):
        for place, whole in enumerate(ordered):
            if whole in found or not is_one(labels[whole]):
                continue
            for count in range(2, MOST_PARTS + 1):
                parts = ordered[place + 1 : place + 1 + count]
                if len(parts) < count or is_one(labels[parts[-1]]) or parts[-1] in found:
                    break
                if adds_up(rows[whole], [rows[part] for part in parts], fineness[whole] * (count + 1)):
                    found |= dict.fromkeys(parts, whole)
                    break
    return found


def adds_up(whole: dict[int, Fraction | None], parts: list[dict[int, Fraction | None]], slack: Fraction) -> bool:
    """Whether the parts add up to the whole in each of its columns that they fill, and in half of its columns at least."""
    compared = [column for column, value in whole.items() if value and any(part.get(column) for part in parts)]
    sums = [abs(sum((part.get(column) or 0 for part in parts), Fraction(0)) - whole[column]) <= slack for column in compared]
    return bool(sums) and 2 * sum(sums) > len(whole) and 4 * sum(sums) >= 3 * len(sums)


def has_negative(row: dict[int, Fraction | None]) -> bool:
    return any(value is not None and value < 0 for value in row.values())


def value_of(figure: Figure, locale: str) -> Fraction | None:
    """The number of a cell without its scale; 0 of a dash, None of a percentage or range."""
    if figure.is_nil:
        return Fraction(0)
    value = read_value(figure.cell.text, 0, None, locale)
    if value is None or value.low is None or value.low != value.high or value.unit == "percent":
        return None
    return Fraction(value.low)
