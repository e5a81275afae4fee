"""The answer to a query in the forms that `claimhouse sql` offers."""

from __future__ import annotations

import io
from decimal import Decimal

import duckdb

from claimhouse.cells import as_csv, as_csv_header, as_json, as_markdown, as_terminal
from claimhouse.sandbox import QueryFailed, reading


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
        cursor = connection.execute(statement)
        if statement.type == duckdb.StatementType.CREATE:
            continue
        if form == "parquet":
            return _parquet(cursor.to_arrow_table().slice(0, rows)), ""
        columns = [column[0] for column in cursor.description]
        found = cursor.fetchall() if rows is None else cursor.fetchmany(rows + 1)
        if rows is not None and len(found) > rows:
            found.pop()
            remarks.append(f"only the first {rows} rows are shown")
        parts.append(_written(columns, found, form, width))
    return "\n".join(parts).encode(), "\n".join(remarks)


def _written(columns: list[str], rows: list[tuple], form: str, width: int) -> str:
    if form == "csv":
        return as_csv_header(columns) + "".join(map(as_csv, rows))
    if form == "json":
        return "[\n" + ",\n".join(f"  {as_json(dict(zip(columns, row, strict=True)))}" for row in rows) + "\n]\n"
    if form == "markdown":
        lines = ["| " + " | ".join(map(as_markdown, row)) + " |\n" for row in [columns, *rows]]
        return "".join([lines[0], "| " + " | ".join(["---"] * len(columns)) + " |\n", *lines[1:]])
    return _table(columns, rows, width)


def _parquet(table) -> bytes:
    import pyarrow.parquet

    buffer = io.BytesIO()
    try:
        pyarrow.parquet.write_table(table, buffer, compression="zstd")
    except pyarrow.lib.ArrowNotImplementedError as error:
        raise QueryFailed(f"parquet: {error}: cast the column to a text") from None
    return buffer.getvalue()


def _table(columns: list[str], rows: list[tuple], width: int) -> str:
    """Numbers under each other by their decimal point; the one empty side of an interval reads `open`."""
    from rich.console import Console
    from rich.table import Table

    highs = {number: columns.index(name[: len(name) - 3] + "high") for number, name in enumerate(columns)
             if (name == "low" or name.endswith("_low")) and name[: len(name) - 3] + "high" in columns}  # fmt: skip
    other = highs | {high: low for low, high in highs.items()}
    table = Table()
    cells = []
    for number, name in enumerate(columns):
        values = [row[number] for row in rows]
        shown = ["open" if value is None and number in other and row[other[number]] is not None else as_terminal(value)
                 for value, row in zip(values, rows, strict=True)]  # fmt: skip
        numeric = any(isinstance(value, int | float | Decimal) for value in values)
        cells.append(_aligned([as_terminal(name), *shown]) if numeric else [as_terminal(name), *shown])
        table.add_column(cells[-1].pop(0), no_wrap=numeric)
    for row in zip(*cells, strict=True):
        table.add_row(*row)
    console = Console(file=io.StringIO(), width=width, markup=False, emoji=False, highlight=False)
    console.print(table)
    return console.file.getvalue()


def _aligned(texts: list[str]) -> list[str]:
    """The texts padded to one width, with the decimal points below each other."""
    places = max(len(text) - len(text.partition(".")[0]) for text in texts[1:])
    padded = [text if number == 0 else text + " " * (places - len(text) + len(text.partition(".")[0])) for number, text in enumerate(texts)]
    width = max(map(len, padded))
    return [text.rjust(width) for text in padded]
