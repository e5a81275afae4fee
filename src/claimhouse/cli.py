"""The `claimhouse` command. Exit status 0 done, 1 a check failed, 2 wrong usage."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Annotated

if sys.argv[1:2] == ["sql"]:  # first: the process of the query imports DuckDB while this one imports what follows
    from claimhouse.sandbox import begin_ahead

    begin_ahead()

import typer

from claimhouse import figures as figures_command
from claimhouse.documents import command as audit_command
from claimhouse.draft import command as draft_command
from claimhouse.files import regular, replace_file, replaceable
from claimhouse.terminal import Commands, Query, said

app = typer.Typer(cls=Commands, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
audit_command.register(app)
figures_command.register(app)
draft_command.register(app)
ROOT = Path(os.environ.get("CLAIMHOUSE_PROJECT", Path(__file__).resolve().parents[2]))
Source = Annotated[
    Path | None,
    typer.Option(
        help="Text of the report, to look up each printed figure on its line.", envvar="CLAIMHOUSE_SOURCE", exists=True, dir_okay=False
    ),
]
MarkedSource = Annotated[
    Path | None,
    typer.Option(
        help="Text of the report: also writes marked.html, the text with each figure marked.",
        envvar="CLAIMHOUSE_SOURCE",
        exists=True,
        dir_okay=False,
    ),
]


def fail(message: str, status: int) -> None:
    typer.echo(message, err=True)
    raise typer.Exit(status)


def lacking(error: ModuleNotFoundError, extra: str, shorter: str = "") -> str:
    """What to do where a package of an extra is not installed."""
    return f"{error.name} is missing: {shorter}pip install --no-deps --require-hashes -r requirements/{extra}.lock"


def readable(given: bytes) -> str:
    """What was given as an argument, in a file or on standard input as text."""
    try:
        return given.decode()
    except UnicodeDecodeError as error:
        fail(f"{given[:40]!r}: expected UTF-8, not byte {given[error.start]:#x} at {error.start}", 2)


def verified(source: Path | None) -> Path | None:
    """The source file, refused where it is not the text of a report."""
    if source is not None:
        from claimhouse.reports import report_of

        if report_of(source, ROOT) is None:
            fail(f"{source} is not the text of a report (its SHA-256 is not in seeds/reference/reports.csv or reports/*/reports.csv)", 1)
    return source


def source_for(folder: Path, source: Path | None) -> Path | None:
    """The text to look figures up in: that in the folder of the report, where the one that is given is not of this report."""
    from claimhouse.reports import SOURCE, report_of

    own, given = folder / SOURCE, verified(source)
    return own if own.exists() and (given is None or report_of(given, ROOT) != folder.name) else given


def folder_of(name: str) -> Path:
    """The folder of a report, or the one that is named."""
    from claimhouse.reports import folder_of

    try:
        return folder_of(name, ROOT)
    except LookupError as error:
        fail(error.args[0], 2)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Shows the step that a command is at, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console

    with Console(stderr=True).status("starting") as status:
        yield status.update


def version(asked: bool) -> None:
    if asked:
        import importlib.metadata

        typer.echo(f"claimhouse {importlib.metadata.version('claimhouse')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", callback=version, is_eager=True, help="Show the version and stop.")] = False,
) -> None:
    """Published figures as intervals, with their place in the source."""


@app.command()
def build(
    source: Source = None,
    force: Annotated[bool, typer.Option(help="Build even when nothing changed.")] = False,
    bulk: Annotated[
        Path | None,
        typer.Option(
            help="Folder of further reports, CSV or Parquet (docs/BULK.md).", envvar="CLAIMHOUSE_BULK", exists=True, file_okay=False
        ),
    ] = None,
) -> None:
    """Check the seeds, build every model, check the tables, then replace warehouse/claimhouse.duckdb.

    A failure of any kind leaves the published build untouched. The one before stays, for `claimhouse rollback`.
    """
    from claimhouse import build as builder
    from claimhouse.publish import Refused

    try:
        with progress() as say:
            done = builder.build(ROOT, verified(source), force, say, bulk)
    except builder.BuildFailed as error:
        fail(f"{error}\nnot published", 1)
    except (Refused, OSError) as error:
        fail(f"not published: {said(error)}", 1)
    typer.echo(done)


@app.command()
def verify() -> None:
    """Compare the published build with its manifest: every file, the rows and content of every mart, the results of the checks."""
    import duckdb

    from claimhouse import publish

    try:
        problems, summary = publish.verify(ROOT / "warehouse")
    except (publish.Refused, OSError, duckdb.Error) as error:
        fail(said(error), 1)
    for problem in problems:
        typer.echo(problem, err=True)
    typer.echo(summary + (f"; {len(problems)} differences" if problems else "; all as in its manifest"))
    if problems:
        raise typer.Exit(1)


@app.command()
def rollback() -> None:
    """Publish the build before the current one again, in one step. The next build publishes the present inputs anew."""
    from claimhouse import publish

    try:
        build = publish.rollback(ROOT / "warehouse")
    except (publish.Refused, OSError) as error:
        fail(said(error), 1)
    typer.echo(f"published build {build.name} again")


@app.command()
def check(
    report: Annotated[str, typer.Argument(help="Report, or a folder of seeds or of further reports; the seeds if left out.")] = "",
    source: Source = None,
) -> None:
    """Check a report before anything is built: structure, cells, keys, printed against typed figure.

    The text in the folder of the report is used without --source.
    """
    from claimhouse.engine import BuildFailed
    from claimhouse.reports import problems_of

    folder = folder_of(report) if report else ROOT / "seeds"
    try:
        problems, observations, looked_up = problems_of(folder, ROOT, source_for(folder, source))
    except BuildFailed as error:
        fail(str(error), 1)
    if problems:
        fail("\n".join(problems) + f"\n{len(problems)} problems", 1)
    typer.echo(f"{observations} observations, no problem" + ("" if looked_up else " (printed figures not looked up: no --source)"))


@app.command()
def coverage(report: Annotated[str, typer.Argument(help="Report; that of the seeds if left out.")] = "", source: Source = None) -> None:
    """Account for every numeric token of a report: observed, excluded with a reason, or missing.

    Needs its text: in its folder, or by --source. Exits 1 and names line and token when one is missing, claimed twice or not on its line.
    """
    from claimhouse.engine import BuildFailed
    from claimhouse.reports import coverage_of

    folder = folder_of(report) if report else ROOT / "seeds"
    source = source_for(folder, source)
    if source is None:
        fail("coverage needs the text of the report: --source FILE or CLAIMHOUSE_SOURCE", 2)
    try:
        problems, summary = coverage_of(folder, ROOT, source)
    except BuildFailed as error:
        fail(str(error), 1)
    for problem in problems:
        typer.echo(problem, err=True)
    typer.echo(summary)
    if problems:
        raise typer.Exit(1)


def published() -> Path:
    """The published file, in the folder of its build."""
    from claimhouse import publish

    try:
        return publish.sound(ROOT / "warehouse") / publish.DATABASE
    except (publish.Refused, OSError) as error:
        fail(said(error), 1)


def connect():
    """Read-only connection to the published warehouse, for statements of our own; those of others go through sandbox.ask."""
    from claimhouse.engine import open_duckdb

    connection = open_duckdb(str(published()), read_only=True)
    connection.execute("use claimhouse.marts")
    return connection


@app.command(cls=Query)
def sql(
    query: Annotated[str, typer.Argument(help='Such as "select * from market_size"; - or nothing reads standard input.')] = "-",
    file: Annotated[Path | None, typer.Option(help="A file with the query.", exists=True, dir_okay=False)] = None,
    form: Annotated[str, typer.Option("--format", help="table, csv, json, markdown or parquet.")] = "table",
    out: Annotated[Path | None, typer.Option(help="File to write instead of standard output.", dir_okay=False)] = None,
    rows: Annotated[int | None, typer.Option(min=1, max=10**12, help="Rows to show at most; all if left out.")] = None,
    seconds: Annotated[float, typer.Option(min=1, max=86_400, help="Time that the query may take.")] = 60,
    memory: Annotated[int, typer.Option(min=64, max=2**24, help="MiB of memory for the query, as much again for its answer.")] = 2048,
) -> None:
    """Query the published marts, read-only; SQL reaches no file and no network.

    claimhouse sql "select market_name, year, low, high from market_size"
    claimhouse sql --file analyses/true_cr10.sql --format parquet --out cr10.parquet
    """
    from claimhouse.sandbox import FORMS, Limits, ask
    from claimhouse.statements import QueryFailed

    if form not in FORMS:
        fail(f"--format {form}: expected {', '.join(FORMS)}", 2)
    if file is not None and query != "-":
        fail("expected a query or --file, not both", 2)
    if form == "parquet" and out is None and sys.stdout.isatty():
        fail("--format parquet is not for a terminal: name a file with --out", 2)
    if file is None and query == "-" and sys.stdin.isatty():
        fail("expected a query, --file or standard input", 2)
    if out is not None:
        replaceable(out)
    given = regular(file).read_bytes() if file else sys.stdin.buffer.read() if query == "-" else os.fsencode(query)
    text = re.sub(r"\{\{ ref\('(\w+)'\) \}\}", r"\1", readable(given))  # as in analyses/
    width = shutil.get_terminal_size((400, 24)).columns if out is None else 400
    try:
        found, remarks = ask(published(), text, form, width, Limits(seconds, memory, rows))
    except QueryFailed as error:
        fail(str(error), 1)
    if remarks:
        typer.echo(remarks, err=True)
    if out is None:
        sys.stdout.buffer.write(found)
        return
    replace_file(out, lambda fresh: fresh.write_bytes(found))


@app.command()
def export(
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format", metavar="parquet|csv|xlsx|sqlite|duckdb|sdmx|hyper|postgres", help="May be repeated; the first six if left out."
        ),
    ] = None,
    out: Annotated[Path, typer.Option(help="Folder for the files.", file_okay=False, show_default="exports")] = ROOT / "exports",
    postgres: Annotated[
        str | None, typer.Option(help='Connection string of the database, such as "host=bi dbname=marts".', envvar="CLAIMHOUSE_POSTGRES")
    ] = None,
    schema: Annotated[str, typer.Option(help="Schema in that database, replaced in one transaction.")] = "claimhouse",
) -> None:
    """Write the published marts for other tools, with codebook and data package.

    Everything is read back and compared with the warehouse, cell by cell, before it takes its place.
    Files of an earlier export that are not written again are removed.
    """
    from claimhouse import export as exporter
    from claimhouse.catalog import CatalogError

    known = [*exporter.FORMATS, "postgres"]
    formats = list(dict.fromkeys(formats or exporter.DEFAULT))
    for name in formats:
        if name not in known:
            fail(f"--format {name}: expected one of {', '.join(known)}", 2)
        module, extra = exporter.EXTRAS.get(name, ("", ""))
        if module and importlib.util.find_spec(module) is None:
            fail(f"--format {name}: needs more packages: pip install --no-deps --require-hashes -r requirements/{extra}.lock", 2)
    serve = None
    if "postgres" in formats:
        if not postgres:
            fail("--format postgres: expected --postgres with a connection string", 2)
        from claimhouse import serving

        formats.remove("postgres")
        serve = partial(serving.serve, conninfo=postgres, schema=schema)
    with progress() as say:
        try:
            done = exporter.export(published(), out, formats, say, serve, audit=True)
        except (exporter.ExportFailed, CatalogError, OSError) as error:
            fail(f"{said(error)}\nnothing exported", 1)
    typer.echo("\n".join([*done, *([f"{out}: CODEBOOK.md and datapackage.json say what is in the files"] if formats else [])]))


def report_and_text(chosen: str | None, source: Path | None) -> tuple[str | None, Path | None]:
    """The report that is meant, None for the newest, and its text: the one that is named, or that in the folder of the report."""
    from claimhouse.reports import report_of, source_of

    if verified(source) is not None and (found := report_of(source, ROOT)) != chosen:
        if chosen:
            fail(f"{source} is the text of {found}, not of {chosen}", 2)
        chosen = found
    return chosen, source or (source_of(chosen, ROOT) if chosen else None)


@app.command()
def report(
    report: Annotated[str, typer.Argument(help="Report to show; the newest if left out.")] = "",
    out: Annotated[Path, typer.Option(help="File to write.", dir_okay=False)] = ROOT / "site" / "report.html",
    report_id: Annotated[str | None, typer.Option(help="The same, as an option.")] = None,
    source: MarkedSource = None,
) -> None:
    """Write one page of charts, findings and provenance over the published marts. It holds all it needs and works offline.

    The text in the folder of the report is used without --source. Needs the packages of requirements/report.lock.
    """
    database = published()
    chosen, text = report_and_text(report or report_id, source)
    try:
        from claimhouse.report import write
    except ModuleNotFoundError as error:
        fail(lacking(error, "report"), 2)
    try:
        shown = write(database, out, chosen, text)
    except LookupError as error:
        fail(str(error), 2)
    typer.echo(f"{out}: {shown['figures']} figures, {shown['conflicts']} conflicts, {shown['implied']} implied values")


@app.command()
def compare(
    here: Annotated[str, typer.Argument(help="A report or edition.")],
    there: Annotated[str, typer.Argument(help="Another one.")],
    out: Annotated[Path | None, typer.Option(help="Page to write, with all rows.", dir_okay=False)] = None,
) -> None:
    """Show two reports or editions side by side: what agrees, what changed, and what one of them prints alone.

    claimhouse compare nvidia_fy2026_q1 nvidia_fy2026_q2 --out compared.html
    """
    from claimhouse import compare as comparison

    if out is not None:
        replaceable(out)
    try:
        with connect() as connection:
            rows, named = comparison.compared(connection, here, there), comparison.titles(connection, here, there)
    except LookupError as error:
        fail(error.args[0], 2)
    typer.echo(comparison.as_text(rows, here, there, shutil.get_terminal_size((160, 24)).columns), nl=False)
    if out is not None:
        page = comparison.as_page(rows, here, there, named)
        try:
            replace_file(out, lambda fresh: fresh.write_text(page, encoding="utf-8"))
        except OSError as error:
            fail(str(error), 1)
        typer.echo(f"{out}: {sum(map(len, rows.values()))} figures")


@app.command()
def site(
    out: Annotated[Path, typer.Option(help="Folder of the pages.", file_okay=False)] = ROOT / "site",
    source: MarkedSource = None,
) -> None:
    """Write report, documentation of the models, lineage of columns and expectations into one folder, with an index.

    Needs the packages of requirements/site.lock. The console joins them with `make console`.
    """
    published()
    chosen = report_and_text(None, source)
    try:
        from claimhouse import site as pages
    except ModuleNotFoundError as error:
        fail(lacking(error, "site"), 2)
    try:
        if sys.stderr.isatty():
            from rich.console import Console

            with Console(stderr=True).status("starting") as status:
                made = pages.make(ROOT, out, status.update, *chosen)
        else:
            made = pages.make(ROOT, out, lambda step: None, *chosen)
    except pages.SiteFailed as error:
        fail(str(error), 1)
    typer.echo(f"{out}: {', '.join(made)}")


@app.command()
def review(
    report: Annotated[str, typer.Argument(help="Report with a draft.")],
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of the loopback address; a free one if left out.")] = 0,
) -> None:
    """Review a drafted report figure by figure, in a page that is served to this machine alone. Every step is saved before it shows.

    Open the address that it prints; Ctrl+C ends it. Needs the packages of requirements/review.lock, which `make review REPORT=ID` installs.
    """
    folder = ROOT / "reports" / report
    try:
        from claimhouse.review import server
    except ModuleNotFoundError as error:
        fail(lacking(error, "review", f"make review REPORT={report}, or "), 2)
    try:
        desk = server.Desk(folder, ROOT)
    except server.Refused as refused:
        fail(str(refused), 1)
    except FileNotFoundError:
        fail(f"reports/{report} holds no draft: claimhouse draft FILE --report {report}", 2)
    try:
        server.serve(desk, port, typer.echo)
    except OSError as error:
        fail(f"port {port}: {error.strerror}", 2)
    counts = desk.draft.progress()
    figures = counts.total() - counts["excluded"]
    settled = figures - counts["open"] - counts["unsure"]
    typer.echo(f"{settled} of {figures} figures settled; `claimhouse review {report}` goes on from here")


@app.command()
def trace(
    name: Annotated[str, typer.Argument(help="An observation, a subject, a relation or contradiction; or a mart, with a row key.")],
    row_key: Annotated[str, typer.Argument(help='Key of the row of the mart, such as "medium|2025|china_llm_market|CN|CNY".')] = "",
    column: Annotated[str, typer.Argument(help="Column of the cell; all columns if left out.")] = "",
    report: Annotated[str | None, typer.Option(help="Places of this report alone.")] = None,
    source: Source = None,
) -> None:
    """From a figure or a mart cell to its places in the source: report, section, line and the figure as printed.

    claimhouse trace anthropic
    claimhouse trace market_growth "medium|2025|2026|china_llm_market|CN|CNY|market_size" growth_low
    """
    name, row_key, column = (readable(os.fsencode(text)) for text in (name, row_key, column))
    from claimhouse.reports import report_of
    from claimhouse.trace import ends, places, texts_of

    try:
        with connect() as connection:
            rows = places(connection, name, row_key, column, report)
    except LookupError as error:
        fail(error.args[0], 1)
    lines = texts_of(rows, ROOT, {report_of(source, ROOT): source} if verified(source) else None)
    several = len({row[0] for row in rows}) > 1
    for row in rows:
        report, observation, section, line, printed, _, _, unit, cells, *_ = row
        typer.echo(
            f"{observation}\n  {f'report {report}, ' if several else ''}section {section}, line {line}: {printed}"
            f"  ->  [{', '.join(side or 'open' for side in ends(row))}] {unit}" + (f"  in {cells}" if cells else "")
        )
        if 0 < line <= len(lines.get(report, ())):
            typer.echo(f"  {lines[report][line - 1]}")


@app.command()
def mcp() -> None:
    """Serve the published marts to agents: a Model Context Protocol server on standard input and output (docs/AGENTS.md).

    Needs the packages of requirements/mcp.lock.
    """
    try:
        from claimhouse.agents import server
    except ModuleNotFoundError as error:
        fail(lacking(error, "mcp"), 2)
    server(ROOT).run("stdio")
    with suppress(OSError):
        sys.stdout.flush()
    os._exit(0)  # at once: nobody waits for the queries that still run, which end with this process


if __name__ == "__main__":
    app()
