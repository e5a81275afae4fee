"""Marts for other tools: written beside, read back, compared cell by cell with the warehouse, and only then put in place."""

from __future__ import annotations

import importlib.metadata
import json
import math
import multiprocessing
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import zip_longest
from pathlib import Path

import duckdb

from claimhouse.catalog import Mart, read_catalog
from claimhouse.catalogues import contract, croissant
from claimhouse.codebook import codebook, datapackage
from claimhouse.engine import literal
from claimhouse.files import alone, own_folder, regular
from claimhouse.formats import FORMATS, ExportFailed, Source
from claimhouse.processes import end_with_parent

DEFAULT = ["parquet", "csv", "xlsx", "sqlite", "duckdb", "sdmx"]
# What a format needs beyond the base environment: the module, and the extra that brings it.
EXTRAS = {"hyper": ("tableauhyperapi", "tableau"), "postgres": ("psycopg", "postgres")}
# What an earlier export may have left in the folder.
OURS = re.compile(
    r"parquet/[a-z0-9_]+\.parquet|(csv|sdmx)/[a-z0-9_]+\.csv|claimhouse\.(xlsx|sqlite|duckdb|hyper)|CODEBOOK\.md|expectations\.html"
    r"|sdmx/structure\.json|datacontract\.yaml|croissant\.json|datapackage\.json"
)
FEW = 20_000  # observations of which the marts that are views fit into memory
PACKAGE, MOVING = "datapackage.json", ".files.json"


def export(
    database: Path,
    out: Path,
    formats: list[str],
    say: Callable[[str], None],
    serve: Callable[[Source], str] | None = None,
    audit: bool = False,
) -> list[str]:
    """Writes the marts of `database` into the folder `out` and serves them, one line of report per format.

    With `audit`, Great Expectations judges the files too. Raises ExportFailed where a format cannot hold a
    mart, does not equal it or breaks an expectation, OSError where `out` can be no folder or another export writes into it;
    `out` is then as it was.
    """
    if not formats:
        with duckdb.connect() as connection:
            say("writing postgres")
            return [serve(open_source(connection, database))]
    with alone(own_folder(out), f"export into {out}"):
        scratch = out / f".export-{os.getpid()}"
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        try:
            done = _export(database, out, scratch, formats, say, serve, audit)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        for stale in leftovers(out):
            shutil.rmtree(stale)
        return done


def _export(database: Path, out: Path, scratch: Path, formats: list[str], say, serve, audit: bool) -> list[str]:
    # Great Expectations takes seconds to import: in a process of its own, beside the writing
    spawning = multiprocessing.get_context("spawn")
    with duckdb.connect() as connection, ProcessPoolExecutor(1, spawning, initializer=end_with_parent) as auditor:
        if audit:
            auditor.submit(judge)
        source = open_source(connection, database)
        done, files = [], []
        for name in formats:
            chosen = FORMATS[name]
            holds = chosen.of(source)
            (scratch / chosen.file).parent.mkdir(exist_ok=True)
            try:
                say(f"writing {name}")
                chosen.write(holds, scratch)
                say(f"reading {name} back")
                rows = reconcile(holds, name, scratch)
            except ExportFailed:
                raise
            except Exception as error:  # each library has errors of its own for a full disk
                raise ExportFailed(f"{name}: {type(error).__name__}: {error}") from error
            files += [*dict.fromkeys(chosen.file.format(mart.name) for mart in holds.marts), *chosen.others]
            done.append(f"{name}: {len(holds.marts)} mart{'s' if len(holds.marts) > 1 else ''}, {rows} rows, equal to the warehouse")
        for file, text in describe(source, scratch, formats):
            (scratch / file).write_text(text, encoding="utf-8")
            files.append(file)
        if audit:
            say("checking the files")
            failures, page = auditor.submit(judge, scratch, formats, observations(source)).result()
            if failures:
                raise ExportFailed("\n".join(failures))
            (scratch / "expectations.html").write_text(page, encoding="utf-8")
            files.append("expectations.html")
        package = datapackage(scratch, files, source.marts, source.reports, source.version)
        (scratch / PACKAGE).write_text(package, encoding="utf-8")
        if serve:
            say("writing postgres")
            done.append(serve(source))
    say("putting the files in place")
    replace(scratch, out, [*files, PACKAGE])
    return done


def describe(source: Source, folder: Path, formats: list[str]) -> Iterator[tuple[str, str]]:
    """Name and text of each file that describes the data: codebook, data contract, Croissant (of Parquet or CSV)."""
    yield "CODEBOOK.md", codebook(source.marts, source.reports)
    yield "datacontract.yaml", contract(source.marts, source.reports, source.version, formats)
    for form in [name for name in ("parquet", "csv") if name in formats][:1]:
        yield "croissant.json", croissant(folder, source.marts, source.reports, source.version, form)


