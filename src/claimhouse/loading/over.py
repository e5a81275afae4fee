"""Builds the tables over all reports: whole, or in a build that grows only the rows that new and changed reports bear on.

What a report prints of a subject and metric meets what other reports print of both, and nothing else. So most tables over reports hold rows
of one subject and metric each, which come of the figures of this pair. Where a build grows, the same SQL runs over the figures of the
pairs that are touched, and what it gives takes the place of the rows of these pairs. The yml of a model says it in its meta:

    grows_by: pair     its rows are of one subject and metric each, by its columns `thing_subject` and `thing_metric`, or by `thing_id`
    grows_by: report   it is built whole, and a report of which its rows have changed touches all that it prints
    none               it is built whole

Each table is committed before the next is built: DuckDB does not know the size of what is not, and joins in a poor order.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from claimhouse.loading.plan import Say, run_steps

FIGURES, EDITIONS = "core.int_reported_figures", "core.int_report_editions"
TOUCHED = "further.touched_pairs"  # in an unfinished file that grows
MOST = 0.1  # of the figures: to build more of them apart costs more than to build all
OF_COLUMNS = "exists (from {touched} where subject = thing_subject and metric = thing_metric)"
OF_ID = "exists (from {touched} where subject = split_part(thing_id, '|', 1) and metric = split_part(thing_id, '|', 2))"


def note_pairs(connection: duckdb.DuckDBPyConnection, reports: str = "select report_id from seeds.reports") -> None:
    """Notes the pairs of which the reports of the query print a figure."""
    connection.execute(f"create table if not exists {TOUCHED} (subject varchar, metric varchar)")
    connection.execute(f"insert into {TOUCHED} select distinct thing_subject, thing_metric from {FIGURES} where report_id in ({reports})")


def build_over(connection: duckdb.DuckDBPyConnection, project: Path, steps: list[dict], say: Say) -> None:
    """Builds the steps whole, also where they are there."""
    for step in steps:
        with transaction(connection):
            connection.execute(f"drop {step['kind']} if exists {step['relation']}")
            run_steps(connection, project, [step], say)


def grow_over(connection: duckdb.DuckDBPyConnection, project: Path, steps: list[dict], reports: str, say: Say) -> dict[str, str]:
    """Brings the tables over all reports up to date with the new reports of the query `reports`. Returns for each of those of which rows
    were replaced the relation that has the new rows; none where most are touched and all were built whole."""
    touched = {step["relation"]: are_touched(step["primary_key"]) for step in steps if step["grows_by"] == "pair"}
    read: set[str] = set()
    for step in reversed(steps):
        if step["relation"] in read | touched.keys():
            read.update(step["reads"])
    first = [step for step in steps if step["relation"] in read - touched.keys()]
    others = [step for step in steps if step["relation"] not in read or step["relation"] in touched]
    with transaction(connection):
        note_touched(connection, first, reports, say)
    count = connection.execute(
        f"select count(touched.subject), count(*) from {FIGURES} as figures left join (select distinct subject, metric from {TOUCHED})"
        " as touched on figures.thing_subject = touched.subject and figures.thing_metric = touched.metric"
    ).fetchone()
    if count[0] > count[1] * MOST:
        build_over(connection, project, others, say)
        return {}
    fresh = {relation: new_rows(relation) for relation in touched}
    for step in others:
        relation, rows = step["relation"], touched.get(step["relation"])
        if not rows:
            if step["kind"] == "table":
                build_over(connection, project, [step], say)
            continue
        say(f"building {step['schema']}.{step['name']}")
        if step["reads"] and fresh.keys().isdisjoint(step["reads"]):
            sql, kind = f"from {relation} where {rows}", "table"
        else:
            sql, kind = with_relations(step["sql"], fresh), step["kind"]
        connection.execute(f"create temp {kind} {fresh[relation]} as {sql}")
        if step["kind"] == "table":
            with transaction(connection):
                connection.execute(f"delete from {relation} where {rows}")
                connection.execute(f"insert into {relation} from {fresh[relation]}")
    return fresh


def note_touched(connection: duckdb.DuckDBPyConnection, steps: list[dict], reports: str, say: Say) -> None:
    """Builds the tables `steps` anew, and notes the pairs of the new reports and of those of which these now say something else, before and
    after."""
    fresh = {step["relation"]: new_rows(step["relation"]) for step in steps}
    connection.execute(f"create temp table touched_reports as {reports}")
    for step in steps:
        say(f"building {step['schema']}.{step['name']}")
        old, new = step["relation"], fresh[step["relation"]]
        connection.execute(f"create temp table {new} as {with_relations(step['sql'], fresh)}")
        if step["grows_by"] != "report":
            continue
        connection.execute(
            f"insert into touched_reports select report_id from ((from {old} except from {new}) union all (from {new} except from {old}))"
        )
    # an edition may drop what another one prints
    editions = f"select first_edition_id from {EDITIONS} where report_id in (from touched_reports)"
    touched = f"select report_id from {EDITIONS} where first_edition_id in ({editions})"
    note_pairs(connection, f"{touched} and report_id not in ({reports})")
    for relation, new in fresh.items():
        connection.execute(f"delete from {relation}; insert into {relation} from {new}")
    note_pairs(connection, touched)


def are_touched(key: list[str]) -> str:
    """Whether a row of a table with this key is of a touched pair, as SQL."""
    return (OF_COLUMNS if {"thing_subject", "thing_metric"} <= set(key) else OF_ID).format(touched=TOUCHED)


def new_rows(relation: str) -> str:
    return f"temp.main.{relation.rpartition('.')[2]}"


def with_relations(sql: str, others: dict[str, str]) -> str:
    """SQL of the plan that reads other relations: it names each in full and in quotes."""
    for relation, other in others.items():
        sql = sql.replace(relation, other)
    return sql


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    connection.execute("begin")
    yield
    connection.execute("commit")
