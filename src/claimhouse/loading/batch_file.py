"""The file of a build with many reports, while batches are written into it.

Each batch is one transaction, in the order of the batches. Until the file is whole its table `written_batches` says which batches it holds
and what they are made of, so that a build that was killed goes on after them.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from claimhouse.engine import literal, open_duckdb
from claimhouse.loading.plan import remove, schemas

# DuckDB 1.3 has one method for texts that writes as few bytes as these two in four fifths of the time. Each batch writes the last row
# group of every table anew: a third of the usual size saves a third of the writing.
STORAGE, OLDER = "storage_version 'v1.3.0', row_group_size 40960", "fsst,dictionary"
# A row group is written as soon as it is full: DuckDB holds five of each table otherwise, and takes 7 % more time to write them.
AT_ONCE = "set write_buffer_row_group_count = 1"
# While the copy of a published file is on its way to the disk a checkpoint would wait for all of it; what is committed stands in the log.
NO_CHECKPOINT = "pragma disable_checkpoint_on_shutdown"
FURTHER = "further"  # schema of the tables of further reports
OF_SEEDS = "report_id in (select report_id from claimhouse.seeds.reports)"
WRITTEN = f"{FURTHER}.written_batches"  # of an unfinished file: what each batch gave, and what it is made of


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
    """Writes what comes of the seeds, in a grown file in the place of what came of them before. The connection may hold further reports."""
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
    """Writes the tables of the steps `written` with the rows of the seeds, those of further reports without rows, and all schemas into the
    new file."""
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