def observations(source: Source) -> dict:
    """What the warehouse says of the mart `observations`: its columns and the number of its rows."""
    mart = next(mart for mart in source.marts if mart.name == "observations")
    rows = source.connection.execute("select count(*) from observations").fetchone()[0]
    return {"columns": [column.name for column in mart.columns], "rows": rows}


def judge(*arguments) -> tuple[list[str], str]:
    """In the process of the audit: what the files break and the page of results; nothing without arguments, but it is then ready."""
    from claimhouse.expectations import exported_problems

    return exported_problems(*arguments) if arguments else ([], "")


def open_source(connection: duckdb.DuckDBPyConnection, database: Path) -> Source:
    """The marts of `database`, attached read-only under the name that its views know it by."""
    connection.execute(f"attach {literal(str(database))} as claimhouse (read_only)")
    connection.execute("use claimhouse.marts")
    marts = read_catalog(connection)
    cursor = connection.execute("from seeds.reports order by report_id")
    names = [column[0] for column in cursor.description]
    reports = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return Source(connection, marts, reports, importlib.metadata.version("claimhouse"), held_views(connection))


def held_views(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Marts that are views, computed once for all formats, which read each of them twice; none where there are many rows to hold."""
    if connection.execute("select count(*) from observations").fetchone()[0] > FEW:
        return frozenset()
    query = "select view_name from duckdb_views() where database_name = 'claimhouse' and schema_name = 'marts'"
    views = frozenset(name for (name,) in connection.execute(query).fetchall())
    for name in views:
        connection.execute(f"create table memory.main.{name} as from claimhouse.marts.{name}")
    return views


def reconcile(source: Source, name: str, folder: Path) -> int:
    """Number of rows read back, each equal to its row in the warehouse; raises ExportFailed at the first that is not."""
    chosen = FORMATS[name]
    with chosen.read(folder) as read:
        return sum(compare(source, mart, read(mart), chosen.cell, chosen.file.format(mart.name)) for mart in source.marts)


def compare(source: Source, mart: Mart, found: Iterable[tuple], cell: Callable[[object], object], place: str) -> int:
    number = 0
    for number, (row, other) in enumerate(zip_longest(source.rows(mart), found), 1):
        if row is None or other is None:
            raise ExportFailed(f"{place}: {mart.name}: {'more' if row is None else 'fewer'} rows than the warehouse, from row {number}")
        for column, value, read in zip(mart.columns, row, other, strict=True):
            if not alike(cell(value), read):
                raise ExportFailed(f"{place}: {mart.name}, row {number}, {column.name}: {read!r}, expected {cell(value)!r}")
    return number


def alike(value: object, read: object) -> bool:
    """Equal; a double to its 15th digit."""
    if isinstance(value, float) and isinstance(read, int | float):
        return math.isclose(value, read, rel_tol=1e-15)
    return value == read


def replace(scratch: Path, out: Path, files: list[str]) -> None:
    """Moves the files into the folder, drops those of the export before, and undoes all of it where one cannot be moved."""
    ours = {*earlier(out), *(name for stale in leftovers(out) for name in moving(stale))}
    for name in files:
        if not Path(os.path.realpath(out / name)).is_relative_to(os.path.realpath(out)):
            raise ExportFailed(f"{out / name} leads out of the folder")
        if os.path.lexists(out / name) and not (name in ours and (out / name).is_file()):
            raise ExportFailed(f"{out / name} is no file of an earlier export: remove it or choose another folder")
    (scratch / MOVING).write_text(json.dumps(files), encoding="utf-8")
    before = [name for name in earlier(out) if name not in files]
    moved = []
    try:
        for name in [*before, *files]:
            kept = scratch / "before" / name
            kept.parent.mkdir(parents=True, exist_ok=True)
            (out / name).parent.mkdir(exist_ok=True)
            if (out / name).exists():
                os.link(out / name, kept)
            moved.append(name)
            if name in files:
                os.replace(scratch / name, out / name)
            else:
                (out / name).unlink()
    except OSError as error:
        for name in moved:
            if (scratch / "before" / name).exists():
                os.replace(scratch / "before" / name, out / name)
            else:
                (out / name).unlink(missing_ok=True)
        raise ExportFailed(f"{out}: {error}") from None


def leftovers(out: Path) -> list[Path]:
    """What this export and killed ones left in the folder while they worked."""
    return [path for path in out.iterdir() if path.name.startswith(".export-")]


def moving(scratch: Path) -> list[str]:
    """Files that an export was about to put in place, as it noted before."""
    try:
        return [name for name in json.loads(regular(scratch / MOVING).read_text(encoding="utf-8")) if OURS.fullmatch(name)]
    except (OSError, ValueError):
        return []


def earlier(out: Path) -> list[str]:
    """Files that the export before left in the folder, as its data package names them, and the package itself."""
    try:
        resources = json.loads(regular(out / PACKAGE).read_text(encoding="utf-8"))["resources"]
        named = [*(resource["path"] for resource in resources), PACKAGE]
        return [path for path in named if OURS.fullmatch(path) and (out / path).is_file()]
    except (OSError, ValueError, KeyError, TypeError):
        return []
