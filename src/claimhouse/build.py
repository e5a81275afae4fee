"""Write, audit, publish: the warehouse is replaced only by a whole one in which every check holds."""

from __future__ import annotations

import fcntl
import gc
import hashlib
import importlib.metadata
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

INPUTS = ["seeds", "models", "macros", "tests/dbt", "src", "dbt_project.yml", "profiles.yml"]


class BuildFailed(Exception):
    """A check failed; each line of the message names one failing row or rule."""


def fingerprint(project: Path) -> str:
    """SHA-256 over every input file and the versions of the engines."""
    digest = hashlib.sha256()
    for name in ("dbt-core", "dbt-duckdb", "duckdb", "great_expectations"):
        digest.update(f"{name}={importlib.metadata.version(name)}\n".encode())
    for name in INPUTS:
        path = project / name
        files = [path] if path.is_file() else sorted(path.rglob("*"))
        for file in files:
            if not file.is_file() or "__pycache__" in file.parts or ".egg-info" in str(file):
                continue
            digest.update(f"{file.relative_to(project)}\n".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def build(project: Path, source: Path | None, force: bool, say: Callable[[str], None]) -> str:
    """Builds, checks and publishes; returns what was done. Raises BuildFailed and changes nothing otherwise."""
    warehouse = project / "warehouse"
    warehouse.mkdir(exist_ok=True)
    with (warehouse / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BuildFailed("another build of this warehouse is running; wait for it to end") from None
        return _build(project, warehouse, source, force, say)


def _build(project: Path, warehouse: Path, source: Path | None, force: bool, say: Callable[[str], None]) -> str:
    published, manifest = warehouse / "claimhouse.duckdb", warehouse / "manifest.json"
    current = fingerprint(project)
    if not force and source is None and published.exists() and manifest.exists():
        if json.loads(manifest.read_text())["fingerprint"] == current:
            return "nothing changed since the last build"
    for stale in warehouse.glob(".build-*"):
        shutil.rmtree(stale)
    scratch = warehouse / f".build-{os.getpid()}"
    scratch.mkdir()
    try:
        say("checking the seeds")
        from claimhouse.check import check_folder

        problems, observations = check_folder(project / "seeds", project, source)
        if problems:
            raise BuildFailed("\n".join(map(str, problems)))
        say("building the models")
        # Same file name as the published one: DuckDB views carry the name of their catalog.
        fresh = scratch / "claimhouse.duckdb"
        run_dbt(project, fresh, scratch)
        say("checking the tables")
        from claimhouse.expectations import published_problems

        families = sorted(path.stem.removesuffix("_observations") for path in (project / "seeds" / "observations").glob("*.csv"))
        failures = published_problems(fresh, scratch / "expectations.html", families)
        if failures:
            raise BuildFailed("\n".join(failures))
        say("publishing")
        if published.exists():
            previous = warehouse / "previous" / "claimhouse.duckdb"
            previous.parent.mkdir(exist_ok=True)
            previous.unlink(missing_ok=True)
            os.link(published, previous)
        (scratch / "manifest.json").write_text(json.dumps({"fingerprint": current, "observations": observations}, indent=2) + "\n")
        os.replace(scratch / "expectations.html", warehouse / "expectations.html")
        os.replace(fresh, published)
        os.replace(scratch / "manifest.json", manifest)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return f"published {published.relative_to(project)}: {observations} observations"


def run_dbt(project: Path, database: Path, scratch: Path) -> None:
    """`dbt build` into `database` in this process, with its handles closed afterwards."""
    import warnings

    warnings.filterwarnings("ignore", category=RuntimeWarning)
    os.environ["CLAIMHOUSE_DB"] = str(database)
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    result = dbtRunner().invoke([
        "--quiet", "--log-level-file", "none", "--no-version-check", "build", "--project-dir", str(project),
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
