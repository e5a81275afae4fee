"""dbt compiles, DuckDB runs.

A plan is the SQL of every seed, model and data test in an order that can run. dbt compiles it once and it is kept until
a model, macro or test changes, so an edit of a seed publishes without starting dbt. DuckDB then runs it: `dbt build` spends nine
tenths of its time around the same statements. tests/system/test_plan.py holds both equal, and tests/system/test_kept_tables.py a build that
goes on and one of everything.
"""

from __future__ import annotations

import functools
import hashlib
import heapq
import json
import os
import shutil
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from graphlib import TopologicalSorter
from pathlib import Path
from queue import SimpleQueue

import duckdb

from claimhouse.engine import BuildFailed, literal, open_duckdb
from claimhouse.files import replace_file
from claimhouse.loading.compiling import compile_plan
from claimhouse.publish import content_of, file_hash, inputs
from claimhouse.readers import reading
from claimhouse.seeds import settings

ENGINES = ("dbt-core", "dbt-duckdb", "duckdb")
INPUTS = ("models", "macros", "tests/dbt", "seeds/_seeds.yml", "dbt_project.yml", "profiles.yml", ".dbtignore")
INPUTS += ("src/claimhouse/loading/plan.py", "src/claimhouse/loading/compiling.py", "src/claimhouse/rendering.py")
# Two fifths of the machine, in MiB; beyond it DuckDB works on disk, beside the new file.
MEMORY = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") * 2 // 5 // 2**20
# For few rows: threads within a statement and looking for the best compression of 1,500 columns cost more than they give, and blocks of
# 16 KiB are 6 MB in place of 31 for 900 observations. Nothing is logged: the file is whole or thrown away. Optimizers that pay
# for many rows alone are left out; what dbt builds with all of them is the same (tests/system/test_plan.py).
LEFT_OUT = "common_subexpressions, common_subplan, deliminator, duplicate_groups, in_clause, statistics_propagation, sum_rewriter"
SMALL = {"threads": "1", "force_compression": "uncompressed", "disabled_optimizers": LEFT_OUT}
SMALL_BLOCKS = "storage_version 'v1.3.0', block_size 16384, recovery_mode no_wal_writes"
Say = Callable[[str], None]
Held = tuple[Path, dict]
CONNECTIONS = min(4, os.cpu_count())  # the longest chain of statements takes a quarter of the time of all


