"""dbt compiles the models: the only place that starts it.

dbt reads the project on one processor. It then compiles half of the nodes in this process and half in a copy of it, by the call that it
offers for a project that has been read.
"""

from __future__ import annotations

import functools
import gc
import importlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

from claimhouse.beside import beside
from claimhouse.engine import BuildFailed, dbt_settings, literal

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest

# What templates read of models and seeds. A template that asks for more of dbt is left to it.
SOURCE = ("unique_id", "resource_type", "alias", "fqn", "original_file_path", "raw_code", "columns", "config")
ORDER = {"seed": 0, "view": 1, "table": 1, "test": 2}
QUIET = ("--log-level", "none", "--log-level-file", "none", "--no-version-check", "--no-write-json")
# Marts and tests are the half of the nodes that takes half of the time.
HALF = ("path:models/marts", "resource_type:test")
HALVES = (("--select", *HALF), ("--exclude", *HALF, "resource_type:seed", "resource_type:analysis"))


def compile_plan(project: Path, bulk: dict[str, str] | None) -> tuple[list[dict], dict[str, dict]]:
    """Steps with kind (seed, view, table, test), name, path, relation, the relations it reads, sql, the columns of the contract, the
    comments, `over_reports` where rows belong to no single report, what these follow in a build that grows, and the primary key; and the
    source of each model by its path."""
    import warnings

    warnings.filterwarnings("ignore", category=RuntimeWarning)
    target = project / "target" / "publish"
    options = ["--target", "dev", "--project-dir", project, "--profiles-dir", project, "--target-path", target]
    options += ["--vars", json.dumps({"bulk": bulk})] if bulk else []
    gc.disable()  # dbt makes millions of small objects: looking for garbage takes a fifth of its time and frees next to none
    try:
        with environment_of_dbt(target / "claimhouse.duckdb"), stopped_clock(), nothing_twice():
            manifest = ask_dbt(None, "parse", *options)
            importlib.import_module("dbt.task.compile")  # once for both
            with beside(compiled, manifest, *HALVES[1], *options) as other:
                found = compiled(manifest, *HALVES[0], *options) | other()
    finally:
        gc.freeze()  # nor are they looked through later, at the end of the process above all
        gc.enable()
    nodes = {name: node for name, node in manifest.nodes.items() if name in found or node.resource_type == "seed"}
    for name, (sql, relation) in found.items():
        nodes[name].compiled_code, nodes[name].relation_name = sql, relation
    written = [node.to_dict() for node in nodes.values() if node.resource_type in ("model", "seed")]
    sources = {node["original_file_path"]: {part: node[part] for part in SOURCE} for node in written}
    # by name, as dbt gives them in another order where it has kept some of its parsing
    reads = {name: [] if node.resource_type == "seed" else sorted(node.depends_on.nodes) for name, node in sorted(nodes.items())}
    order = TopologicalSorter(reads)
    return sorted((as_step(nodes[name], nodes) for name in order.static_order()), key=lambda step: ORDER[step["kind"]]), sources


