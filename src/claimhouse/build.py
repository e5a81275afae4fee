"""Write, audit, publish: the warehouse is replaced only by a whole one in which every check holds."""

from __future__ import annotations

import gc
import importlib.metadata
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from claimhouse.publish import DATABASE, clean, current, file_hash, locked, manifest_of, publish

INPUTS = ["seeds", "models", "macros", "tests/dbt", "src", "dbt_project.yml", "profiles.yml"]


class BuildFailed(Exception):
    """A check failed; each line of the message names one failing row or rule."""


def inputs(project: Path) -> dict[str, str]:
    """SHA-256 of every input file by its path, and the version of each engine by its name."""
    found = {name: importlib.metadata.version(name) for name in ("dbt-core", "dbt-duckdb", "duckdb", "great_expectations")}
    for name in INPUTS:
        path = project / name
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts and ".egg-info" not in str(file):
                found[str(file.relative_to(project))] = file_hash(file)
    return found


def build(project: Path, source: Path | None, force: bool, say: Callable[[str], None]) -> str:
    """Builds, checks and publishes; returns what was done. Raises BuildFailed and changes nothing otherwise."""
    warehouse = project / "warehouse"
    warehouse.mkdir(exist_ok=True)
    with locked(warehouse):
        builds = clean(warehouse)
        scratch = builds / ".new"
        scratch.mkdir()
        try:
            return _build(project, warehouse, scratch, source, force, say)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _build(project: Path, warehouse: Path, scratch: Path, source: Path | None, force: bool, say: Callable[[str], None]) -> str:
    found, published = inputs(project), current(warehouse)
    if not force and source is None and published and manifest_of(published)["inputs"] == found:
        return "nothing changed since the last build"
    say("checking the seeds")
    from claimhouse.check import check_folder

    problems, observations = check_folder(project / "seeds", project, source)
    if problems:
        raise BuildFailed("\n".join(map(str, problems)))
    say("building the models")
    # Same file name as the published one: DuckDB views carry the name of their catalog.
    fresh = scratch / DATABASE
    run_dbt(project, fresh, scratch)
    say("checking the tables")
    from claimhouse.expectations import published_problems

    families = sorted(path.stem.removesuffix("_observations") for path in (project / "seeds" / "observations").glob("*.csv"))
    failures = published_problems(fresh, scratch / "expectations.html", families)
    if failures:
        raise BuildFailed("\n".join(failures))
    say("publishing")
    shutil.rmtree(scratch / "target")
    publish(warehouse, scratch, {"observations": observations, "inputs": found})
    return f"published {(warehouse / DATABASE).relative_to(project)}: {observations} observations"


def run_dbt(project: Path, database: Path, scratch: Path) -> None:
    """`dbt build` into `database` in this process, with its handles closed afterwards."""
    import warnings

    warnings.filterwarnings("ignore", category=RuntimeWarning)
    os.environ["CLAIMHOUSE_DB"] = str(database)
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    result = dbtRunner().invoke([
        "--log-level", "none", "--log-level-file", "none", "--no-version-check", "build", "--project-dir", str(project),
        "--profiles-dir", str(project), "--target-path", str(scratch / "target"),
    ])
    DuckDBConnectionManager.close_all_connections()
    gc.collect()
    if result.success:
        return
    if result.exception is not None:
        raise BuildFailed(str(result.exception))
    raise BuildFailed("\n".join(
        f"{run.node.original_file_path}: {run.node.name}: {run.message}"
        for run in result.result.results if str(run.status) in ("error", "fail")
    ))
