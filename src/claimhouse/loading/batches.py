"""Builds the warehouse of many reports: batch by batch, and the reports of new files alone where the old ones stay as they are.

Every table holds rows of one report each, or says so (`over_reports` in its meta). So a batch of reports goes through the plan
beside the seeds in memory, with every data test, and the rows of its reports are appended to the file. The file keeps the marts
and what their views read. Until it is whole it also says which batches it holds, so that a build that was killed goes on after them.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from claimhouse.engine import BuildFailed, literal, open_duckdb
from claimhouse.loading.batch_file import (
    FURTHER,
    NO_CHECKPOINT,
    OF_SEEDS,
    WRITTEN,
    append,
    begin,
    is_local,
    opened,
    replace_seeds,
    written_batches,
)
from claimhouse.loading.batch_steps import (
    CHECKS_OF_SEEDS,
    further_steps,
    in_memory,
    kept_steps,
    reading_further,
    with_checks_of_seeds,
    with_shared_tables,
)
from claimhouse.loading.folders import bulk_columns, bulk_name
from claimhouse.loading.over import TOUCHED, build_over, grow_over, note_pairs, transaction, with_relations
from claimhouse.loading.plan import MEMORY, Held, Say, run_plan, run_steps, schemas
from claimhouse.publish import combined, contents, to_disk
from claimhouse.readers import counted, reading
from claimhouse.seeds import registers

WORKERS = max(1, min(os.cpu_count(), MEMORY // 3072))
# Observations, of 4.6 KiB of memory each, so that a batch fills half of what it may take and nothing goes to disk. They are so many that
# seeds and the planning of 180 statements cost little beside them.
BATCH = min(1_000_000, MEMORY // WORKERS * 110)
# So few take less time than planning the statements of another batch: they are built in one pass with the seeds.
FEW = 20_000


def new_tables(
    project: Path, database: Path, manifest: dict, found: dict[str, str], tables: dict[str, list[str]]
) -> dict[str, list[str]] | None:
    """The files of further reports that the published build does not hold, or None where it must be built anew: where it holds no further
    reports, anything that all reports share or a file that it holds has changed, or a new file has rows of a report that it holds."""
    own_registers = registers(project)
    own = tuple(f"seeds/reference/{table}.csv" for table in bulk_columns(project) if table not in own_registers)
    shared = {name for name in manifest["inputs"].keys() | found.keys() if not name.startswith(("bulk/", "seeds/observations/", *own))}
    held = {name for name in manifest["inputs"] if name.startswith("bulk/")}
    if not held or "seeds" not in manifest or any(manifest["inputs"].get(name) != found.get(name) for name in shared | held):
        return None
    # a text that came later to a report looks up what was published without it
    texts = [name for name in found.keys() - held if name.startswith("bulk/source/")]
    if any(text.split("/")[2] == name.split("/")[2] for text in texts for name in held):
        return None
    # the models of a build in which a report has a register of its own are others
    if own_registers.keys().isdisjoint(tables) == any(name.split("/")[1] in own_registers for name in held):
        return None
    new = {table: [file for file in files if bulk_name(table, file, project) not in held] for table, files in tables.items()}
    new = {table: files for table, files in new.items() if files}
    if not new:
        return new
    if not {"observations", "reports"} <= new.keys():
        return None
    with open_duckdb() as connection:
        connection.execute(f"attach {literal(str(database))} as published (read_only)")
        known = " union all ".join(
            f"select report_id from {reading(files, ['report_id'])}" for table, files in new.items() if table != "declared_terms"
        )
        again = f"select 1 from ({known}) where report_id in (select report_id from published.{FURTHER}.reports) limit 1"
        return None if connection.execute(again).fetchone() else new


def batches_of(tables: dict[str, list[str]], most: int) -> list[list[str]]:
    """First and last report of each batch. Batches are as large as each other, so that all workers end together, and hold `most`
    observations at most but for a part of a report; few observations are one batch. Raises BuildFailed where rows have no report."""
    with open_duckdb() as connection:
        connection.execute(f"create table reports as select report_id from {reading(tables['reports'], ['report_id'])}")
        double = connection.execute("select report_id from reports group by report_id having count(*) > 1 or report_id is null").fetchall()
        if double:
            raise BuildFailed(f"{tables['reports'][0]}: report_id: {double[0][0]!r}: expected one row per report")
        for table, files in tables.items():
            if table == "declared_terms":
                continue
            rows = f"select distinct report_id, filename from {reading(files, ['report_id'])}"
            lost = connection.execute(f"{rows} where report_id not in (from reports)").fetchmany(1)
            if lost:
                raise BuildFailed(f"{lost[0][1]}: report_id: {lost[0][0]!r}: expected a report of the table reports")
        sizes = connection.execute(f"""
            select report_id, count(observation_id) from reports
            left join {reading(tables["observations"], ["report_id", "observation_id"])} using (report_id)
            group by report_id order by report_id""").fetchall()
    total, done = sum(rows for _, rows in sizes), 0
    count = WORKERS * -(-total // (most * WORKERS)) if total > min(FEW, most) else 1
    batches: dict[int, list[str]] = {}
    for report, rows in sizes:
        batches.setdefault(done * count // max(total, 1), [report, report])[1] = report
        done += rows
    return list(batches.values())


def run_batches(
    project: Path,
    database: Path,
    steps: list[dict],
    tables: dict[str, list[str]],
    say: Say,
    published: tuple[Path, dict] | None = None,
    made_of: dict[str, str] | None = None,
    held: Held | None = None,
) -> dict:
    """Builds the new file `database` of the seeds and of the further reports in `tables`, which are added to those of the file and manifest
    `published` where they are given. Returns what the manifest tells of the contents, also of those that the seeds alone give.

    Few further reports and the seeds are one pass, in which what stays of `held` does not run. Otherwise batches are built side by side,
    each by one thread, and written in their order. What comes of the seeds is in each of them and taken from the first one; where the file
    grows, from one of the seeds alone. Where the file is there, unfinished and `made_of` the same inputs, the batches that it holds are not
    built again.
    """
    if not published and sum(map(counted, tables["observations"])) <= FEW:
        return run_few(project, database, steps, tables, say, held)
    parts = [None, *(batches_of(tables, BATCH) if tables else [])]
    mark = hashlib.sha256(json.dumps([made_of, parts, published and published[1]], sort_keys=True).encode()).hexdigest()
    run = Batches(project, database, steps, tables, say, parts, mark, published, seeds_changed(published, made_of))
    try:
        further, seeds = run.all(), run.seeds
        total = combined(combined(published[1], published[1]["seeds"], -1), seeds) if published else seeds
        for found in further:
            total = combined(total, combined(found, seeds, -1))
        found, observations = run.finished(total["checks"])
    except duckdb.Error as error:
        raise BuildFailed(f"{database.name}: {error}") from error
    finally:
        shutil.rmtree(run.spill, ignore_errors=True)
    return {"observations": observations, "marts": total["marts"] | found["marts"], "checks": total["checks"], "seeds": seeds}


def seeds_changed(published: tuple[Path, dict] | None, made_of: dict[str, str] | None) -> bool:
    """Whether any seed is another than that of the published file, or may be."""
    before = published[1].get("inputs", {}) if published else {}
    names = before.keys() | (made_of or {}).keys()
    return not made_of or any(before.get(name) != made_of.get(name) for name in names if name.startswith("seeds/"))


@dataclass
class Batches:
    """One build of the file `database`: `parts` are the first and the last report of each batch; the first of them, None, is the seeds
    alone, a batch where the file grows. `mark` says what an unfinished file is made of."""

    project: Path
    database: Path
    steps: list[dict]
    tables: dict[str, list[str]]
    say: Say
    parts: list[list[str] | None]
    mark: str
    published: tuple[Path, dict] | None
    seeds_changed: bool
    ended: int = 0

    def __post_init__(self) -> None:
        self.kept, self.spill = kept_steps(self.steps), self.database.with_name("spill")
        over = {step["relation"] for step in self.steps if step["over_reports"] == "all"}
        of_reports = [step for step in self.steps if step["relation"] not in over and not over.intersection(step["reads"])]
        self.of_reports, self.with_seeds = in_memory(of_reports, self.kept), with_checks_of_seeds(of_reports, self.kept)
        self.written = written_batches(self.database, self.mark)
        self.seeds = self.written.get(0)  # what comes of the seeds
        self.started, self.turns = time.monotonic(), []

    def all(self) -> list[dict]:
        """What each batch of further reports gave, in their order. Whatever stops one stops those after it."""
        with ThreadPoolExecutor(WORKERS) as pool:
            self.turns += [pool.submit(self.run, number) for number in range(len(self.parts))]
            try:
                return [turn.result() for turn in self.turns][1:]
            finally:
                pool.shutdown(cancel_futures=True)

    def run(self, number: int) -> dict:
        if number in self.written:
            return self.written[number]
        if number == 0:
            return self.begin_grown() if self.published else {}
        found = self.of_batch(number)
        self.ended += 1
        return found

    def begin_grown(self) -> dict:
        """Begins the file with the published one, in which only changed seeds are built anew."""
        self.copy_published()
        if not self.seeds_changed:
            self.seeds = self.published[1]["seeds"]
            begin(self.database, self.row(0, self.seeds))
            return self.seeds
        with opened(self.database) as grown:
            grown.execute(NO_CHECKPOINT)
            note_pairs(grown)
        with built(self.project, self.spill, self.with_seeds, self.tables, None, self.say) as connection:
            connection.execute(NO_CHECKPOINT)
            self.write_seeds(connection, self.say)
            self.say("clearing the memory")
        return self.seeds

    def write_seeds(self, connection: duckdb.DuckDBPyConnection, say: Say) -> None:
        """Writes what comes of the seeds, beside which the connection may hold further reports."""
        say("hashing the marts")
        self.seeds = contents(connection, {}, {step["name"] for step in self.kept if is_local(step)}, OF_SEEDS, CHECKS_OF_SEEDS)
        say("writing the tables")
        replace_seeds(connection, self.database, self.kept, self.row(0, self.seeds), grown=self.published is not None)

    def copy_published(self) -> None:
        self.say("copying the published reports")
        shutil.copyfile(self.published[0], self.database)
        threading.Thread(target=to_disk, args=(self.database,), daemon=True).start()  # beside what is computed, not at the end

    def of_batch(self, number: int) -> dict:
        """Builds a batch of further reports and appends its rows when the batches before it are written."""

        def say(step: str) -> None:
            self.say(f"{step}, batch {number} of {len(self.parts) - 1}{self.time_left()}")

        begins = number == 1 and self.seeds is None and not self.published
        steps = self.with_seeds if begins else self.of_reports
        with built(self.project, self.spill, steps, self.tables, self.parts[number], say) as connection:
            say("hashing the marts")
            found = contents(connection)
            if self.published:
                connection.execute(NO_CHECKPOINT)
            self.turns[number - 1].result()
            if begins:
                self.write_seeds(connection, say)
            say("writing the tables")
            append(connection, self.project, self.database, self.kept, self.row(number, found))
            say("clearing the memory")
        return found

    def row(self, number: int, found: dict) -> tuple[int, str, str]:
        """What the unfinished file says of a batch."""
        return number, self.mark, json.dumps(found)

    def time_left(self) -> str:
        if not self.ended:
            return ""
        seconds = (time.monotonic() - self.started) / self.ended * sum(not turn.done() for turn in self.turns)
        return f", about {-(-seconds // 60):.0f} min left" if seconds > 60 else ""

    def finished(self, checks: dict) -> tuple[dict, int]:
        """Builds what belongs to no single report. Returns what these tables hold, and the number of observations."""
        with opened(self.database, memory_limit=f"{MEMORY}MiB", temp_directory=str(self.spill)) as connection:
            new = "select null where false"
            if self.tables:
                new = f"select report_id from {reading(self.tables['reports'], ['report_id'])}"
            if self.seeds_changed:
                new += " union all select report_id from seeds.reports"
            finish(connection, self.project, self.steps, self.kept, checks, new if self.published else None, self.say)
            self.say("writing the tables")
            connection.execute("checkpoint")
            found = contents(connection, only={step["name"] for step in self.kept if step["over_reports"]})
            return found, connection.execute("select count(*) from core.fct_observation").fetchone()[0]


def run_few(project: Path, database: Path, steps: list[dict], tables: dict[str, list[str]], say: Say, held: Held | None) -> dict:
    """Builds the new file of the seeds and of all reports in one pass, also what belongs to no single report; of what is `held`, only what
    has changed. Returns what the manifest tells."""
    own = [step | {"kind": "table"} for step in further_steps(project, tables, "true")]

    def look(connection: duckdb.DuckDBPyConnection, known: dict) -> dict:
        say("hashing the marts")
        observations = connection.execute("select count(*) from core.fct_observation").fetchone()[0]
        return {"observations": observations} | contents(connection, known)

    return run_plan(project, database, own + [reading_further(step) for step in with_shared_tables(steps)], say, held, look)


@contextmanager
def built(
    project: Path,
    spill: Path,
    steps: list[dict],
    tables: dict[str, list[str]],
    reports: list[str] | None,
    say: Say,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The plan over the seeds and the reports from the first to the last of `reports`, in memory under the name of the published file."""
    with open_duckdb(config={"memory_limit": f"{MEMORY // WORKERS}MiB", "threads": 1, "temp_directory": str(spill)}) as connection:
        connection.execute("attach ':memory:' as claimhouse; use claimhouse")
        chosen = f"report_id between {literal(reports[0])} and {literal(reports[1])}" if reports else ""
        steps = [*further_steps(project, tables, chosen), *steps]
        for schema in schemas(steps):
            connection.execute(f"create schema {schema}")
        run_steps(connection, project, steps, say)
        yield connection


