"""dbt compiles, DuckDB runs.

A plan is the SQL of every seed, model and data test in an order that can run. dbt compiles it once and it is kept until
a model, macro or test changes, so an edit of a seed publishes without starting dbt. DuckDB then runs it in one
transaction: `dbt build` spends nine tenths of its time around the same statements. tests/system/test_plan.py holds both equal.
"""

from __future__ import annotations

import functools
import gc
import hashlib
import importlib.metadata
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

from claimhouse.engine import BuildFailed, dbt_settings, literal, open_duckdb
from claimhouse.publish import file_hash
from claimhouse.readers import reading

ENGINES = ("dbt-core", "dbt-duckdb", "duckdb")
INPUTS = ("models", "macros", "tests/dbt", "seeds/_seeds.yml", "dbt_project.yml", "profiles.yml", "src/claimhouse/loading/plan.py")
# Two fifths of the machine, in MiB; beyond it DuckDB works on disk, beside the new file.
MEMORY = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") * 2 // 5 // 2**20
# For one report: a second thread and looking for the best compression of 1,500 columns cost more than they give.
SMALL = {"threads": "1", "force_compression": "uncompressed"}
Say = Callable[[str], None]
ORDER = {"seed": 0, "view": 1, "table": 1, "test": 2}


def inputs(project: Path, names: Iterable[str], engines: Iterable[str]) -> dict[str, str]:
    """SHA-256 of every file in the files and folders `names` by its path, and the version of each engine by its name."""
    found = {name: importlib.metadata.version(name) for name in engines}
    for name in names:
        path = project / name
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts and ".egg-info" not in str(file):
                found[str(file.relative_to(project))] = file_hash(file)
    return found


def load_plan(project: Path, bulk: dict[str, str] | None = None) -> list[dict]:
    """The kept plan, compiled anew where a model, macro, test or the list of seeds has changed. Each set of tables that `bulk` names has a
    plan of its own."""
    variant = f"bulk_{hashlib.sha256(json.dumps(bulk).encode()).hexdigest()[:8]}_" if bulk else ""
    kept = project / "target" / "publish" / f"{variant}plan.json"
    seeds = [str(path.relative_to(project)) for path in sorted((project / "seeds").rglob("*.csv"))]
    made_of = inputs(project, INPUTS, ENGINES) | {"seeds": seeds, "bulk": bulk or {}}
    try:
        plan = json.loads(kept.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # none, or a damaged one
        plan = {}
    if plan.get("made_of") == made_of:
        return plan["steps"]
    steps = compile_plan(project, bulk)
    fresh = kept.with_suffix(".new")
    fresh.write_text(json.dumps({"made_of": made_of, "steps": steps}, indent=1), encoding="utf-8")
    os.replace(fresh, kept)
    return steps


def compile_plan(project: Path, bulk: dict[str, str] | None) -> list[dict]:
    """Steps with kind (seed, view, table, test), name, path, relation, the relations it reads, sql, the columns of the contract, the
    comments, `over_reports` where rows belong to no single report, and the primary key."""
    import warnings

    warnings.filterwarnings("ignore", category=RuntimeWarning)
    target = project / "target" / "publish"
    os.environ["CLAIMHOUSE_DB"] = str(target / "claimhouse.duckdb")  # views carry the name of the published catalog
    for name in dbt_settings():
        del os.environ[name]
    gc.disable()  # dbt makes millions of small objects: looking for garbage takes a fifth of its time and frees next to none
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner
    from mashumaro.jsonschema import schema

    # For dbt's JSON schemas a class is compiled to write a default value, again for each of 646 fields: a fifth of the compilation.
    schema._default = functools.cache(schema._default)
    with stopped_clock():
        outcome = dbtRunner().invoke(
            [
                "--log-level",
                "none",
                "--log-level-file",
                "none",
                "--no-version-check",
                "--no-write-json",
                "compile",
                "--target",
                "dev",
                "--no-populate-cache",
                "--exclude",
                "resource_type:analysis",
                "--project-dir",
                str(project),
                "--profiles-dir",
                str(project),
                "--target-path",
                str(target),
                *(["--vars", json.dumps({"bulk": bulk})] if bulk else []),
            ]
        )
    DuckDBConnectionManager.close_all_connections()
    gc.freeze()  # nor are they looked through later, at the end of the process above all
    gc.enable()
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
    nodes = {result.node.unique_id: result.node for result in outcome.result.results}
    order = TopologicalSorter({name: [] if node.resource_type == "seed" else node.depends_on.nodes for name, node in nodes.items()})
    return sorted((as_step(nodes[name], nodes) for name in order.static_order()), key=lambda step: ORDER[step["kind"]])


@contextmanager
def stopped_clock() -> Iterator[None]:
    """One time of day for all that dbt parses. dbt does not resolve the references of what was made before its own start,
    so a clock that is set back meanwhile would fail this compilation and, by what dbt keeps of it, the next ones."""
    clock, now = time.time, time.time()
    time.time = lambda: now
    try:
        yield
    finally:
        time.time = clock


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
        "reads": [] if kind == "seed" else [nodes[name].relation_name for name in node.depends_on.nodes if name in nodes],
        "sql": getattr(node, "compiled_code", None),
        "over_reports": node.config.meta.get("over_reports"),
        "primary_key": node.config.meta.get("primary_key", []),
        "columns": [[column.name, column.data_type.upper()] for column in node.columns.values()]
        if kind in ("view", "table") and node.config.contract.enforced
        else None,
        "comments": [f"comment on {what} is {literal(text)}" for what, text in described] if node.config.get("persist_docs") else [],
    }


