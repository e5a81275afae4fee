"""Processor seconds of each statement of a build with many reports, and which operators of DuckDB the dearest spend their time in.

    python quality/steps.py FOLDER [--most OBSERVATIONS] [--dearest 10]

FOLDER is one for `claimhouse build --bulk`. Its last batch of at most so many observations goes through the plan in memory, as in a build,
with one thread. To compare two states of the project, run both in turn: other work on the machine costs every statement time.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import Counter
from pathlib import Path

import duckdb

from claimhouse.loading import plan
from claimhouse.loading.batch_steps import bulk_variable, in_memory
from claimhouse.loading.batches import BATCH, batches_of, built
from claimhouse.loading.folders import all_tables, bulk_tables
from claimhouse.publish import contents

ROOT = Path(__file__).resolve().parents[1]
TOLD = ("Conditions", "Groups", "Table", "Join Type", "CTE Name", "Filters")  # of an operator


def operators(profile: dict) -> list[tuple[float, int, str]]:
    """Seconds, rows and name of each operator of a statement, the dearest first: `profile` is what DuckDB writes as JSON."""
    told = {name: text for name, text in profile.get("extra_info", {}).items() if name in TOLD}
    name = f"{profile.get('operator_name', '')} {told or ''}".replace("\n", " ")[:150]
    found = [(profile.get("operator_timing", 0), profile.get("operator_cardinality", 0), name)]
    return sorted(found + [operator for child in profile.get("children", []) for operator in operators(child)], reverse=True)


def measured(reports: Path, most: int) -> tuple[Counter, dict[str, dict]]:
    """Processor seconds of each step of the last batch, and the profile of each table that it makes."""
    tables = all_tables([bulk_tables(reports, ROOT)])
    steps = in_memory(plan.load_plan(ROOT, bulk_variable(ROOT, tables)))
    over = {step["relation"] for step in steps if step["over_reports"] == "all"}
    steps = [step for step in steps if step["relation"] not in over and not over.intersection(step["reads"])]
    costs, profiles, run, since = Counter(), {}, plan.run_step, [("", 0.0)]

    def say(step: str) -> None:
        costs[since[-1][0]] += time.thread_time() - since[-1][1]
        since.append((step, time.thread_time()))

    def profiled(connection: duckdb.DuckDBPyConnection, project: Path, step: dict) -> list[str]:
        if step["kind"] != "table":
            return run(connection, project, step)
        connection.execute(f"pragma enable_profiling = 'json'; pragma profiling_output = '{folder}/profile.json'")
        found = run(connection, project, step)
        connection.execute("pragma disable_profiling")
        profiles[f"building {step['schema']}.{step['name']}"] = json.loads(Path(folder, "profile.json").read_text(encoding="utf-8"))
        return found

    with tempfile.TemporaryDirectory() as folder:
        plan.run_step = profiled
        try:
            with built(ROOT, Path(folder), steps, tables, batches_of(tables, most)[-1], say) as connection:
                say("hashing the marts")
                contents(connection)
                say("")
        finally:
            plan.run_step = run
    del costs[""]
    return costs, profiles


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--most", type=int, default=BATCH)
    parser.add_argument("--dearest", type=int, default=10)
    given = parser.parse_args()
    costs, profiles = measured(given.folder, given.most)
    print(f"{sum(costs.values()):.2f} processor s in {len(costs)} steps")
    for step, seconds in costs.most_common():
        print(f"{seconds:8.3f} {step}")
    for step in [step for step, _ in costs.most_common() if step in profiles][: given.dearest]:
        print(f"\n{step}: wall s, rows and name of the dearest operators")
        for seconds, rows, name in operators(profiles[step])[:8]:
            print(f"{seconds:8.3f} {rows:>9} {name}")


if __name__ == "__main__":
    main()
