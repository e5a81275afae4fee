"""Write, audit, publish: the warehouse is replaced only by a whole one in which every check holds."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from claimhouse.beside import answer, talking
from claimhouse.engine import BuildFailed, open_duckdb
from claimhouse.loading.folders import SOURCE, all_tables, bulk_name, bulk_tables, folder_tables, report_folders
from claimhouse.publish import (
    DATABASE,
    UNFINISHED,
    Refused,
    clean,
    contents,
    current,
    file_hash,
    inputs,
    locked,
    manifest_of,
    publish,
    sound,
    to_disk,
)

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from claimhouse.suites import Judged

PAGE = "expectations.html"
ENGINES = ("dbt-core", "dbt-duckdb", "duckdb", "great_expectations", "pandas")
INPUTS = ("seeds", "models", "macros", "tests/dbt", "src", "dbt_project.yml", "profiles.yml", ".dbtignore")


def build(project: Path, source: Path | None, force: bool, say: Callable[[str], None], bulk: Path | None = None) -> str:
    """Builds, checks and publishes; returns what was done. Raises BuildFailed and changes nothing otherwise.

    `bulk` is a folder of further reports; those below `reports/` are built in any case (folders.py).
    """
    folders = report_folders(project)
    tables = all_tables([bulk_tables(bulk, project) if bulk else {}, *(folder_tables(folder, project) for folder in folders)])
    found = inputs(project, INPUTS, ENGINES)
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
    if not any((project / "reports").glob("*/draft")):
        return done
    from claimhouse.draft.tables import waiting

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
    published, damage = current(warehouse), ""
    try:
        published = published and sound(warehouse)
    except Refused as refused:
        damage = f"; {refused}".replace(": run `claimhouse build`", ", so it was built again")
    manifest = manifest_of(published) if published and not force and not damage else None
    if manifest and source is None and manifest["inputs"] == found:
        return "nothing changed since the last build"
    # DuckDB, which these import, takes longer than to see that nothing has changed
    from claimhouse.loading.batch_steps import bulk_variable, with_shared_tables
    from claimhouse.loading.batches import new_tables, run_batches
    from claimhouse.loading.plan import load_plan, run_plan

    told, grown, kept, every = {}, None, {}, tables
    if manifest:
        kept = manifest if same_code(manifest, found) else {}
        new = new_tables(project, published / DATABASE, manifest, found, tables)
        if new is not None:
            tables, grown = new, (published / DATABASE, manifest)
    held = (published / DATABASE, kept) if "marks" in kept else None
    # a process of its own beside dbt and DuckDB: Great Expectations takes seconds to import
    with talking(audit, project, source, tables, every, changes(kept, found)) as pipe:
        # Same file name as the published one: DuckDB views carry the name of their catalog.
        fresh, failed = scratch / DATABASE, ""
        try:
            say("compiling the models")
            if tables or grown:
                told = run_batches(
                    project, fresh, load_plan(project, bulk_variable(project, every), found), tables, say, grown, found, held
                )
            else:
                told = run_plan(project, fresh, with_shared_tables(load_plan(project, found=found)), say, held, contents)
        except BuildFailed as error:
            failed = str(error)
        say("checking the cells")
        problems, observations = answer(pipe, "the audit")
        # a bad cell stops the models too, but only the check of the cells names its file and line
        if problems or failed:
            raise BuildFailed("\n".join(problems) or failed)
        say("checking the tables")
        pipe.send(fresh)
        to_disk(fresh)  # beside the audit, which reads it
        files = {DATABASE: file_hash(fresh)}
        failures, page = answer(pipe, "the audit")
        if failures:  # tests/system/test_publish.py plants an expectation that fails
            raise BuildFailed("\n".join(failures))
        (scratch / PAGE).write_text(page, encoding="utf-8")
    say("publishing")
    manifest = {"observations": observations, "inputs": found, "files": files} | told
    publish(warehouse, scratch, manifest)
    added = f", {manifest['observations'] - grown[1]['observations']} of them added" if grown else ""
    return f"published {(warehouse / DATABASE).relative_to(project)}: {manifest['observations']} observations{added}{damage}"


def same_code(manifest: dict, found: dict[str, str]) -> bool:
    """Whether the published build was made by this program and these versions, so that what it says of equal inputs holds."""
    code = [name for name in manifest["inputs"].keys() | found.keys() if name.startswith("src/") or name in ENGINES]
    return all(manifest["inputs"].get(name) == found.get(name) for name in code)


def changes(kept: dict, found: dict[str, str]) -> set[str] | None:
    """The inputs that are others than those of the manifest `kept` of a build of the same code; nothing where there is none."""
    return {name for name in kept["inputs"].keys() | found.keys() if kept["inputs"].get(name) != found.get(name)} if kept else None


def audit(
    pipe: Connection,
    project: Path,
    source: Path | None,
    bulk: dict[str, list[str]],
    every: dict[str, list[str]],
    changed: set[str] | None,
) -> None:
    """Answers with the problems of the cells and then, once their file is named, with those of the tables and the page of all expectations.
    `changed` are the inputs that a published build of the same code, in which Great Expectations judged, does not have: it found the cells
    of all others right. Writes no file: it may outlive a killed build for a moment."""
    gc.disable()  # Great Expectations makes many objects, next to none of which are garbage
    from claimhouse.check import read_folder, seed_problems
    from claimhouse.loading.bulk import bulk_problems, unsettled
    from claimhouse.suites import page, published_suites, raw_suites

    seeds, reference, problems = read_folder(project / "seeds", project)
    are_settled = changed is not None and not any(name.startswith(("seeds/", "dbt_project.yml")) for name in changed)
    if not problems and (source or not are_settled):
        problems = seed_problems(seeds, reference, source)
    if are_settled:
        bulk = unsettled(bulk, project, changed)
    further, rows = bulk_problems(bulk, project, every) if bulk else ([], 0)
    pipe.send(([*map(str, problems), *further], sum(len(seed.rows) for seed in seeds) + rows))
    if problems or further:
        return  # the build ends
    is_known = changed is not None
    failures, results = judged(raw_suites(seeds, reference), is_known)
    with open_duckdb(str(pipe.recv()), read_only=True) as connection:
        published = published_suites(connection, [seed.name.removesuffix("_observations") for seed in seeds])
    failed, found = judged(published, is_known)
    pipe.send((failures + failed, page("Expectations on raw cells and published tables", results + found)))


def judged(suites: list[Judged], is_known: bool) -> tuple[list[str], list[tuple]]:
    """What of the suites does not hold, and the rows of the page. Great Expectations judges a build of new code, and what may not hold."""
    from claimhouse.suites import results_of_holding

    results = results_of_holding(suites) if is_known else None
    if results is not None:
        return [], results
    from claimhouse.expectations import run_suites

    return run_suites(suites)
