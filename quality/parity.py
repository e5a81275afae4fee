"""Builds everything on Apache Spark and compares each table with DuckDB's, row for row, and type for type where a contract
declares types.

`make parity` runs it on Spark inside the process (local) and then on a standalone master with two workers on
loopback. dbt's data tests run there too, but a wrong value passes them: under dbt-spark a cast that fails is NULL.

    python quality/parity.py [local] [cluster] [--bulk FOLDER]

FOLDER holds Parquet files of further reports, as for `claimhouse build --bulk`: `FOLDER/observations/*.parquet` and so on. Both engines
read them in place, and the seconds of each are said. With CLAIMHOUSE_SPARK_MANY=yes Spark has its settings for many rows.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from claimhouse.loading.plan import load_plan, run_plan

ROOT = Path(__file__).resolve().parents[1]
WORKERS = 2
MEMORY = 4  # GiB of a worker
FINGERPRINTS = {"mark"}  # columns of numbers that each engine makes by its own hash


def further_files(reports: Path | None) -> dict[str, str]:
    """The variable `bulk` of dbt: a pattern of the Parquet files of each table of further reports."""
    return {folder.name: f"{folder}/*.parquet" for folder in sorted(reports.iterdir())} if reports else {}


def build_on_spark(master: str, folder: Path, bulk: dict[str, str]) -> list[str]:
    """`dbt build` with all data tests; the tables are left as Parquet below folder/warehouse. Returns the end of what dbt says where it
    fails."""
    environment = os.environ | {"CLAIMHOUSE_SPARK_MASTER": master, "CLAIMHOUSE_SPARK_DIR": str(folder / "warehouse"), "DO_NOT_TRACK": "1"}
    command = [
        Path(sys.executable).with_name("dbt"),
        "--log-path",
        folder,
        "--no-use-colors",
        "build",
        "--exclude-resource-type",  # dbt writes the lists of their rows in the form of DuckDB
        "unit_test",
        "--target",
        "spark",
        "--target-path",
        folder / "target",
        "--vars",
        json.dumps({"bulk": bulk}),
    ]
    with (folder / "dbt.txt").open("w+", encoding="utf-8") as log:
        code = subprocess.run(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT).returncode
        log.seek(0)
        return ["dbt build on Spark failed:", *log.read().splitlines()[-100:]] if code else []


def columns(connection: duckdb.DuckDBPyConnection, source: str) -> list[tuple[str, str]]:
    """Names and types of a table or query."""
    return [column[:2] for column in connection.execute(f"describe {source}").fetchall()]


def differences(connection: duckdb.DuckDBPyConnection, name: str, files: Path, has_contract: bool) -> Iterator[str]:
    """What differs between a table of DuckDB and the Parquet files that Spark wrote of it; types count where a contract declares them.
    Spark writes no file of a seed without rows."""
    written = f"from '{files}/*.parquet'" if any(file.suffix == ".parquet" for file in files.iterdir()) else f"from {name} limit 0"
    ours, theirs = columns(connection, name), columns(connection, written)
    if has_contract and ours != theirs:
        yield f"{name}: columns on DuckDB {sorted(set(ours) - set(theirs))}, on Spark {sorted(set(theirs) - set(ours))}"
    ours = [column for column in ours if column[0] not in FINGERPRINTS]
    names, cast = ", ".join(name for name, _ in ours), ", ".join(f"try_cast({column} as {kind}) as {column}" for column, kind in ours)
    one, other = f"select {names} from {name}", f"select {cast} from ({written})"
    for engine, rows in (("DuckDB", f"{one} except all {other}"), ("Spark", f"{other} except all {one}")):
        found = connection.execute(rows).fetchall()
        yield from (f"{name}: only on {engine}: {row}" for row in found[:3])
        if found[3:]:
            yield f"{name}: only on {engine}: {len(found) - 3} rows more"


def compare(master: str, folder: Path, reports: Path | None) -> int:
    """Builds on both engines; prints what differs and returns the exit status."""
    bulk, rows = further_files(reports), 0
    steps = load_plan(ROOT, bulk)
    started, processor = time.monotonic(), time.process_time()
    run_plan(ROOT, folder / "claimhouse.duckdb", steps)
    on_duckdb, started = (time.monotonic() - started, time.process_time() - processor), time.monotonic()
    found = build_on_spark(master, folder, bulk)
    on_spark = time.monotonic() - started
    tables = [step for step in steps if step["kind"] in ("seed", "table")]
    with duckdb.connect(str(folder / "claimhouse.duckdb")) as connection:
        for table in tables:
            name = f"{table['schema']}.{table['name']}"
            files = folder / "warehouse" / f"{table['schema']}.db" / table["name"]
            if not files.is_dir():
                found.append(f"{name}: not built on Spark")
                continue
            found += differences(connection, name, files, has_contract=table["columns"] is not None)
            rows += connection.execute(f"select count(*) from {name}").fetchone()[0]
    print("\n".join(found) or f"{master.split(':')[0]}: {len(tables)} tables with {rows:,} rows are equal on DuckDB and Spark", flush=True)
    print(f"on DuckDB {on_duckdb[0]:.0f} s, {on_duckdb[1]:.0f} processor s; on Spark {on_spark:.0f} s", flush=True)
    return 1 if found else 0


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """A standalone master and workers of one core each on loopback; afterwards each must have run an executor."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        master = f"spark://127.0.0.1:{free.getsockname()[1]}"
    daemons = [spark_daemon("master.Master", "--host", "127.0.0.1", "--port", master.rpartition(":")[2], "--webui-port", "0")]
    places = [folder / f"worker{number}" for number in range(WORKERS)]
    for place in places:
        limits = ("--cores", "1", "--memory", f"{MEMORY}g")
        daemons.append(spark_daemon("worker.Worker", "--host", "127.0.0.1", *limits, "--webui-port", "0", "--work-dir", place, master))
    try:
        yield master
    finally:
        for daemon in reversed(daemons):
            daemon.terminate()
            daemon.wait()
    if idle := [place.name for place in places if not list(place.glob("app-*/*"))]:
        sys.exit(f"expected an executor on every worker, found none on {', '.join(idle)}")


def spark_daemon(name: str, *arguments: str | Path) -> subprocess.Popen:
    import pyspark

    command = [Path(pyspark.__file__).parent / "bin" / "spark-class", f"org.apache.spark.deploy.{name}", *arguments]
    return subprocess.Popen(command, env=os.environ | {"SPARK_DAEMON_MEMORY": "256m"}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main() -> int:
    if not shutil.which("java"):
        sys.exit("expected Java 17 for Spark (Debian: openjdk-17-jre-headless)")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", choices=["local", "cluster"], help="both where none is named")
    parser.add_argument("--bulk", type=Path)
    given, failed = parser.parse_args(), 0
    for kind in given.kinds or ["local", "cluster"]:
        before = os.times()
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            if kind == "local":
                failed |= compare("local[2]", folder, given.bulk)
            else:
                with cluster(folder) as master:
                    failed |= compare(master, folder, given.bulk)
        spent = os.times()
        seconds = spent.children_user + spent.children_system - before.children_user - before.children_system
        print(f"{kind}: {seconds:.0f} processor s of Spark, dbt and its workers", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
