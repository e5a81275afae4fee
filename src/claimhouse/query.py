"""The answer to a query in the forms that `claimhouse sql` offers."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from itertools import count

import duckdb

from claimhouse.cells import Moment, as_csv, as_csv_header, as_json, as_markdown, as_terminal
from claimhouse.statements import QueryFailed, reading

# The types of moments and spans of time, also within a list or structure, and names and words in quotes, which are none.
TIMES = re.compile(
    r""""(?:[^"]|"")*"|'(?:[^']|'')*'|\b(TIMESTAMP(?:_S|_MS|_NS)?(?: WITH TIME ZONE)?|TIME(?:_NS)?(?: WITH TIME ZONE)?|DATE|INTERVAL)\b"""
)
# Characters that a text needs at least before a table gives way to blocks.
TEXT = 16


def answer(connection: duckdb.DuckDBPyConnection, query: str, form: str, width: int, rows: int | None = None) -> tuple[bytes, str]:
    """The results of the statements of `query`, all of which must read, and a remark on rows left out beyond `rows`.

    Tables and Markdown show one result below the other; the other forms hold a single one. `width` is that of a table in characters.
    Raises QueryFailed and duckdb.Error.
    """
    statements = reading(connection, query)
    results = sum(statement.type != duckdb.StatementType.CREATE for statement in statements)  # that of a PIVOT gives none
    if results > 1 and form in ("csv", "json", "parquet"):
        raise QueryFailed(f"{results} statements give {results} results, and {form} holds one: ask for one at a time")
    parts, remarks = [], []
    for statement in statements:
        if statement.type == duckdb.StatementType.CREATE or form == "parquet":
            cursor = connection.execute(statement)
            if statement.type == duckdb.StatementType.CREATE:
                continue
            found = cursor.to_arrow_table()
            return _parquet(found.rename_columns(_told_apart(found.column_names)).slice(0, rows)), ""
        columns, found = _rows(connection, statement, rows)
        if rows is not None and len(found) > rows:
            found.pop()
            remarks.append(f"only the first {rows} rows are shown")
        if form == "table":
            text, remark = table(columns, found, width)
            remarks += [remark] if remark else []
        else:
            text = _written(columns, found, form)
        parts.append(text)
    return "\n".join(parts).encode(), "\n".join(remarks)


def _rows(connection: duckdb.DuckDBPyConnection, statement: duckdb.Statement, rows: int | None) -> tuple[list[str], list[tuple]]:
    """The columns and the rows of a statement that reads, one more than `rows`. Moments and spans of time are texts as DuckDB writes them:
    Python has no infinity of them, no months and no nanoseconds."""
    relation = connection.sql(statement)
    columns, types = relation.columns, list(map(str, relation.types))
    texts = [TIMES.sub(lambda found: "VARCHAR" if found[1] else found[0], kind) for kind in types]
    moments = [number for number, (kind, text) in enumerate(zip(types, texts, strict=True)) if kind != text and text == "VARCHAR"]
    if texts != types:
        cells = (
            f"#{number}" if kind == text else f"cast(#{number} as {text})"
            for number, (kind, text) in enumerate(zip(types, texts, strict=True), 1)
        )
        cursor = relation.project(", ".join(cells))
    else:
        cursor = connection.execute(statement)
    found = cursor.fetchall() if rows is None else cursor.fetchmany(rows + 1)
    if not moments:
        return columns, found
    return columns, [
        tuple(Moment(cell) if number in moments and cell is not None else cell for number, cell in enumerate(row)) for row in found
    ]


def _written(columns: list[str], rows: list[tuple], form: str) -> str:
    if form == "csv":
        return as_csv_header(columns) + "".join(map(as_csv, rows))
    if form == "json":
        names = _told_apart(columns)
        return "[\n" + ",\n".join(f"  {as_json(dict(zip(names, row, strict=True)))}" for row in rows) + "\n]\n"
    lines = ["| " + " | ".join(map(as_markdown, row)) + " |\n" for row in [columns, *rows]]
    return "".join([lines[0], "| " + " | ".join(["---"] * len(columns)) + " |\n", *lines[1:]])


def _told_apart(columns: list[str]) -> list[str]:
    """The names, with `_2`, `_3` and so on after one that was there before: an object holds a name once."""
    names: list[str] = []
    for column in columns:
        free = (name for number in count(1) if (name := column if number == 1 else f"{column}_{number}") not in names)
        names.append(next(free))
    return names