def read_by(steps: list[dict], wanted: Callable[[dict], bool], through: Callable[[dict], bool] = lambda step: True) -> list[dict]:
    """The models and seeds that are wanted and what they read, step by step through those for which `through` holds, in their order."""
    by_relation = {step["relation"]: step for step in steps if step["kind"] != "test"}
    kept, to_do = set(), [relation for relation, step in by_relation.items() if wanted(step)]
    while to_do:
        relation = to_do.pop()
        if relation in by_relation and relation not in kept:
            kept.add(relation)
            if through(by_relation[relation]):
                to_do += by_relation[relation]["reads"]
    return [step for relation, step in by_relation.items() if relation in kept]


def run_plan(project: Path, database: Path, steps: list[dict], say: Callable[[str], None] = lambda step: None) -> None:
    """Runs the steps into the new file `database`; raises BuildFailed where one fails or a test finds a row."""
    try:
        with open_duckdb(str(database), config={"memory_limit": f"{MEMORY}MiB"} | SMALL) as connection:
            connection.execute("begin")
            for schema in schemas(steps):
                connection.execute(f"create schema {schema}")
            run_steps(connection, project, steps, say)
            say("writing the tables")
            connection.execute("commit")
    except duckdb.Error as error:
        raise BuildFailed(f"{database.name}: {error}") from error


def schemas(steps: list[dict]) -> list[str]:
    return sorted({step["schema"] for step in steps if step["kind"] != "test"})


def run_steps(connection: duckdb.DuckDBPyConnection, project: Path, steps: list[dict], say: Callable[[str], None]) -> None:
    """Raises BuildFailed at the first step that fails, or at the end with every row that a test found."""
    failures = []
    for step in steps:
        say(f"{'testing' if step['kind'] == 'test' else 'building'} {step['schema']}.{step['name']}")
        try:
            failures += run_step(connection, project, step)
        except duckdb.Error as error:
            raise BuildFailed(f"{step['path']}: {step['name']}: {error}") from error
    if failures:
        raise BuildFailed("\n".join(failures))


def run_step(connection: duckdb.DuckDBPyConnection, project: Path, step: dict) -> list[str]:
    if step["kind"] == "test":
        found = connection.execute(step["sql"])
        names = [column[0] for column in found.description]
        return [f"{step['path']}: {step['name']}: {dict(zip(names, row, strict=True))}" for row in found.fetchmany(20)]
    sql = step["sql"] or f"select * exclude (filename) from {reading([str(project / step['path'])])}"
    connection.execute(f"create {'view' if step['kind'] == 'view' else 'table'} {step['relation']} as {sql}")
    for comment in step["comments"]:
        connection.execute(comment)
    if step["columns"] is None:
        return []
    built = [list(column[:2]) for column in connection.execute(f"describe {step['relation']}").fetchall()]
    return (
        []
        if built == step["columns"]
        else [f"{step['path']}: {step['name']}: expected the columns of its contract, {dict(step['columns'])}, not {dict(built)}"]
    )
