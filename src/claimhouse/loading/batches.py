"""Builds the warehouse of many reports: batch by batch, and the reports of new files alone where the old ones stay as they are.

Every table holds rows of one report each, or says so (`over_reports` in its meta). So a batch of reports goes through the plan
beside the seeds in memory, with every data test, and the rows of its reports are appended to the file. The file keeps the marts
and what their views read. Until it is whole it also says which batches it holds, so that a build that was killed goes on after them.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import re
import shutil
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import duckdb

from claimhouse.engine import BuildFailed, literal, open_duckdb
from claimhouse.loading.folders import bulk_columns, bulk_name
from claimhouse.loading.over import TOUCHED, build_over, grow_over, note_pairs, transaction, with_relations
from claimhouse.loading.plan import MEMORY, Held, Say, read_by, remove, run_plan, run_steps, schemas
from claimhouse.publish import combined, contents, to_disk
from claimhouse.readers import counted, reading
from claimhouse.seeds import registers

WORKERS = max(1, min(os.cpu_count(), MEMORY // 3072))
# Observations, of 4.6 KiB of memory each, so that a batch fills half of what it may take and nothing goes to disk. They are so many that
# seeds and the planning of 180 statements cost little beside them.
BATCH = min(1_000_000, MEMORY // WORKERS * 110)
# So few take less time than planning the statements of another batch: they are built in one pass with the seeds.
FEW = 20_000
# DuckDB 1.3 has one method for texts that writes as few bytes as these two in four fifths of the time. Each batch writes the last row
# group of every table anew: a third of the usual size saves a third of the writing.
STORAGE, OLDER = "storage_version 'v1.3.0', row_group_size 40960", "fsst,dictionary"
# A row group is written as soon as it is full: DuckDB holds five of each table otherwise, and takes 7 % more time to write them.
AT_ONCE = "set write_buffer_row_group_count = 1"
# While the copy of a published file is on its way to the disk a checkpoint would wait for all of it; what is committed stands in the log.
NO_CHECKPOINT = "pragma disable_checkpoint_on_shutdown"
FURTHER = "further"  # schema of the tables of further reports
NAMED_FURTHER = re.compile(rf"\bclaimhouse\.{FURTHER}\.(\w+)")
OF_SEEDS = "report_id in (select report_id from claimhouse.seeds.reports)"
CHECKS, CHECKS_OF_SEEDS = '"claimhouse"."marts"."checks"', '"claimhouse"."seeds"."checks_of_seeds"'
WRITTEN = f"{FURTHER}.written_batches"  # of an unfinished file: what each batch gave, and what it is made of


def bulk_variable(project: Path, tables: Iterable[str] = ()) -> dict[str, str]:
    """The variable `bulk` of dbt, by which the models read the tables of a batch: registers only where `tables` names one, so that reports
    without rows of their own in a register cost nothing."""
    own = registers(project)
    left_out = own if own.keys().isdisjoint(tables) else ()
    return {table: f"claimhouse.{FURTHER}.{table}" for table in bulk_columns(project) if table not in left_out}


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


def kept_steps(steps: list[dict]) -> list[dict]:
    """Seeds, marts, what belongs to no single report, and what the views among them and the marts over all reports read."""
    return read_by(
        steps,
        lambda step: step["schema"] in ("seeds", "marts") or step["over_reports"],
        lambda step: step["kind"] == "view" or step["over_reports"] == "all",
    )


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
    batches = [None, *(batches_of(tables, BATCH) if tables else [])]
    kept, spill = kept_steps(steps), database.with_name("spill")
    over = {step["relation"] for step in steps if step["over_reports"] == "all"}
    of_reports = [step for step in steps if step["relation"] not in over and not over.intersection(step["reads"])]
    of_first, of_reports = with_checks_of_seeds(of_reports, kept), in_memory(of_reports, kept)
    first = 0 if published else 1  # the batch that gives the seeds
    before = published[1].get("inputs", {}) if published else {}
    seeds_changed = not made_of or any(
        before.get(name) != made_of.get(name) for name in before.keys() | made_of.keys() if name.startswith("seeds/")
    )
    mark = hashlib.sha256(json.dumps([made_of, batches, published and published[1]], sort_keys=True).encode()).hexdigest()
    written = written_batches(database, mark)
    turns: list[Future] = []
    started, ended = time.monotonic(), []

    def run(number: int) -> dict:
        def told(step: str) -> None:
            say(f"{step}, batch {number} of {len(batches) - 1}{time_left()}" if number else step)

        def time_left() -> str:
            seconds = (time.monotonic() - started) / max(len(ended), 1) * (len(batches) - len(written) - len(ended))
            return f", about {-(-seconds // 60):.0f} min left" if ended and seconds > 60 else ""

        if number in written:
            return written[number]
        if published and not number:
            told("copying the published reports")
            shutil.copyfile(published[0], database)
            threading.Thread(target=to_disk, args=(database,), daemon=True).start()  # beside what is computed, not at the end
            if not seeds_changed:
                written[0] = published[1]["seeds"]
                begin(database, (number, mark, json.dumps(written[0])))
                return written[0]
            with opened(database) as grown:
                grown.execute(NO_CHECKPOINT)
                note_pairs(grown)
        with built(project, spill, of_first if number == first else of_reports, tables, batches[number], told) as connection:
            told("hashing the marts")
            found = contents(connection)
            if published:
                connection.execute(NO_CHECKPOINT)
            if number == first and 0 not in written:
                written[0] = contents_of_seeds(connection, kept)
                told("writing the tables")
                replace_seeds(connection, database, kept, (0, mark, json.dumps(written[0])), grown=published is not None)
            if number > first:
                turns[number - first - 1].result()  # whatever stopped an earlier batch stops this one
            if number:
                told("writing the tables")
                append(connection, project, database, kept, (number, mark, json.dumps(found)))
            told("clearing the memory")
        if number:
            ended.append(number)
        return found

    try:
        with ThreadPoolExecutor(WORKERS) as pool:
            turns += [pool.submit(run, number) for number in range(first, len(batches))]
            try:
                further = [turn.result() for turn in turns][1 - first :]
            finally:
                pool.shutdown(cancel_futures=True)
        seeds = written[0]
        total = combined(combined(published[1], published[1]["seeds"], -1), seeds) if published else seeds
        for found in further:
            total = combined(total, combined(found, seeds, -1))
        with opened(database, memory_limit=f"{MEMORY}MiB", temp_directory=str(spill)) as connection:
            new = f"select report_id from {reading(tables['reports'], ['report_id'])}" if tables else "select null where false"
            new += " union all select report_id from seeds.reports" if seeds_changed else ""
            finish(connection, project, steps, kept, total["checks"], new if published else None, say)
            say("writing the tables")
            connection.execute("checkpoint")
            found = contents(connection, {step["name"] for step in kept if step["over_reports"]})
            observations = connection.execute("select count(*) from core.fct_observation").fetchone()[0]
    except duckdb.Error as error:
        raise BuildFailed(f"{database.name}: {error}") from error
    finally:
        shutil.rmtree(spill, ignore_errors=True)
    return {"observations": observations, "marts": total["marts"] | found["marts"], "checks": total["checks"], "seeds": seeds}


def run_few(project: Path, database: Path, steps: list[dict], tables: dict[str, list[str]], say: Say, held: Held | None) -> dict:
    """Builds the new file of the seeds and of all reports in one pass, also what belongs to no single report; of what is `held`, only what
    has changed. Returns what the manifest tells."""
    own = [step | {"kind": "table"} for step in further_steps(project, tables, "true")]
    marks = run_plan(project, database, own + [reading_further(step) for step in with_shared_tables(steps)], say, held)
    say("hashing the marts")
    with open_duckdb(str(database), read_only=True) as connection:
        observations = connection.execute("select count(*) from core.fct_observation").fetchone()[0]
        return {"observations": observations, "marks": marks} | contents(connection)


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


def further_steps(project: Path, tables: dict[str, list[str]], chosen: str) -> list[dict]:
    """A step for each table of further reports: its rows for which the condition `chosen` holds, no rows without one. Parquet is read in
    place, as often as the models read it; text is read once."""
    columns, steps = bulk_columns(project), []
    for table in sorted(columns, key=lambda table: table == "declared_terms"):
        files, reads = tables.get(table, []) if chosen else [], []
        in_place = files and all(file.endswith(".parquet") for file in files)
        sql = "select " + ", ".join(f'cast(null as varchar) as "{column}"' for column in columns[table]) + " where false"
        if files:
            if table == "declared_terms":
                chosen, reads = f"relation_id in (select relation_id from {FURTHER}.declared_relations)", [further("declared_relations")]
            sql = f"select * exclude (filename) from {reading(files, columns[table])} where {chosen}"
        steps.append(
            {
                "kind": "view" if in_place and table not in registers(project) else "table",
                "name": table,
                "path": files[0] if files else table,
                "relation": further(table),
                "schema": FURTHER,
                "reads": reads,
                "files": files,
                "sql": sql,
                "columns": None,
                "comments": [],
            }
        )
    return steps


def further(table: str) -> str:
    return f'"claimhouse"."{FURTHER}"."{table}"'


def reading_further(step: dict) -> dict:
    """A step that also says which tables of further reports it reads: to dbt these are no models."""
    named = {further(table) for table in NAMED_FURTHER.findall(step["sql"])} if f".{FURTHER}." in (step["sql"] or "") else ()
    return step | {"reads": step["reads"] + sorted(named)}


def with_shared_tables(steps: list[dict], staging_alone: bool = False) -> list[dict]:
    """The steps with tables in the place of views that several models read, or of those of staging alone: to plan a view once more takes
    longer than to hold few rows, such as those of a register. A table that gives what was there also ends what has to run again."""
    readers = Counter(relation for step in steps if step["kind"] != "test" for relation in step["reads"])
    return [
        step | {"kind": "table", "comments": [comment.replace("comment on view", "comment on table", 1) for comment in step["comments"]]}
        if step["kind"] == "view" and readers[step["relation"]] > 1 and (step["schema"] == "staging" or not staging_alone)
        else step
        for step in steps
    ]


def in_memory(steps: list[dict], kept: list[dict] | None = None) -> list[dict]:
    """The steps without comments, which are for the file. Tests run as soon as what they read is there, and a table goes with the last step
    that reads it unless it is one of `kept`: those of `kept_steps` where none are given."""
    kept = kept_steps(steps) if kept is None else kept
    steps = [step | {"comments": []} for step in with_shared_tables(steps, staging_alone=True)]
    places = {step["relation"]: place for place, step in enumerate(steps) if step["kind"] != "test"}
    steps.sort(key=lambda step: max(map(places.get, step["reads"]), default=0) if step["kind"] == "test" else places[step["relation"]])
    tables: dict[str, set[str]] = {}  # that a relation is or, as a view, reads
    for step in steps:
        read = set().union(*(tables[relation] for relation in step["reads"]))
        tables[step["relation"]] = read if step["kind"] == "view" else {step["relation"]}
        step["frees"] = read if step["kind"] == "test" else read | tables[step["relation"]]
    needed = {step["relation"] for step in kept}
    for step in reversed(steps):
        step["frees"] -= needed
        needed |= step["frees"]
    return steps


def with_checks_of_seeds(steps: list[dict], kept: list[dict]) -> list[dict]:
    """What `in_memory` gives, with a step that counts the checks over the rows of the seeds alone."""
    checks = next(step for step in steps if step["relation"] == CHECKS)
    local = {step["relation"] for step in steps if is_local(step)}
    rows = {relation: f"(select * from {relation} where {OF_SEEDS})" for relation in local.intersection(checks["reads"])}
    of_seeds = checks | {"relation": CHECKS_OF_SEEDS, "sql": with_relations(checks["sql"], rows), "name": "checks_of_seeds"}
    return in_memory([*steps, of_seeds], [*kept, of_seeds])


def contents_of_seeds(connection: duckdb.DuckDBPyConnection, kept: list[dict]) -> dict:
    """What `contents` tells of the rows of the seeds, also beside those of further reports."""
    return contents(connection, {step["name"] for step in kept if is_local(step)}, OF_SEEDS, CHECKS_OF_SEEDS)


def written_batches(database: Path, mark: str) -> dict[int, dict]:
    """What the batches gave that an unfinished file holds, by their number; a file that is made of anything else is removed."""
    rows = []
    if database.exists():
        try:
            with opened(database) as connection:
                rows = connection.execute(f"from {WRITTEN} where made_of = ?", [mark]).fetchall()
        except duckdb.Error:  # it was not begun, is finished or damaged
            pass
    if not rows:
        remove(database)
    return {number: json.loads(found) for number, _, found in rows}


def replace_seeds(connection: duckdb.DuckDBPyConnection, database: Path, kept: list[dict], row: tuple, grown: bool) -> None:
    """Writes what comes of the seeds, in a grown file in the place of what came of them before."""
    written = [step for step in kept if step["kind"] == "seed" or is_local(step) or step["over_reports"] == "sum"]
    with target(connection, database):
        if not grown:
            create_tables(connection, kept, written)
        for step in reversed(written) if grown else ():  # the seeds last: the old ones say which rows are replaced
            if is_local(step):
                connection.execute(f"delete from {at_target(step)} where report_id in (select report_id from target.seeds.reports)")
                connection.execute(f"insert into {at_target(step)} from {step['relation']} where {OF_SEEDS}")
            else:
                connection.execute(f"create or replace table {at_target(step)} as from {step['relation']}")
        note_batch(connection, f"target.{WRITTEN}", row)


def create_tables(connection: duckdb.DuckDBPyConnection, kept: list[dict], written: list[dict]) -> None:
    """Writes the tables of the steps `written`, those of further reports and all schemas into the new file."""
    for schema in [*schemas(kept), FURTHER]:
        connection.execute(f"create schema target.{schema}")
    for step in written:
        rows = OF_SEEDS if is_local(step) else "true"
        connection.execute(f"create table {at_target(step)} as from {step['relation']} where {rows}")
    for table in further_tables(connection):
        connection.execute(f"create table target.{FURTHER}.{table} as from {FURTHER}.{table} where false")


def begin(database: Path, row: tuple) -> None:
    """Begins a file that grows, of which what comes of the seeds stays as it is."""
    with opened(database) as connection:
        connection.execute(NO_CHECKPOINT)
        note_batch(connection, WRITTEN, row)


@contextmanager
def opened(database: Path, **config: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """The file under its own name. The size of its row groups is said each time: where DuckDB takes its own, it writes all tables anew."""
    with open_duckdb(config=config) as connection:
        connection.execute(f"attach {literal(str(database))} as claimhouse ({STORAGE}); use claimhouse")
        yield connection


def note_batch(connection: duckdb.DuckDBPyConnection, table: str, row: tuple) -> None:
    connection.execute(f"create table if not exists {table} (number integer, made_of varchar, found varchar)")
    connection.execute(f"insert into {table} values (?, ?, ?)", row)


def append(connection: duckdb.DuckDBPyConnection, project: Path, database: Path, kept: list[dict], row: tuple) -> None:
    """Appends what comes of the reports of the batch."""
    with target(connection, database):
        for step in filter(is_local, kept):
            connection.execute(
                f"insert into {at_target(step)} from {step['relation']} where not {OF_SEEDS}" + sorted_by(connection, project, step)
            )
        for table in further_tables(connection):
            connection.execute(f"insert into target.{FURTHER}.{table} from {FURTHER}.{table}")
        note_batch(connection, f"target.{WRITTEN}", row)


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


def sorted_by(connection: duckdb.DuckDBPyConnection, project: Path, step: dict) -> str:
    """The order of rows in core by what most questions name, and then by the thing: they read few row groups then, columns take less room,
    and DuckDB hashes once what repeats in a row. Rows of marts, which are few or hold sentences, stay in the order of their reports."""
    columns = {column[0] for column in connection.execute(f"describe {step['relation']}").fetchall()}
    if step["schema"] != "core" or not {"subject_id", "metric_id"} <= columns:
        return ""
    order = [column for column in figure_columns(project) if column in columns and column != "report_id"]
    return f" order by {', '.join([*order, 'report_id'])}"


@functools.cache
def figure_columns(project: Path) -> list[str]:
    """The columns that make one figure of a report, as the macro of this name has them."""
    from claimhouse.rendering import environment

    return environment([project / "macros/keys.sql"]).globals["figure_columns"]()


def is_local(step: dict) -> bool:
    return step["kind"] == "table" and step["over_reports"] is None


def at_target(step: dict) -> str:
    return step["relation"].replace('"claimhouse"', "target", 1)


def further_tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The tables of further reports that the file keeps: the observations are in core."""
    return [
        row[0]
        for row in connection.execute(
            f"select table_name from information_schema.tables where table_catalog = 'claimhouse'"
            f" and table_schema = '{FURTHER}' and table_name <> 'observations' order by 1"
        ).fetchall()
    ]


@contextmanager
def target(connection: duckdb.DuckDBPyConnection, database: Path, storage: str = STORAGE) -> Iterator[None]:
    """The new file attached for one transaction."""
    connection.execute(f"set disabled_compression_methods = {literal(OLDER)}; {AT_ONCE}")
    connection.execute(f"attach {literal(str(database))} as target ({storage}); begin")
    yield
    connection.execute("commit; detach target")
