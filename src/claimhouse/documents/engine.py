"""Runs the models in models/tables over `cells` and `mentions` in memory, without starting dbt."""

from __future__ import annotations

from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

from claimhouse.rendering import environment

PROJECT = Path(__file__).resolve().parents[3]


@cache
def models(project: Path = PROJECT) -> tuple[tuple[str, str], ...]:
    """Name and SQL of every model in models/tables, each after those that it reads."""
    read: list[str] = []

    def ref(name: str) -> str:
        read.append(name)
        return name

    files = (project / "macros" / name for name in ("interval.sql", "relations.sql", "tables.sql"))
    templates = environment(files, ref=ref, config=lambda **_: "")
    rendered, order = {}, TopologicalSorter()
    for path in sorted((project / "models" / "tables").glob("*.sql")):
        read.clear()
        rendered[path.stem] = templates.from_string(path.read_text(encoding="utf-8")).render()
        order.add(path.stem, *read)
    return tuple((name, rendered[name]) for name in order.static_order() if name in rendered)


def run(connection: duckdb.DuckDBPyConnection, project: Path = PROJECT) -> None:
    """Creates every model as a table; `cells` and `mentions` must be there with the columns of frames.CELLS and MENTIONS."""
    for name, sql in models(project):
        connection.execute(f"create or replace temp table {name} as {sql}")