def finish(
    connection: duckdb.DuckDBPyConnection,
    project: Path,
    steps: list[dict],
    kept: list[dict],
    checks: dict,
    new_reports: str | None,
    say: Say,
) -> None:
    """Builds what belongs to no single report, over all of them: views, marts and the tests that read those. `new_reports` is a query, by
    which a published file has grown. What was done before a kill is done again."""
    over = [step for step in kept if step["over_reports"] == "all"]
    replaced: dict[str, str] = {}
    if new_reports is None:
        build_over(connection, project, [step for step in kept if step["kind"] == "view" or step["over_reports"] == "all"], say)
    else:
        replaced = grow_over(connection, project, over, new_reports, say)
    with transaction(connection):
        for step in kept:
            if step["kind"] != "view" and step["over_reports"] != "all":
                for comment in step["comments"]:
                    connection.execute(comment)
        counts = ", ".join(f"({literal(name)}, {check['rows_checked']}, {check['rows_failed']})" for name, check in checks.items())
        connection.execute(
            "update marts.checks set rows_checked = total.checked, rows_failed = total.failed"
            f" from (values {counts}) as total (check_id, checked, failed) where checks.check_id = total.check_id"
        )
        connection.execute(f"drop table if exists {WRITTEN}; drop table if exists {TOUCHED}")
    read = {step["relation"] for step in kept if step["over_reports"]}
    tests = [step for step in steps if step["kind"] == "test" and read.intersection(step["reads"])]
    run_steps(connection, project, [step | {"sql": with_relations(step["sql"], replaced)} for step in tests], say)
