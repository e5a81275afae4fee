"""The command `claimhouse figures`."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from claimhouse.files import regular

FORMS = ("table", "json", "csv")
COLUMNS = ("start", "end", "printed", "kind", "low", "high", "bound_low", "bound_high", "unit", "unit_mult", "qualifier")


def register(app: typer.Typer) -> None:
    """Adds the command to the application."""
    app.command()(figures)


def figures(
    file: Annotated[str, typer.Argument(metavar="[FILE or -]", help="A text in UTF-8; - is standard input.", show_default=False)] = "-",
    form: Annotated[str, typer.Option("--format", help="table, json or csv.")] = "table",
    locale: Annotated[str, typer.Option(help="Language of the text: one with a decimal comma, such as de or fr, reads 4,44 so.")] = "en",
) -> None:
    """List every figure, period and identifier of a text, with its place, its value in base units and what it can stand for.

    Ends are decimal text, null on an open side; those of a date or a period are its first and last day.
    Exit status 0 done, 2 wrong usage or unreadable file.
    """
    from claimhouse.grammar import as_record
    from claimhouse.grammar import figures as read

    if form not in FORMS:
        refuse(f"--format {form}: expected {', '.join(FORMS)}")
    records = [as_record(span) for span in read(text_of(file), locale=locale)]
    if form == "json":
        typer.echo(json.dumps(records, ensure_ascii=False, indent=1))
    elif form == "csv":
        writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(records)
    else:
        typer.echo(as_table(records))


def text_of(file: str) -> str:
    """The text of a file or of standard input."""
    try:
        given = sys.stdin.buffer.read() if file == "-" else regular(Path(file)).read_bytes()
        return given.decode("utf-8-sig")
    except OSError as error:
        refuse(f"{file}: {error.strerror}")
    except UnicodeDecodeError as error:
        refuse(
            f"{file}: expected UTF-8, not byte {error.object[error.start]:#x} at {error.start}; convert the file, "
            "or use `claimhouse audit` for other formats"
        )


def as_table(records: list[dict]) -> str:
    """Plain columns; a printed figure over two lines is shown on one."""
    cells = [
        COLUMNS,
        *(["" if record[column] is None else " ".join(str(record[column]).split()) for column in COLUMNS] for record in records),
    ]
    widths = [max(len(row[at]) for row in cells) for at in range(len(COLUMNS))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells)


def refuse(message: str) -> None:
    typer.echo(message, err=True)
    raise typer.Exit(2)