def load_plan(project: Path, bulk: dict[str, str] | None = None, found: dict[str, str] | None = None) -> list[dict]:
    """The kept plan, compiled anew where a model, macro, test or the list of seeds has changed. Each set of tables that `bulk` names has a
    plan of its own. `found` are the hashes of all inputs of a build, where they are known."""
    variant = f"bulk_{hashlib.sha256(json.dumps(bulk).encode()).hexdigest()[:8]}_" if bulk else ""
    kept = project / "target" / "publish" / f"{variant}plan.json"
    seeds = [str(path.relative_to(project)) for path in sorted((project / "seeds").rglob("*.csv"))]
    found = found or inputs(project, INPUTS, ENGINES)
    folders = tuple(f"{name}/" for name in INPUTS)
    made_of = {name: mark for name, mark in found.items() if name in ENGINES or name in INPUTS or name.startswith(folders)}
    made_of |= {"seeds": seeds, "bulk": bulk or {}}
    try:
        plan = json.loads(kept.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # none, or a damaged one
        plan = {}
    if plan.get("made_of") == made_of:
        return plan["steps"]
    sources = kept.with_name(f"sources_of_{kept.name}")
    steps, texts = rewritten_plan(project, plan, made_of, sources) or compile_plan(project, bulk)
    for path, content in ((sources, texts), (kept, {"made_of": made_of, "steps": steps})):
        replace_file(path, functools.partial(Path.write_text, data=json.dumps(content, indent=1), encoding="utf-8"))
    return steps


def rewritten_plan(project: Path, plan: dict, made_of: dict, sources: Path) -> tuple[list[dict], dict] | None:
    """The kept plan with the new SQL of models of which the text alone has changed, and the sources of all models; nothing where dbt must
    say it: where anything else has changed, a model reads or is configured otherwise, or its old text does not give its old SQL."""
    from jinja2 import TemplateError

    before = plan.get("made_of", {})
    changed = {name for name in before.keys() | made_of.keys() if before.get(name) != made_of.get(name)}
    steps = {step["path"]: step for step in plan.get("steps", ()) if step["kind"] in ("view", "table")}
    if not changed or not changed <= steps.keys() & made_of.keys():
        return None
    try:
        kept = json.loads(sources.read_text(encoding="utf-8"))
        rendered, fresh = renderer(project, kept, made_of["bulk"], plan["steps"]), {}
        for path in changed:
            old, of_old = rendered(kept[path])
            kept[path]["raw_code"] = (project / path).read_text(encoding="utf-8").strip()
            fresh[path], of_new = rendered(kept[path])
            if old != steps[path]["sql"] or of_old != of_new:
                return None
    except (OSError, ValueError, KeyError, TypeError, TemplateError):  # no or damaged sources, or a template that asks for more of dbt
        return None
    return [step | {"sql": fresh[step["path"]]} if step["path"] in fresh else step for step in plan["steps"]], kept


def renderer(project: Path, sources: dict[str, dict], bulk: dict, steps: list[dict]) -> Callable[[dict], tuple[str, list[str]]]:
    """What renders the source of a model: its SQL, and what it reads and how it is configured."""
    from claimhouse.rendering import environment

    model, said = {}, []
    relations = {Path(step["path"]).stem: step["relation"] for step in steps if step["kind"] != "test"}
    variables = settings(project)["vars"] | {"bulk": bulk}
    templates = environment(
        sorted((project / "macros").rglob("*.sql")),
        ref=lambda name: said.append(f"reads {name}") or relations[name],
        config=lambda **given: said.append(f"is {sorted(given.items())}") or "",
        var=lambda name, default=None: variables.get(name, default),
        graph={"nodes": {source["unique_id"]: source for source in sources.values()}},
        model=model,  # macros see one and the same, whichever it is of
        project_name=settings(project)["name"],
        execute=True,
    )

    def rendered(source: dict) -> tuple[str, list[str]]:
        said.clear()
        model.clear()
        model.update(source)
        return templates.from_string(source["raw_code"]).render(), sorted(said)

    return rendered


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


def run_plan(
    project: Path,
    database: Path,
    steps: list[dict],
    say: Say = lambda step: None,
    held: Held | None = None,
    look: Callable[[duckdb.DuckDBPyConnection, dict], dict] = lambda connection, known: {},
) -> dict:
    """Runs the steps into the new file `database`, several at once; raises BuildFailed where one fails or a test finds a row. Returns what
    the manifest tells: the marks of all steps, the content of all tables, and what `look` gives of the whole file, in which the marts that
    it is given are known.

    `held` are the file and the manifest that such a run gave. Then a step runs where it is another one or reads what has changed; where it
    gives what is there, nothing behind it has to run.
    """
    marks = {key_of(step): mark_of(project, step) for step in steps}
    told = held[1] if held and held[1]["marks"].keys() == marks.keys() else {"marks": {}, "contents": {}, "marts": {}}
    before = told["marks"]
    spill = database.with_name("spill")
    remove(database)
    if before:
        shutil.copyfile(held[0], database)
    try:
        with open_duckdb(config={"memory_limit": f"{MEMORY}MiB", "temp_directory": str(spill)} | SMALL) as connection:
            connection.execute(f"attach {literal(str(database))} as claimhouse ({SMALL_BLOCKS}); use claimhouse")
            for schema in [] if before else schemas(steps):
                connection.execute(f"create schema {schema}")
            same = {key for key, mark in marks.items() if before.get(key) == mark}
            contents, altered = run_side_by_side(connection, project, steps, say, same, told["contents"] if before else None)
            say("writing the tables")
            connection.execute("checkpoint")
            stay = {step["name"] for step in steps if step["schema"] == "marts" and step["relation"] not in altered}
            known = {name: mart | contents[f"marts.{name}"] for name, mart in told["marts"].items() if name in stay}
            return {"marks": marks, "contents": contents} | look(connection, known)
    except duckdb.Error as error:
        raise BuildFailed(f"{database.name}: {error}") from error
    finally:
        shutil.rmtree(spill, ignore_errors=True)


def remove(database: Path) -> None:
    for path in database.parent.glob(f"{database.name}*"):
        path.unlink()


def name_of(step: dict) -> str:
    return f"{step['schema']}.{step['name']}"


def key_of(step: dict) -> str:
    return f"{step['kind']} {name_of(step)}"


def mark_of(project: Path, step: dict) -> str:
    """A hash of all that a step is made of, but for the relations that it reads."""
    files = step.get("files", [str(project / step["path"])] if step["kind"] == "seed" else [])
    made_of = [step["sql"], step["reads"], step["columns"], step["comments"], [(file, file_hash(Path(file))) for file in files]]
    return hashlib.sha256(json.dumps(made_of).encode()).hexdigest()[:16]


def schemas(steps: list[dict]) -> list[str]:
    return sorted({step["schema"] for step in steps if step["kind"] != "test"})


def run_steps(connection: duckdb.DuckDBPyConnection, project: Path, steps: list[dict], say: Callable[[str], None]) -> None:
    """Raises BuildFailed at the first step that fails, or at the end with every row that a test found."""
    failures = []
    for step in steps:
        failures += try_step(connection, project, step, say)
        for relation in step.get("frees", ()):
            connection.execute(f"drop table {relation}")
    if failures:
        raise BuildFailed("\n".join(failures))


def run_side_by_side(
    connection: duckdb.DuckDBPyConnection,
    project: Path,
    steps: list[dict],
    say: Say,
    same: set[str] = frozenset(),
    contents: dict[str, dict[str, int]] | None = None,
) -> tuple[dict[str, dict[str, int]], set[str]]:
    """The same on several connections at once, each step after those that it reads and before those with a shorter chain behind it; frees
    nothing, and the connection is in no transaction. Where the relations of the steps are there, and the `contents` of the tables, those of
    the keys `same` run only where something that they read changes. Returns the content of each table, and the relations that have other
    columns."""
    made = {step["relation"]: number for number, step in enumerate(steps) if step["kind"] != "test"}
    reads = {number: [made[read] for read in step["reads"] if read in made] for number, step in enumerate(steps)}
    order, chains, waiting = TopologicalSorter(reads), chains_behind(reads), []
    order.prepare()
    free, found, running = SimpleQueue(), {}, set()
    changed, altered = set(), set()  # relations of which the rows or columns are others than before, and those of which the columns are
    kept = {name_of(step): (contents or {}).get(name_of(step)) for step in steps if step["kind"] in ("seed", "table")}
    connections = [connection.cursor() for _ in range(CONNECTIONS)]
    for each in connections:
        each.execute(f"set enable_progress_bar = false; use {connection.execute('select current_database()').fetchone()[0]}")
        free.put(each)

    def stays(step: dict) -> bool:
        if key_of(step) not in same or altered.intersection(step["reads"]):
            return False
        if changed.isdisjoint(step["reads"]):
            return True
        if step["kind"] == "view":  # has other rows by itself
            changed.add(step["relation"])
        return step["kind"] == "view"

    def run(number: int) -> int:
        used, step = free.get(), steps[number]
        name = name_of(step)
        if contents is not None and step["kind"] != "test":
            is_other = key_of(step) not in same or not altered.isdisjoint(step["reads"])
            renew = functools.partial(renew_step, is_other=is_other, before=kept.get(name))
            found[number], is_altered, content = try_step(used, project, step, say, renew)
            changed.update([step["relation"]] if is_altered or content is None or content != kept[name] else [])
            altered.update([step["relation"]] if is_altered else [])
        else:
            found[number] = try_step(used, project, step, say)
            content = content_of(used, step["relation"]) if name in kept else None
        if content:
            kept[name] = content
        free.put(used)
        return number

    with ThreadPoolExecutor(len(connections)) as pool:
        try:
            while order.is_active():
                ready = order.get_ready()
                staying = {number for number in ready if stays(steps[number])}
                order.done(*staying)
                for number in set(ready) - staying:
                    heapq.heappush(waiting, (-chains[number], number))
                if staying:
                    continue
                while waiting and len(running) < len(connections):
                    running.add(pool.submit(run, heapq.heappop(waiting)[1]))
                ended, running = wait(running, return_when=FIRST_COMPLETED)
                order.done(*(each.result() for each in ended))
        finally:
            pool.shutdown(cancel_futures=True)
            for each in connections:
                each.close()
    if failures := [failure for number in sorted(found) for failure in found[number]]:
        raise BuildFailed("\n".join(failures))
    return kept, altered


def chains_behind(reads: dict[int, list[int]]) -> dict[int, int]:
    """Of each step, by its number in an order that can run, how many steps the longest chain holds that begins with it."""
    chains = dict.fromkeys(reads, 1)
    for number in sorted(reads, reverse=True):
        for read in reads[number]:
            chains[read] = max(chains[read], chains[number] + 1)
    return chains


def try_step(connection: duckdb.DuckDBPyConnection, project: Path, step: dict, say: Say, run: Callable | None = None):
    """What the step gave, such as the rows that a test found. Raises BuildFailed with the name of a step that fails."""
    say(f"{'testing' if step['kind'] == 'test' else 'building'} {step['schema']}.{step['name']}")
    try:
        return (run or run_step)(connection, project, step)
    except duckdb.Error as error:
        raise BuildFailed(f"{step['path']}: {step['name']}: {error}") from error


def run_step(connection: duckdb.DuckDBPyConnection, project: Path, step: dict) -> list[str]:
    if step["kind"] == "test":
        found = connection.execute(step["sql"])
        names = [column[0] for column in found.description]
        return [f"{step['path']}: {step['name']}: {dict(zip(names, row, strict=True))}" for row in found.fetchmany(20)]
    connection.execute(f"create {'view' if step['kind'] == 'view' else 'table'} {step['relation']} as {sql_of(project, step)}")
    return described(connection, step)


def renew_step(
    connection: duckdb.DuckDBPyConnection, project: Path, step: dict, is_other: bool, before: dict[str, int] | None
) -> tuple[list[str], bool, dict[str, int] | None]:
    """Puts what the step gives in the place of what is there, of which `before` is the content; also whether the columns are others, and
    what the content is, but for a view. A step that is the same one and reads the same columns gives the same columns."""
    relation, fresh = step["relation"], "temp.main.fresh"
    if step["kind"] == "view":
        columns = columns_of(connection, relation)
        connection.execute(f"create or replace view {relation} as {sql_of(project, step)}")
        return described(connection, step), columns != columns_of(connection, relation), None
    connection.execute(f"create or replace temp table fresh as {sql_of(project, step)}")
    is_altered = is_other and columns_of(connection, relation) != columns_of(connection, fresh)
    content = content_of(connection, fresh)
    differs = is_altered or before != content
    if differs:
        connection.execute(f"create or replace table {relation} as from {fresh}")
    return described(connection, step) if is_other or differs else [], is_altered, content


def sql_of(project: Path, step: dict) -> str:
    return step["sql"] or f"select * exclude (filename) from {reading([str(project / step['path'])])}"


def columns_of(connection: duckdb.DuckDBPyConnection, relation: str) -> list[list[str]]:
    return [list(column[:2]) for column in connection.execute(f"describe {relation}").fetchall()]


def described(connection: duckdb.DuckDBPyConnection, step: dict) -> list[str]:
    """Comments on what a step has made, and where it has other columns than its contract says."""
    if step["comments"]:
        connection.execute("; ".join(step["comments"]))
    built = columns_of(connection, step["relation"]) if step["columns"] is not None else None
    return (
        []
        if built == step["columns"]
        else [f"{step['path']}: {step['name']}: expected the columns of its contract, {dict(step['columns'])}, not {dict(built)}"]
    )