def ask_dbt(manifest: Manifest | None, *words: str | Path):
    """What dbt gives for a command, of a project that it has read already where its manifest is given."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    outcome = dbtRunner(manifest=manifest).invoke([*QUIET, *map(str, words)])
    DuckDBConnectionManager.close_all_connections()
    if outcome.exception is not None:
        raise BuildFailed(str(outcome.exception))
    if not outcome.success:
        raise BuildFailed(
            "\n".join(
                f"{result.node.original_file_path}: {result.node.name}: {result.message}"
                for result in outcome.result.results
                if str(result.status) == "error"
            )
        )
    return outcome.result


def compiled(manifest: Manifest, *options: str | Path) -> dict[str, tuple[str, str | None]]:
    """SQL and relation of each node that the options choose."""
    found = ask_dbt(manifest, "compile", "--no-populate-cache", "--indirect-selection", "empty", *options)
    return {result.node.unique_id: (result.node.compiled_code, result.node.relation_name) for result in found.results}


class PlainTexts(dict):
    """What dbt has rendered of texts of a yml without a sign of Jinja: what it gives of each, without compiling a template for it."""

    def __contains__(self, text: str) -> bool:
        return "\r" not in text and not text.endswith("\n") or super().__contains__(text)

    def __missing__(self, text: str) -> str:
        return text


@contextmanager
def nothing_twice() -> Iterator[None]:
    """dbt keeps what it computes of one and the same thing again and again: the classes that its JSON schemas compile to write a default
    value, for 646 fields, the trees of templates, their code, and that some content is as its schema says."""
    from dbt.clients import jinja
    from dbt_common.clients.jinja import MacroFuzzEnvironment
    from dbt_common.dataclass_schema import dbtClassMixin
    from jinja2 import Environment
    from mashumaro.jsonschema import schema

    parse, compile, validate = MacroFuzzEnvironment._parse, Environment.compile, dbtClassMixin.validate.__func__
    trees, codes, valid = {}, {}, set()

    def parse_once(environment: MacroFuzzEnvironment, source: str, *names: str | None):
        key = type(environment), source
        if key not in trees:
            trees[key] = parse(environment, source, *names)
        return trees[key]

    def compile_once(environment: Environment, source: str):
        key = type(environment), source
        if key not in codes:
            codes[key] = compile(environment, source)
        return codes[key]

    def validate_once(made: type, content: object) -> None:
        if (made, repr(content)) not in valid:
            validate(made, content)
            valid.add((made, repr(content)))

    with (
        replaced(schema, "_default", functools.cache(schema._default)),
        replaced(jinja, "_render_cache", PlainTexts()),
        replaced(MacroFuzzEnvironment, "_parse", parse_once),
        replaced(Environment, "compile", compile_once),
        replaced(dbtClassMixin, "validate", classmethod(validate_once)),
    ):
        yield


@contextmanager
def environment_of_dbt(database: Path) -> Iterator[None]:
    """The environment that dbt reads, and afterwards the one there was. Views carry the name of the published catalog."""
    before = dict(os.environ)
    os.environ["CLAIMHOUSE_DB"] = str(database)
    for name in dbt_settings():
        del os.environ[name]
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def stopped_clock() -> AbstractContextManager[None]:
    """One time of day for all that dbt parses. dbt does not resolve the references of what was made before its own start,
    so a clock that is set back meanwhile would fail this compilation and, by what dbt keeps of it, the next ones."""
    now = time.time()
    return replaced(time, "time", lambda: now)


@contextmanager
def replaced(owner: object, name: str, value: object) -> Iterator[None]:
    """Another value of an attribute of a module or class, and afterwards the one there was."""
    before = vars(owner)[name]
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)


def as_step(node, nodes: dict) -> dict:
    kind = node.config.materialized
    if kind not in ORDER or any(column.constraints for column in node.columns.values()) or node.config.get("severity", "ERROR") != "ERROR":
        raise BuildFailed(
            f"{node.original_file_path}: {node.name}: expected a view, a table, a seed or a test without constraints"
            " and of severity error: the plan runs no other"
        )
    described = [(f"{kind} {node.relation_name}", node.description)]
    described += [(f"column {node.relation_name}.{column.name}", column.description) for column in node.columns.values()]
    return {
        "kind": kind,
        "name": node.alias,  # of the table; two nodes may not share a name, a seed and a mart may
        "path": node.original_file_path,
        "relation": node.relation_name,
        "schema": node.schema,
        "reads": [] if kind == "seed" else [nodes[name].relation_name for name in sorted(node.depends_on.nodes) if name in nodes],
        "sql": getattr(node, "compiled_code", None) or "",  # a seed has none
        "over_reports": node.config.meta.get("over_reports"),
        "grows_by": node.config.meta.get("grows_by"),
        "primary_key": node.config.meta.get("primary_key", []),
        "columns": [[column.name, column.data_type.upper()] for column in node.columns.values()]
        if kind in ("view", "table") and node.config.contract.enforced
        else None,
        "comments": [f"comment on {what} is {literal(text)}" for what, text in described] if node.config.get("persist_docs") else [],
    }
