"""Splits the filled cells of a sheet or CSV file into its tables and the text between them."""

from __future__ import annotations

from collections.abc import Iterator

from claimhouse.documents.blocks import Grid
from claimhouse.documents.layout import numeric
from claimhouse.documents.model import Cell, Line


def split_sheet(rows: list[list[Cell]], name: str = "") -> Iterator[Line | Grid]:
    """Blocks of a sheet given as rows of filled cells.

    Rows and columns keep their numbers. A blank row ends a table where a new heading follows it; a block without figures is text.
    """
    blocks: list[list[list[Cell]]] = [[]]
    for row in rows:
        if row:
            blocks[-1].append(row)
        elif blocks[-1]:
            blocks.append([])
    joined: list[list[list[Cell]]] = []
    for block in filter(None, blocks):
        if joined and has_figures(block) and has_figures(joined[-1]) and not begins_anew(block):
            joined[-1] += block
        else:
            joined.append(block)
    tables = sum(map(is_table, joined))
    number = 0
    for block in joined:
        cells = tuple(cell for row in block for cell in row)
        if is_table(block):
            number += 1
            yield Grid(cells, line=cells[0].line or cells[0].row, sheet=(f"{name}!{number}" if tables > 1 else name) if name else "")
        else:
            for row in block:
                yield Line(" ".join(cell.text for cell in row), row[0].line or row[0].row, is_heading=len(row) == 1 and row[0].bold)


def is_table(block: list[list[Cell]]) -> bool:
    return has_figures(block) or len(block) > 1 and min(map(len, block)) > 1


def has_figures(block: list[list[Cell]]) -> bool:
    return any(numeric(cell.text) for row in block for cell in row) and (len(block) > 1 or len(block[0]) > 1)


def begins_anew(block: list[list[Cell]]) -> bool:
    """The block starts with a heading of its own: a row of texts or years over the columns, before the first figures."""
    for row in block[:4]:
        if row[0].column > 1 and len(row) > 1:
            return True
        if any(numeric(cell.text) and cell.column > row[0].column for cell in row):
            return False
        if len(row) > 2:
            return True
    return False
