"""Write, audit, publish: the warehouse is replaced only by a whole one in which every check holds."""

from __future__ import annotations

import multiprocessing
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from claimhouse.draft.tables import waiting
from claimhouse.engine import BuildFailed
from claimhouse.loading.batches import bulk_variable, new_tables, run_batches
from claimhouse.loading.bulk import SOURCE, all_tables, bulk_name, bulk_problems, bulk_tables, folder_tables, report_folders
from claimhouse.loading.plan import inputs, load_plan, run_plan
from claimhouse.publish import DATABASE, UNFINISHED, Refused, clean, contents_of, current, file_hash, locked, manifest_of, publish, sound

INPUTS = ("seeds", "models", "macros", "tests/dbt", "src", "dbt_project.yml", "profiles.yml")


def build(project: Path, source: Path | None, force: bool, say: Callable[[str], None], bulk: Path | None = None) -> str:
    """Builds, checks and publishes; returns what was done. Raises BuildFailed and changes nothing otherwise.

    `bulk` is a folder of further reports; those below `reports/` are built in any case (bulk.py).
    """
    folders = report_folders(project)
    tables = all_tables([bulk_tables(bulk, project) if bulk else {}, *(folder_tables(folder, project) for folder in folders)])
    found = inputs(project, INPUTS, ("dbt-core", "dbt-duckdb", "duckdb", "great_expectations"))
    found |= {bulk_name(table, file, project): file_hash(Path(file)) for table, files in tables.items() for file in files}
    found |= {bulk_name("source", folder / SOURCE, project): file_hash(folder / SOURCE) for folder in folders if (folder / SOURCE).exists()}
    warehouse = project / "warehouse"
    warehouse.mkdir(exist_ok=True)
    with locked(warehouse):
        scratch = clean(warehouse, unfinished=bool(tables) and not force) / UNFINISHED
        scratch.mkdir(exist_ok=True)
        try:
            done = _build(project, warehouse, scratch, source, force, say, tables, found)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    opened = ", ".join(f"{count} of {report}" for report, count in waiting(project).items())
    return done + (f"; numbers that wait for review and are not in it: {opened}" if opened else "")


def _build(
    project: Path,
    warehouse: Path,
    scratch: Path,
    source: Path | None,
    force: bool,
    say: Callable[[str], None],
    tables: dict[str, list[str]],
    found: dict[str, str],
) -> str:
    published, told, grown, damage, every = current(warehouse), {}, None, "", tables
    try:
        published = published and sound(warehouse)
    except Refused as refused:
        damage = f"; {refused}".replace(": run `claimhouse build`", ", so it was built again")
    if published and not force and not damage:
        manifest = manifest_of(published)
        if source is None and manifest["inputs"] == found:
            return "nothing changed since the last build"
        new = new_tables(project, published / DATABASE, manifest, found, tables)
        if new is not None:
            tables, grown = new, (published / DATABASE, manifest)
    with auditor(project, source, tables, every) as pipe:
        # Same file name as the published one: DuckDB views carry the name of their catalog.
        fresh, failed = scratch / DATABASE, ""
        try:
            say("compiling the models")
            if tables or grown:
                told = run_batches(project, fresh, load_plan(project, bulk_variable(project, every)), tables, say, grown, found)
            else:
                run_plan(project, fresh, load_plan(project), say)
                say("hashing the marts")
                told = contents_of(fresh)
        except BuildFailed as error:
            failed = str(error)
        say("checking the cells")
        problems, observations = answer(pipe)
        # a bad cell stops the models too, but only the check of the cells names its file and line
        if problems or failed:
            raise BuildFailed("\n".join(problems) or failed)
        say("checking the tables")
        pipe.send(fresh)
        failures, page = answer(pipe)
        if failures:  # tests/system/test_publish.py plants an expectation that fails
            raise BuildFailed("\n".join(failures))
        (scratch / "expectations.html").write_text(page, encoding="utf-8")
    say("publishing")
    manifest = {"observations": observations, "inputs": found} | told
    publish(warehouse, scratch, manifest)
    added = f", {manifest['observations'] - grown[1]['observations']} of them added" if grown else ""
    return f"published {(warehouse / DATABASE).relative_to(project)}: {manifest['observations']} observations{added}{damage}"


@contextmanager
def auditor(project: Path, source: Path | None, bulk: dict[str, list[str]], every: dict[str, list[str]]) -> Iterator[Connection]:
    """The audit in a process of its own, beside dbt and DuckDB: Great Expectations takes seconds to import.

    It is a daemon: nobody waits for it when the build has ended.
    """
    spawning = multiprocessing.get_context("spawn")
    pipe, far_end = spawning.Pipe()
    spawning.Process(target=audit, args=(far_end, project, source, bulk, every), daemon=True).start()
    far_end.close()
    with pipe:
        yield pipe


def audit(pipe: Connection, project: Path, source: Path | None, bulk: dict[str, list[str]], every: dict[str, list[str]]) -> None:
    """Answers with the problems of the cells and then, once their file is named, with those of the tables. Writes no
    file: it may outlive a killed build for a moment."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build decides when it ends
    try:
        from claimhouse.check import check_folder, read_folder

        problems, observations = check_folder(project / "seeds", project, source)
        further, rows = bulk_problems(bulk, project, every) if bulk else ([], 0)
        pipe.send(([*map(str, problems), *further], observations + rows))
        if problems or further:
            return  # the build ends
        from claimhouse.expectations import page, published_problems, raw_problems

        seeds, reference, _ = read_folder(project / "seeds", project)
        failures, results = raw_problems(seeds, reference)
        database = pipe.recv()
        failed, found = published_problems(database, [seed.name.removesuffix("_observations") for seed in seeds])
        pipe.send((failures + failed, page("Expectations on raw cells and published tables", results + found)))
    except (EOFError, ConnectionError):
        pass  # the build has stopped
    except Exception as error:
        pipe.send(error)


def answer(pipe: Connection):
    """The next answer of the audit; what it raised is raised here."""
    try:
        found = pipe.recv()
    except EOFError:
        raise BuildFailed("the audit was killed") from None
    if isinstance(found, Exception):
        raise found
    return found
