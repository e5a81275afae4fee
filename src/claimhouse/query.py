"""The answer to a query in the forms that `claimhouse sql` offers."""

from __future__ import annotations

import io
from decimal import Decimal

import duckdb

from claimhouse.cells import as_csv, as_json, as_markdown, as_terminal

FORMS = ["table", "csv", "json", "markdown", "parquet"]


def answer(connection: duckdb.DuckDBPyConnection, query: str, form: str, width: int) -> bytes:
    """The result of the last statement of `query`; `width` is that of the table in characters. Raises duckdb.Error."""
    cursor = connection.execute(query)
    if cursor is None:
        raise duckdb.InvalidInputException("the query holds no statement")
    if form == "parquet":
        return _parquet(cursor)
    columns, rows = [column[0] for column in cursor.description or []], cursor.fetchall()
    if form == "csv":
        text = "".join(map(as_csv, rows))
        text = ",".join(columns) + "\n" + text
    elif form == "json":
        text = "[\n" + ",\n".join(f"  {as_json(dict(zip(columns, row, strict=True)))}" for row in rows) + "\n]\n"
    elif form == "markdown":
        cells = [map(as_markdown, row) for row in [columns, *rows]]
        lines = ["| " + " | ".join(row) + " |\n" for row in cells]
        text = "".join([lines[0], "| " + " | ".join(["---"] * len(columns)) + " |\n", *lines[1:]])
    else:
        text = _table(columns, rows, width)
    return text.encode()


def _parquet(cursor) -> bytes:
    import pyarrow.parquet

    buffer = io.BytesIO()
    pyarrow.parquet.write_table(cursor.to_arrow_table(), buffer, compression="zstd")
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
