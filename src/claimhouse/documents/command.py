"""The command `claimhouse audit`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from claimhouse.files import replace_file, replaceable

FORMS = ("text", "json", "html")


def register(app: typer.Typer) -> None:
    """Adds the command to the application."""
    app.command()(audit)


def audit(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="txt, md, html, docx, pdf, xlsx or csv.", show_default=False)],
    form: Annotated[str, typer.Option("--format", help="text, json or html.")] = "text",
    out: Annotated[Path | None, typer.Option(help="File to write instead of standard output.", dir_okay=False)] = None,
    suppress: Annotated[
        Path | None, typer.Option(help="CSV file with the columns finding,reason: findings that are known and accepted.", dir_okay=False)
    ] = None,
) -> None:
    """Read documents, find their figures and tables, and report what cannot hold. Nothing is set up and nothing is sent.

    Exit status 0 nothing contradicted, 1 something contradicted, 2 wrong usage or unreadable file.
    """
    from claimhouse.documents.audit import as_json, read_reasons
    from claimhouse.documents.audit import audit as audit_files
    from claimhouse.documents.blocks import Unreadable

    if form not in FORMS:
        refuse(f"--format {form}: expected {', '.join(FORMS)}")
    if len(set(files)) < len(files):
        refuse("a file is named twice")
    try:
        if out is not None:
            replaceable(out)
        reasons = read_reasons(suppress) if suppress else {}
        done = audit_files(files, reasons)
    except (Unreadable, OSError) as error:
        refuse(str(error))
    if form == "json":
        text = json.dumps(as_json(done), ensure_ascii=False, indent=1) + "\n"
    elif form == "html":
        from claimhouse.documents.page import as_html

        text = as_html(done)
    else:
        from claimhouse.documents.text import as_text

        text = as_text(done)
    for unknown in sorted(set(reasons) - {finding.finding_id for finding in done.suppressed}):
        typer.echo(f"{suppress}: {unknown}: no such finding any more; take its row out", err=True)
    write(text, out)
    raise typer.Exit(1 if done.is_contradicted else 0)


def write(text: str, out: Path | None) -> None:
    data = text.encode("utf-8", "replace")
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        replace_file(out, lambda fresh: fresh.write_bytes(data))
    except OSError as error:
        refuse(str(error))


def refuse(message: str) -> None:
    typer.echo(message, err=True)
    raise typer.Exit(2)
