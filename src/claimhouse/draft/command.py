"""The command `claimhouse draft`."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

SHOWN = 12  # open figures that are listed
ROOT = Path(os.environ.get("CLAIMHOUSE_PROJECT", Path(__file__).resolve().parents[3]))


def register(app: typer.Typer) -> None:
    """Adds the command to the application."""
    app.command()(draft)


def draft(
    file: Annotated[Path | None, typer.Argument(help="txt, md, html, docx, pdf, xlsx or csv.", dir_okay=False, show_default=False)] = None,
    report: Annotated[str, typer.Option("--report", help="Id of the report: the name of its folder below reports/.")] = "",
    previous: Annotated[
        str, typer.Option(help="Report before it of the same kind: ids, scopes and exclusions of equal lines carry over.")
    ] = "",
    workbook: Annotated[bool, typer.Option("--workbook", help="Also write draft.xlsx, with lists to choose from.")] = False,
    assist: Annotated[str, typer.Option(help="Program that gets open figures as JSON lines and answers with proposals.")] = "",
    back: Annotated[Path | None, typer.Option("--from", help="A workbook to read back.", dir_okay=False)] = None,
    force: Annotated[bool, typer.Option(help="Draft again, and drop the review of the draft that is there.")] = False,
) -> None:
    """Draft a report from a document: every number is an observation, or is excluded with its reason. Nothing is sent anywhere.

    claimhouse draft results.pdf --report acme-2025-q2 --previous acme-2025-q1
    claimhouse draft --from reports/acme-2025-q2/draft.xlsx

    Then `claimhouse review ID`; what is open or unsure stays out of the build until it is accepted.
    """
    from claimhouse.documents.blocks import Unreadable
    from claimhouse.draft.assist import AssistFailed, ask
    from claimhouse.draft.store import Damaged, Draft
    from claimhouse.draft.tables import write_tables
    from claimhouse.draft.workbook import WorkbookFailed, read_workbook, write_workbook
    from claimhouse.files import alone
    from claimhouse.terminal import said

    if (file is None) == (back is None):
        refuse("expected a document, or --from with a workbook")
    if back is not None and (previous or workbook or assist or force):
        refuse("--from reads a workbook back and goes with no other option but --report")
    try:
        if back is not None:
            folder = folder_of(report or back.resolve().parent.name)
        else:
            if not file.is_file():
                refuse(f"{file}: no such file")
            fresh = made(file, new_folder(report, force), previous)
            folder = fresh.folder
            folder.mkdir(parents=True, exist_ok=True)
        with alone(folder, f"draft of {folder.name}"):
            if back is not None:
                drafted = loaded(folder)
                changed = read_workbook(back, drafted, ROOT)
                typer.echo(f"{changed} figures changed by {back.name}")
            else:
                new_folder(report, force)  # it may have been reviewed meanwhile
                fresh.save()
                drafted = Draft.load(folder)
                if assist:
                    typer.echo(ask(drafted, assist, ROOT))
            written = write_tables(drafted, ROOT)
            if workbook:
                write_workbook(drafted, folder / "draft.xlsx", ROOT)
    except (Unreadable, WorkbookFailed, Damaged) as error:
        refuse(str(error))
    except (AssistFailed, OSError) as error:
        typer.echo(said(error), err=True)
        raise typer.Exit(1)
    tell(drafted, written["observations"])


def made(file: Path, folder: Path, previous: str):
    """The draft of a file, with what the report before says."""
    from claimhouse.draft.align import carry_over, tables_of
    from claimhouse.draft.drafting import draft_document

    own = tables_of(sound(folder, "aliases.csv"))
    if not previous:
        return draft_document(file, folder, ROOT, own)
    before = folder_of(previous)
    if not (before / "observations.csv").exists():
        refuse(f"--previous {previous}: expected a report with observations; accept its figures first")
    tables = tables_of(sound(before))
    drafted = draft_document(file, folder, ROOT, tables | own)
    carry_over(drafted, before, tables, ROOT)
    return drafted


def sound(folder: Path, pattern: str = "*.csv") -> list[Path]:
    """The tables of a report folder, refused where one cannot be read."""
    from claimhouse.loading.bulk import bulk_columns, is_table, read_tables

    paths = [path for path in sorted(folder.glob(pattern)) if is_table(path) and path.stem in bulk_columns(ROOT)]
    if problems := read_tables({path.stem: [str(path)] for path in paths}, ROOT, of_folder=True)[2]:
        refuse("\n".join(map(str, problems)))
    return paths


def folder_of(name: str) -> Path:
    folder = ROOT / "reports" / name
    if not name or not folder.is_dir():
        known = sorted(path.name for path in (ROOT / "reports").glob("*") if path.is_dir()) if (ROOT / "reports").is_dir() else []
        refuse(f"{name!r}: expected a report of reports/" + (f": {', '.join(known)}" if known else "; there is none yet"))
    return folder


def new_folder(report: str, force: bool) -> Path:
    """The folder of a new report. A folder with tables that no draft wrote is never drafted over."""
    from claimhouse.reports import folders_by_id

    if not re.fullmatch(r"[a-z0-9]+(?:[._-][a-z0-9]+)*", report) or len(report) > 40:
        refuse(f"--report {report!r}: expected an id of small letters and digits, joined by single - _ or ., such as acme-2025-q2")
    folder = ROOT / "reports" / report
    if report in folders_by_id(ROOT) and not (folder / "draft").is_dir():
        refuse(f"--report {report}: a report of this id is there, and no draft made it; give another id")
    reviewed = folder / "draft" / "changes.jsonl"
    if reviewed.exists() and reviewed.stat().st_size and not force:
        refuse(f"--report {report}: its draft has been reviewed; go on with `claimhouse review {report}`, or drop the review with --force")
    return folder


def loaded(folder: Path):
    from claimhouse.draft.store import Draft
    from claimhouse.publish import file_hash

    try:
        drafted = Draft.load(folder)
    except FileNotFoundError as error:
        refuse(f"{folder.name}: expected a report with a draft ({error.filename} is missing)")
    if file_hash(folder / "source.txt") != drafted.about.get("source_sha256"):
        refuse(f"{folder.name}: source.txt is not the text that was drafted; put that back, or draft the new one")
    return drafted


def tell(drafted, observations: int) -> None:
    """What there is, what is open, most valuable first, and what to do next."""
    counts, report = drafted.progress(), drafted.report
    parts = ", ".join(f"{counts[state]} {state}" for state in ("sure", "accepted", "corrected", "unsure", "open") if counts[state])
    numbers = Counter()
    for item in drafted.items.values():
        numbers[item.state == "excluded"] += item.tokens
    figures = sum(counts.values()) - counts["excluded"]
    typer.echo(
        f"reports/{report}: {numbers.total()} numbers: {numbers[False]} in {figures} figures ({parts or 'none'}),"
        f" {numbers[True]} in {counts['excluded']} exclusions"
    )
    waiting = drafted.open_items()
    for item in waiting[:SHOWN]:
        typer.echo(f"  source.txt:{item.line}: {item.printed}: {item.why or 'accept it'}")
    if len(waiting) > SHOWN:
        typer.echo(f"  ... and {len(waiting) - SHOWN} more")
    new = [f"{register}: {id}" for register, id in drafted.ids if register in ("subjects", "metrics", "scopes")]
    if new:
        typer.echo(f"new ids: {', '.join(new[:SHOWN])}" + (f" and {len(new) - SHOWN} more" if len(new) > SHOWN else ""))
    if waiting:
        typer.echo(f"{observations} observations are ready to build; review the others: claimhouse review {report}")
    else:
        typer.echo(f"{observations} observations are ready: claimhouse build")


def refuse(message: str) -> None:
    typer.echo(message, err=True)
    raise typer.Exit(2)
