"""The typed cells of an observation against the figure that it prints, as the grammar reads it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from claimhouse import grammar
from claimhouse.grammar.printed import currency_codes

PARSE_NOTE = re.compile(r"((?:(?:low|high|unit_mult|qualifier|unit)=\S* )*(?:low|high|unit_mult|qualifier|unit)=\S*): .+")
TYPED = ("low", "high", "unit_mult", "qualifier")  # cells that the printed figure gives; its unit too, where it prints one


@functools.lru_cache(100_000)
def figure_of(printed: str, unit: str, locale: str = "en") -> grammar.Figure | None:
    """The figure that a text of a document with that `locale` states: low, high, unit_mult, unit and qualifier of an observation."""
    return grammar.parse(printed, unit, locale)


def typed_cells(figure: grammar.Figure) -> dict[str, str]:
    """The cells of TYPED that a printed figure gives, as an observation has them."""
    cells = {column: getattr(figure, column) for column in TYPED}
    return cells | {"qualifier": f"{figure.qualifier}_{figure.side}"} if figure.side else cells


def printed_problems(row: dict[str, str]) -> Iterable[tuple[str, str, dict]]:
    """Cells that differ from what the printed figure says, or from what `parse_note` declares instead, with its reason."""
    if row["unit"] == "date":
        # the period is the figure: its label is printed, and period_labels gives the days
        expected = {"low": "", "high": "", "unit_mult": "", "qualifier": "exact", "period_printed": row["printed"]}
        for column, value in expected.items():
            if row[column] != value:
                yield "date_has_no_number", column, {"value": value}
        return
    if not row["unit_mult"]:
        yield "figure_has_scale", "unit_mult", {}
        return
    figure = figure_of(row["printed"], row["unit"])
    if figure is None:
        yield "figure_is_found", "printed", {}
        return
    expected = typed_cells(figure) | {"unit": figure.unit}
    declared = {}
    if row["parse_note"]:
        note = PARSE_NOTE.fullmatch(row["parse_note"])
        if note is None:
            yield "parse_note_form", "parse_note", {}
            return
        declared = dict(cell.split("=", 1) for cell in note[1].split())
    for column, value in declared.items():
        if expected[column] == value:
            yield "parse_note_is_needed", "parse_note", {"column": column, "value": value}
    expected |= declared
    unit = expected.pop("unit")
    for column, value in expected.items():
        if row[column] != value:
            yield (
                "cell_is_as_printed",
                column,
                {"value": value, "printed": row["printed"], "declared": " and parse_note" if column in declared else ""},
            )
    if not unit and row["unit"] in currency_codes() - {"XXX"}:
        yield "currency_is_printed", "unit", {"printed": row["printed"]}
    if unit and row["unit"] != unit:
        yield "unit_is_as_printed", "unit", {"unit": unit, "printed": row["printed"]}
