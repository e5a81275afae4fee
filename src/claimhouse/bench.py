"""Times a full build against raw DuckDB running the same compiled SQL. Run by `make bench`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from claimhouse.plan import load_plan, run_plan

ROOT = Path(__file__).resolve().parents[2]


def timed(*command: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "claimhouse.cli", *command], check=True, capture_output=True)
    return time.perf_counter() - start


def raw_seconds() -> float:
    """Seconds for DuckDB alone: the seeds, every compiled model and every data test."""
    steps = load_plan(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        run_plan(ROOT, Path(folder) / "claimhouse.duckdb", steps)
        return time.perf_counter() - start


def main() -> None:
    check, full, unchanged = timed("check"), timed("build", "--force"), timed("build")
    raw = raw_seconds()
    print(f"check {check:.2f} s, build {full:.2f} s, unchanged build {unchanged:.2f} s")
    print(f"raw DuckDB {raw:.2f} s, build is {full / raw:.0f} times that")


if __name__ == "__main__":
    main()
