"""The steps of a plan for a batch of further reports: what is read, what is a table in memory, and what the file keeps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from claimhouse.loading.batch_file import FURTHER, OF_SEEDS, is_local
from claimhouse.loading.folders import bulk_columns
from claimhouse.loading.over import with_relations
from claimhouse.loading.plan import read_by
from claimhouse.readers import reading
from claimhouse.seeds import registers

CHECKS, CHECKS_OF_SEEDS = '"claimhouse"."marts"."checks"', '"claimhouse"."seeds"."checks_of_seeds"'
NAMED_FURTHER = re.compile(rf"\bclaimhouse\.{FURTHER}\.(\w+)")


def bulk_variable(project: Path, tables: Iterable[str] = ()) -> dict[str, str]:
    """The variable `bulk` of dbt, by which the models read the tables of a batch: registers only where `tables` names one, so that reports
    without rows of their own in a register cost nothing."""
    own = registers(project)
    left_out = own if own.keys().isdisjoint(tables) else ()
    return {table: f"claimhouse.{FURTHER}.{table}" for table in bulk_columns(project) if table not in left_out}


def kept_steps(steps: list[dict]) -> list[dict]:
    """Seeds, marts, what belongs to no single report, and what the views among them and the marts over all reports read."""
    return read_by(
        steps,
        lambda step: step["schema"] in ("seeds", "marts") or step["over_reports"],
        lambda step: step["kind"] == "view" or step["over_reports"] == "all",
    )


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


def with_shared_tables(steps: list[dict], many_rows: bool = False) -> list[dict]:
    """The steps with tables in the place of views that several models read: to plan a view once more takes longer than to hold few rows,
    such as those of a register. A table that gives what was there also ends what has to run again. Of `many_rows` it takes three readers
    outside of staging, as figures are computed twice in less time than a copy takes, and a mart is what the file holds."""
    readers = Counter(relation for step in steps if step["kind"] != "test" for relation in step["reads"])

    def least(schema: str) -> float:
        return {"staging": 1, "marts": float("inf")}.get(schema, 2) if many_rows else 1

    return [
        step | {"kind": "table", "comments": [comment.replace("comment on view", "comment on table", 1) for comment in step["comments"]]}
        if step["kind"] == "view" and readers[step["relation"]] > least(step["schema"])
        else step
        for step in steps
    ]


def in_memory(steps: list[dict], kept: list[dict] | None = None) -> list[dict]:
    """The steps without comments, which are for the file. Tests run as soon as what they read is there, and a table goes with the last step
    that reads it unless it is one of `kept`: those of `kept_steps` where none are given."""
    kept = kept_steps(steps) if kept is None else kept
    steps = [step | {"comments": []} for step in with_shared_tables(steps, many_rows=True)]
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