def _parquet(table) -> bytes:
    import pyarrow.parquet

    buffer = io.BytesIO()
    try:
        pyarrow.parquet.write_table(table, buffer, compression="zstd")
    except pyarrow.lib.ArrowNotImplementedError as error:
        raise QueryFailed(f"parquet: {error}: cast the column to a text") from None
    return buffer.getvalue()


def table(columns: list[str], rows: list[tuple], width: int) -> tuple[str, str]:
    """A table of at most `width` characters, or one record per block where it is too narrow, and a remark that says so.

    Texts are wrapped, numbers never; no column and no character is left out. Numbers stand under each other by their decimal point;
    the one empty side of an interval reads `open`.
    """
    from rich import box
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table

    cells, numeric = _columns(columns, rows)
    widths = [max(map(cell_len, column)) for column in cells]
    floors = [
        width if number else min(width, max(cell_len(column[0]), TEXT))
        for column, width, number in zip(cells, widths, numeric, strict=True)
    ]
    room = width - 3 * len(columns) - 1
    if sum(floors) > room:
        remark = f"{len(columns)} columns do not fit {width} characters: one record per block (--format csv writes a table)"
        return _blocks(cells, len(rows), width), remark
    while sum(widths) > room:  # a character less for the widest text
        widest = max((number for number in range(len(columns)) if widths[number] > floors[number]), key=widths.__getitem__)
        widths[widest] -= 1
    grid = Table(box=box.HEAVY_HEAD)
    for column, place in zip(cells, widths, strict=True):
        grid.add_column(column[0], width=place, no_wrap=True)
    for row in zip(*(column[1:] for column in cells), strict=True):
        grid.add_row(*("\n".join(_wrapped(cell, place)) for cell, place in zip(row, widths, strict=True)))
    console = Console(file=io.StringIO(), width=width, markup=False, emoji=False, highlight=False)
    console.print(grid)
    return console.file.getvalue(), ""


def _columns(columns: list[str], rows: list[tuple]) -> tuple[list[list[str]], list[bool]]:
    """Name and cells of each column as they are shown, and whether it holds numbers."""
    highs = {
        number: columns.index(name[: len(name) - 3] + "high")
        for number, name in enumerate(columns)
        if (name == "low" or name.endswith("_low")) and name[: len(name) - 3] + "high" in columns
    }
    other = highs | {high: low for low, high in highs.items()}
    cells, numeric = [], []
    for number, name in enumerate(columns):
        values = [row[number] for row in rows]
        shown = [
            "open" if value is None and number in other and row[other[number]] is not None else as_terminal(value)
            for value, row in zip(values, rows, strict=True)
        ]
        numeric.append(any(isinstance(value, int | float | Decimal) for value in values))
        cells.append(_aligned([as_terminal(name), *shown]) if numeric[-1] else [as_terminal(name), *shown])
    return cells, numeric


def _blocks(cells: list[list[str]], rows: int, width: int) -> str:
    """One block per row, a line per column; a value that is longer goes on below itself."""
    from rich.cells import cell_len

    names = [column[0].strip() for column in cells]
    indent = max(map(cell_len, names)) + 2
    below = indent > width - TEXT  # then the value stands under the name
    lines = [] if rows else ["no rows", *names]
    for row in range(1, rows + 1):
        lines.append(f"row {row} ".ljust(width, "─"))
        for name, column in zip(names, cells, strict=True):
            first, *others = _wrapped(column[row].strip(), width - (2 if below else indent))
            named = name + " " * (indent - cell_len(name)) + first
            lines += [*_wrapped(name, width), *([f"  {first}"] if first else [])] if below else [named]
            lines += [" " * (2 if below else indent) + other for other in others]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` characters, broken between words where that is possible."""
    from rich.cells import cell_len, chop_cells

    lines = [""]
    for word in re.findall(r"\s*\S+|\s+$", text):
        if cell_len(lines[-1] + word) <= width:
            lines[-1] += word
        else:
            lines += chop_cells(word.lstrip(), width) or [""]
    return lines if lines[0] or len(lines) == 1 else lines[1:]


def _aligned(texts: list[str]) -> list[str]:
    """The texts padded to one width, with the decimal points below each other."""
    places = max(len(text) - len(text.partition(".")[0]) for text in texts[1:])
    padded = [text if number == 0 else text + " " * (places - len(text) + len(text.partition(".")[0])) for number, text in enumerate(texts)]
    width = max(map(len, padded))
    return [text.rjust(width) for text in padded]
