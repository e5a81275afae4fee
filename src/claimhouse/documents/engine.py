"""Runs the models in models/tables over `cells` and `mentions` in memory, without starting dbt."""

from __future__ import annotations

from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb
import jinja2

PROJECT = Path(__file__).resolve().parents[3]


class _Adapter:
    """`adapter.dispatch` of dbt: the macro of this engine where there is one, else the default one."""

    def __init__(self, macros: dict):
        self.macros = macros

    def dispatch(self, name: str):
        return self.macros.get(f"duckdb__{name}") or self.macros[f"default__{name}"]


class _Types:
    """What the models use of the namespace `dbt`."""

    @staticmethod
    def type_string() -> str:
        return "varchar"

    @staticmethod
    def any_value(expression: str) -> str:
        return f"any_value({expression})"


@cache
def models(project: Path = PROJECT) -> tuple[tuple[str, str], ...]:
    """Name and SQL of every model in models/tables, each after those that it reads."""
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, extensions=["jinja2.ext.do"], autoescape=False)
    macros: dict = {}
    read: list[str] = []

    def ref(name: str) -> str:
        read.append(name)
        return name

    environment.globals |= {
        "ref": ref,
        "config": lambda **_: "",
        "return": lambda value: value,
        "adapter": _Adapter(macros),
        "dbt": _Types(),
    }
    text = "\n".join((project / "macros" / name).read_text(encoding="utf-8") for name in ("interval.sql", "relations.sql", "tables.sql"))
    module = environment.from_string(text).module
    macros |= {name: value for name, value in vars(module).items() if isinstance(value, jinja2.runtime.Macro)}
    environment.globals |= macros
    rendered, order = {}, TopologicalSorter()
    for path in sorted((project / "models" / "tables").glob("*.sql")):
        read.clear()
        rendered[path.stem] = environment.from_string(path.read_text(encoding="utf-8")).render()
        order.add(path.stem, *read)
    return tuple((name, rendered[name]) for name in order.static_order() if name in rendered)


def run(connection: duckdb.DuckDBPyConnection, project: Path = PROJECT) -> None:
    """Creates every model as a table; `cells` and `mentions` must be there with the columns of frames.CELLS and MENTIONS."""
    for name, sql in models(project):
        connection.execute(f"create or replace temp table {name} as {sql}")
