"""Times a full build against raw DuckDB running the same compiled SQL. Run by `make bench`."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from claimhouse.build import run_dbt

ROOT = Path(__file__).resolve().parents[2]


def timed(*command: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "claimhouse.cli", *command], check=True, capture_output=True)
    return time.perf_counter() - start


def raw_seconds() -> float:
    """Seconds for DuckDB alone: load the seeds as text and run every compiled model in order."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        run_dbt(ROOT, scratch / "claimhouse.duckdb", scratch)
        results = json.loads((scratch / "target" / "run_results.json").read_text())["results"]
        statements = [(result["unique_id"].split(".")[-1], result["relation_name"], result["compiled_code"])
                      for result in results if result["unique_id"].startswith("model.")]
        (scratch / "raw").mkdir()
        start = time.perf_counter()
        with duckdb.connect(str(scratch / "raw" / "claimhouse.duckdb")) as connection:
            for schema in ("seeds", "staging", "core", "marts"):
                connection.execute(f"create schema {schema}")
            for seed in sorted((ROOT / "seeds").rglob("*.csv")):
                connection.execute(f"create table seeds.{seed.stem} as select * from read_csv('{seed}', all_varchar = true)")
            for _, relation, code in statements:
                kind = "view" if ".\"staging\"." in relation else "table"
                connection.execute(f"create {kind} {relation} as {code}")
        return time.perf_counter() - start


def main() -> None:
    check, full, unchanged = timed("check"), timed("build", "--force"), timed("build")
    raw = raw_seconds()
    print(f"check {check:.2f} s, build {full:.2f} s, unchanged build {unchanged:.2f} s")
    print(f"raw DuckDB {raw:.2f} s, build is {full / raw:.0f} times that")


if __name__ == "__main__":
    main()
