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
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE...]", help="txt, md, html, docx, pdf, xlsx or csv.", show_default=False)
    ] = None,
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
    claimhouse draft releases/*.pdf
    claimhouse draft --from reports/acme-2025-q2/draft.xlsx

    Several documents are drafted beside each other, each as a report with the name of its file. Then `claimhouse review ID`; what is open
    or unsure stays out of the build until it is accepted.
    """
    if (not files) == (back is None):
        refuse("expected a document, or --from with a workbook")
    if back is not None and (previous or workbook or assist or force):
        refuse("--from reads a workbook back and goes with no other option but --report")
    if files and len(files) > 1:
        if report or previous:
            refuse("--report and --previous go with one document; reports of several have the names of their files")
        raise typer.Exit(several(files, workbook, assist, force))
    tell(*one(files[0] if files else None, back, report, previous, workbook, assist, force))


def several(files: list[Path], workbook: bool, assist: str, force: bool) -> int:
    """Drafts documents beside each other, one process for each processor. One that fails is named and stops no other; returns the status
    to exit with."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    from claimhouse.documents.guard import AT_ONCE
    from claimhouse.documents.progress import Progress
    from claimhouse.processes import end_with_parent

    named: dict[str, Path] = {}
    for file in files:
        report = re.sub(r"[^a-z0-9]+", "-", file.stem.lower())[:40].strip("-")
        if not report:
            refuse(f"{file}: expected Latin letters or digits in its name, which is that of the report; draft it alone with --report")
        if report in named:
            refuse(f"{file}: it would be report {report}, as {named[report]}; rename one, or draft it alone with --report")
        named[report] = file
    jobs = [(file, None, report, "", workbook, assist, force) for report, file in named.items()]
    spawning, progress, status = multiprocessing.get_context("spawn"), Progress("drafting", len(jobs), "documents"), 0
    with ProcessPoolExecutor(min(AT_ONCE, len(jobs)), spawning, initializer=end_with_parent) as pool:
        try:
            for failed, line in pool.map(beside, jobs):
                status = max(status, failed)
                progress.step()
                if line:
                    typer.echo(line)
        except BrokenProcessPool:
            refuse("a draft took too much memory or was stopped; draft the documents that have no folder yet one by one")
    progress.done()
    return status


def beside(job: tuple) -> tuple[int, str]:
    """Of a process beside others: the status, and what there is."""
    try:
        return 0, summary(one(*job)[0])
    except typer.Exit as ended:
        return ended.exit_code, ""


def one(file: Path | None, back: Path | None, report: str, previous: str, workbook: bool, assist: str, force: bool):
    """The draft of a file, or of a workbook that is read back, and how many observations it has written."""
    from claimhouse.documents.blocks import Unreadable
    from claimhouse.draft.assist import AssistFailed, ask
    from claimhouse.draft.store import Damaged, Draft
    from claimhouse.draft.tables import write_tables
    from claimhouse.draft.workbook import WorkbookFailed, read_workbook, write_workbook
    from claimhouse.files import alone
    from claimhouse.terminal import said

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
    return drafted, written["observations"]


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
    from claimhouse.loading.bulk import read_tables
    from claimhouse.loading.folders import bulk_columns, is_table

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


def summary(drafted) -> str:
    """How many numbers of what state the draft has."""
    counts, numbers = drafted.progress(), Counter()
    parts = ", ".join(f"{counts[state]} {state}" for state in ("sure", "accepted", "corrected", "unsure", "open") if counts[state])
    for item in drafted.items.values():
        numbers[item.state == "excluded"] += item.tokens
    figures = sum(counts.values()) - counts["excluded"]
    return (
        f"reports/{drafted.report}: {numbers.total()} numbers: {numbers[False]} in {figures} figures ({parts or 'none'}),"
        f" {numbers[True]} in {counts['excluded']} exclusions"
    )


def tell(drafted, observations: int) -> None:
    """What there is, what is open, most valuable first, and what to do next."""
    typer.echo(summary(drafted))
    waiting = drafted.open_items()
    for item in waiting[:SHOWN]:
        typer.echo(f"  source.txt:{item.line}: {item.printed}: {item.why or 'accept it'}")
    if len(waiting) > SHOWN:
        typer.echo(f"  ... and {len(waiting) - SHOWN} more")
    new = [f"{register}: {id}" for register, id in drafted.ids if register in ("subjects", "metrics", "scopes")]
    if new:
        typer.echo(f"new ids: {', '.join(new[:SHOWN])}" + (f" and {len(new) - SHOWN} more" if len(new) > SHOWN else ""))
    if waiting:
        typer.echo(f"{observations} observations are ready to build; review the others: claimhouse review {drafted.report}")
    else:
        typer.echo(f"{observations} observations are ready: claimhouse build")


def refuse(message: str) -> None:
    typer.echo(message, err=True)
    raise typer.Exit(2)
