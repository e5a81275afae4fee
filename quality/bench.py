"""Measures builds of one report and of many; `make bench` writes docs/evidence/benchmarks.md.

Every build runs in a process of its own on a copy of the project. Wall and processor time are of the whole process tree,
memory is the greatest sum over the tree. Other engines that run the same models stand beside ours: docs/evidence/PEERS.md.
"""

from __future__ import annotations

import json
import math
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import duckdb
from made import disagreements_query, make_reports, planted_disagreements, planted_relations

from claimhouse.loading.batch_steps import bulk_variable, in_memory
from claimhouse.loading.batches import BATCH, WORKERS, batches_of, built
from claimhouse.loading.folders import all_tables, bulk_tables, folder_tables, report_folders
from claimhouse.loading.plan import load_plan, run_plan
from claimhouse.publish import DATABASE, contents_of

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "support"))
PAGE = ROOT / "docs" / "evidence" / "benchmarks.md"
DOCUMENTS = 1000
SIZES = (10**4, 10**5, 10**6, 10**7)
RUNS = int(os.environ.get("RUNS", "3"))
FEW = 10**5  # more observations are built once
DBT, PEER = Path(sys.executable).with_name("dbt"), ROOT / "quality" / "peers"
# Shell commands that build the same models, run in a copy of the project (docs/evidence/PEERS.md).
PEERS = {
    "`dbt build`, unit tests included": f"{DBT} --quiet build",
    "`dbt seed && dbt run && dbt test`": f"{DBT} --quiet seed && {DBT} --quiet run && {DBT} --quiet test",
    "`dbt build` of dbt's Rust engine": f"LD_LIBRARY_PATH={PEER}/rust/.venv/node_modules/@duckdb/node-bindings-linux-x64"
    f" {PEER}/rust/.venv/bin/dbt --quiet build --exclude test.claimhouse.unique_key test_type:unit",
    "`sqlmesh plan`": f"cp {PEER}/sqlmesh/config.py . && {PEER}/sqlmesh/.venv/bin/sqlmesh plan --auto-apply --no-prompts",
}
# Those of them that take so little that they run in every turn; the others run once.
IN_TURN = {"`dbt build` of dbt's Rust engine"}
QUERY = re.compile(r"```sql\n(.*?)```", re.S)
READ = re.compile(r"\b(?:from|join) (\w+)")


@dataclass
class Cost:
    """Seconds of wall and processor time, GiB of memory, and what the process printed."""

    wall: float
    cpu: float
    memory: float
    output: str


def middle(costs: list[Cost]) -> Cost:
    """The median of each measure."""
    return Cost(*(statistics.median(getattr(cost, part) for cost in costs) for part in ("wall", "cpu", "memory")), costs[-1].output)


def measure(*command: str | Path, project: Path, **environment: str) -> Cost:
    """Runs a command in the folder of the project; one that fails stops the benchmark."""
    start, before, peak = time.perf_counter(), os.times(), [0.0]
    # with the source at hand a build would read it too, also where nothing has changed
    inherited = {name: value for name, value in os.environ.items() if name != "CLAIMHOUSE_SOURCE"}
    process = subprocess.Popen(
        [str(word) for word in command],
        cwd=project,
        stdout=subprocess.PIPE,
        text=True,
        env=inherited | {"CLAIMHOUSE_PROJECT": str(project), "DO_NOT_TRACK": "1"} | environment,
    )

    def watch() -> None:
        while process.poll() is None:
            peak[0] = max(peak[0], tree_memory(process.pid))
            time.sleep(max(0.1, (time.perf_counter() - start) / 100))  # to look costs 15 ms of a processor

    watcher = threading.Thread(target=watch)
    watcher.start()
    output = process.communicate()[0]
    wall, after = time.perf_counter() - start, os.times()
    watcher.join()  # it may sleep on for a moment
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} failed:\n{output}")
    cost = Cost(
        wall,
        after.children_user + after.children_system - before.children_user - before.children_system,
        peak[0],
        output,
    )
    print(f"{cost.wall:.1f} s, {cost.cpu:.1f} processor s: {' '.join(map(str, command))}"[:120], file=sys.stderr, flush=True)
    return cost


def tree_memory(root: int) -> float:
    """GiB that a process and all below it hold."""
    parents, pages = {}, {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            pages[int(entry.name)] = int((entry / "statm").read_text().split()[1])
        except (OSError, IndexError):
            continue  # it has ended meanwhile
    total, below = 0, [root]
    while below:
        process = below.pop()
        total += pages.get(process, 0)
        below += [child for child, parent in parents.items() if parent == process]
    return total * os.sysconf("SC_PAGE_SIZE") / 2**30


def copy_of_project(folder: Path) -> Path:
    project = folder / "project"
    shutil.copytree(ROOT, project, ignore=shutil.ignore_patterns(".*", "node_modules", "warehouse", "target", "logs"))
    return project


def one_report(folder: Path) -> tuple[dict[str, list[Cost]], dict[str, str]]:
    """Costs of building the one report in several ways, in turn so that one load meets all, and how many marts other engines make as ours
    are; without costs where one fails."""
    project = copy_of_project(folder)
    shutil.rmtree(project / "reports")  # the other engines build the seeds alone
    target, published = project / "target", project / "warehouse" / DATABASE
    command = (sys.executable, "-m", "claimhouse.cli")
    seed, model = project / "seeds" / "reference" / "subjects.csv", project / "models" / "marts" / "price_ratios.sql"
    rows, sql, changes = seed.read_bytes(), model.read_bytes(), iter(range(10 * RUNS))

    def nothing() -> None:
        pass

    def forget() -> None:
        for kept in (target, project / "warehouse", project / ".cache"):
            shutil.rmtree(kept, ignore_errors=True)
        target.mkdir()

    def change_a_row() -> None:
        seed.write_bytes(rows.replace(b",Tencent,", b",Tencent %d," % next(changes), 1))

    def change_a_model() -> None:
        model.write_bytes(sql + b"-- %d\n" % next(changes))

    trials = {
        "start of Python and import of dbt": (nothing, (sys.executable, "-c", "import dbt.cli.main")),
        "`claimhouse build`, nothing kept": (forget, (*command, "build")),
        "raw DuckDB, the same SQL and tests": (nothing, (sys.executable, __file__, "raw")),
        "`claimhouse build --force`": (nothing, (*command, "build", "--force")),
        "`claimhouse build`, one changed row": (change_a_row, (*command, "build")),
        "`claimhouse build`, one changed model": (change_a_model, (*command, "build")),
        "`claimhouse build`, nothing changed": (nothing, (*command, "build")),
        "`claimhouse check`": (nothing, (*command, "check")),
        "start of Python and import of DuckDB": (nothing, (sys.executable, "-c", "import duckdb")),
        '`claimhouse sql "select 1"`': (nothing, (*command, "sql", "select 1")),
    }
    costs: dict[str, list[Cost]] = defaultdict(list)
    marts: dict[str, str] = {}
    for turn in range(RUNS):
        for name, (prepare, words) in trials.items():
            prepare()
            costs[name].append(measure(*words, project=project))
        ours = contents_of(published)["marts"]
        for name, words in PEERS.items():
            if name in costs and name not in IN_TURN or turn and not costs[name]:
                continue
            forget()
            try:
                costs[name].append(measure("sh", "-c", words, project=project, CLAIMHOUSE_DB=str(target / DATABASE)))
            except SystemExit as error:  # another engine that fails is named and stops nothing
                print(error, file=sys.stderr)
                costs[name], marts[name] = [], "failed"
                continue
            theirs = contents_of(target / DATABASE)["marts"]
            marts[name] = f"{sum(theirs.get(mart) == made for mart, made in ours.items())} of {len(ours)}"
    return costs, marts


def many_documents(folder: Path) -> dict[str, Cost]:
    """Costs of the audit and the drafts of the fictional documents, repeated to so many, and of the first one alone."""
    import drafted
    import unseen

    project, kept, files = copy_of_project(folder), folder / "documents", []
    shutil.rmtree(project / "reports")
    kept.mkdir()
    made = [(name, form, make()) for name, (make, form) in (drafted.DOCUMENTS | unseen.DOCUMENTS).items()]
    for number in range(DOCUMENTS):
        name, form, blocks = made[number % len(made)]
        files.append(kept / f"{number}-{name}.{form}")
        if number < len(made):
            drafted.render(blocks, form, files[-1])
        else:
            shutil.copyfile(files[number - len(made)], files[-1])
    command = (sys.executable, "-m", "claimhouse.cli")
    return {
        "`claimhouse audit`, one document": measure(*command, "audit", files[0], project=project),
        f"`claimhouse audit`, {DOCUMENTS:,} documents": measure(*command, "audit", *files, project=project),
        "`claimhouse draft`, one document": measure(*command, "draft", files[0], "--report", "alone", project=project),
        f"`claimhouse draft`, {DOCUMENTS:,} documents": measure(*command, "draft", *files, project=project),
    }


def many_reports(observations: int, folder: Path) -> dict:
    """Builds made-up reports of about so many observations, adds one, and asks; raises SystemExit where a planted conflict is missed
    or one invented."""
    project, reports = copy_of_project(folder), folder / "reports"
    shutil.rmtree(project / "reports")  # made-up ones alone
    count = round(observations / (make_reports(folder / "ten", 10, ROOT) / 10))
    rows = add_reports(reports, count, folder)
    costs, alone = [], []
    for _ in range(RUNS if observations <= FEW else 1):
        costs.append(measure(sys.executable, __file__, "staged", reports, project=project))
        alone.append(measure(sys.executable, __file__, "raw", reports, project=project))
    add_reports(reports, 1, folder, first=count)
    grown = measure(sys.executable, "-m", "claimhouse.cli", "build", "--bulk", reports, project=project)
    database = project / "warehouse" / DATABASE
    with duckdb.connect(str(database), read_only=True) as connection:
        found = connection.execute("select report_id, detected_by from marts.contradictions where report_id <> 'cai2026'").fetchall()
        if len(found) != len(set(found)) or set(found) != planted_relations(count + 1):
            raise SystemExit(f"{len(found)} conflicts found, {len(planted_relations(count + 1))} planted")
        apart = connection.execute(disagreements_query()).fetchall()
        if len(apart) != len(set(apart)) or set(apart) != planted_disagreements(count + 1):
            raise SystemExit(f"{len(apart)} disagreements found, {len(planted_disagreements(count + 1))} planted")
        relations = connection.execute("select count(*) from marts.relation_audit").fetchone()[0]
    return {
        "observations": rows,
        "reports": count,
        "relations": relations,
        "planted": len(found),
        "cost": middle(costs),
        "alone": middle(alone),
        "ratio": statistics.median(cost.cpu / raw.cpu for cost, raw in zip(costs, alone, strict=True)),
        "grown": grown,
        "file": database.stat().st_size / 2**30,
        "slowest": slowest(database),
        "stages": json.loads(costs[-1].output),
    }


def add_reports(reports: Path, count: int, folder: Path, first: int = 0) -> int:
    """Adds files of `count` made-up reports to the folder `reports` and returns the number of their observations."""
    rows = make_reports(folder / "made", count, ROOT, first=first)
    for file in (folder / "made").iterdir():
        (reports / file.stem).mkdir(parents=True, exist_ok=True)
        file.rename(reports / file.stem / f"{first}.parquet")
    return rows


def slowest(database: Path) -> tuple[float, str]:
    """Seconds of the slowest of all queries of docs/MARTS.md and of analyses/, each the median of some runs, and what it reads."""
    found = []
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute("use claimhouse.marts")
        for query in queries():
            seconds = []
            for _ in range(RUNS):
                start = time.perf_counter()
                connection.execute(query).fetchall()
                seconds.append(time.perf_counter() - start)
            found.append((statistics.median(seconds), ", ".join(sorted(set(READ.findall(query))))))
    return max(found)


def queries() -> list[str]:
    """Every query of docs/MARTS.md and of analyses/."""
    analyses = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "analyses").glob("*.sql"))]
    return QUERY.findall((ROOT / "docs" / "MARTS.md").read_text(encoding="utf-8")) + [
        re.sub(r"\{\{ ref\('(\w+)'\) \}\}", r"\1", analysis) for analysis in analyses
    ]


def staged(reports: Path) -> None:
    """Builds with further reports and prints the processor seconds of each stage, over all threads; runs in a process of its own."""
    from claimhouse.build import build as run_build

    stages, thread = Counter(), threading.local()

    def say(step: str) -> None:
        now = time.thread_time()
        if hasattr(thread, "stage"):
            stages[thread.stage] += now - thread.since
        thread.stage, thread.since = step.partition(",")[0].partition(".")[0], now

    run_build(Path(os.environ["CLAIMHOUSE_PROJECT"]), None, True, say, reports)
    say("done")
    print(json.dumps(stages))


def raw(reports: Path | None = None) -> None:
    """Runs the kept plan in DuckDB alone, batch by batch; runs in a process of its own."""
    project = Path(os.environ["CLAIMHOUSE_PROJECT"])
    tables = all_tables(
        [bulk_tables(reports, project) if reports else {}, *(folder_tables(folder, project) for folder in report_folders(project))]
    )
    with tempfile.TemporaryDirectory() as folder:
        if not tables:
            run_plan(project, Path(folder) / DATABASE, load_plan(project))
            return
        steps = in_memory(load_plan(project, bulk_variable(project, tables)))

        def run(batch: list[str]) -> None:
            with built(project, Path(folder), steps, tables, batch, lambda step: None):
                pass

        with ThreadPoolExecutor(WORKERS) as pool:
            list(pool.map(run, batches_of(tables, BATCH)))


def table(header: list[str], rows: list[list[str]]) -> list[str]:
    return ["| " + " | ".join(row) + " |" for row in [header, ["---", *["---:"] * (len(header) - 1)], *rows]]


def machine() -> str:
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} processors ({model[1] if model else platform.machine()}), {memory:.0f} GiB, {platform.system()}; Python"
        f" {platform.python_version()}, DuckDB {duckdb.__version__}; load average at the start {os.getloadavg()[0]:.1f}"
    )


def main(sizes: list[int]) -> None:
    """Measures and writes the page; each part of it names the machine as it was found. `sizes` are numbers of observations;
    without any the part about many reports stays as it is.

    make bench BENCH='10000 100000'
    make bench BENCH=one
    make bench RUNS=1
    """
    many = PAGE.read_text(encoding="utf-8").partition("## Many reports")[1:]
    text = [
        "# Benchmarks",
        "",
        "Written by `make bench`. Processor time is the better measure where the machine had other work: wall time counts the waiting.",
        "",
        "## One report",
        "",
        machine(),
        "",
    ]
    with tempfile.TemporaryDirectory() as folder:
        text += [*one_report_page(*one_report(Path(folder))), ""]
    with tempfile.TemporaryDirectory() as folder:
        rows = [[name, f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{cost.memory:.2f}"] for name, cost in many_documents(Path(folder)).items()]
    text += ["## Documents", "", *table(["", "wall s", "processor s", "GiB"], rows), ""]
    text += ["One run each, over the fictional documents of the tests: releases, tables, bulletins, notes and pages in seven formats.", ""]
    PAGE.write_text("\n".join(text) + "\n" + "".join(many), encoding="utf-8")
    found, runs = machine(), []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            runs.append(many_reports(size, Path(folder)))
        PAGE.write_text("\n".join([*text, "## Many reports", "", found, "", *many_reports_page(runs)]) + "\n", encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))


def one_report_page(costs: dict[str, list[Cost]], marts: dict[str, str]) -> list[str]:
    names = list(costs)
    dbt, ours, raw = names[:3]
    floors = {name: names[8:9] if name in names[9:10] else [dbt, raw] for name in costs}

    def over(name: str, part: str, others: list[str]) -> str:
        """The median of the ratios within a turn."""
        runs = zip(costs[name], *(costs[other] for other in others), strict=False)
        return f"{statistics.median(getattr(run[0], part) / sum(getattr(other, part) for other in run[1:]) for run in runs):.2f}"

    def line(name: str) -> list[str]:
        if not costs[name]:
            return [name, *[""] * 6, marts[name]]
        walls, cost = [run.wall for run in costs[name]], middle(costs[name])
        spread = f"{min(walls):.2f} {max(walls):.2f}" if len(walls) > 1 else "one run"
        figures = [f"{cost.wall:.2f}", spread, f"{cost.cpu:.2f}", f"{cost.memory:.2f}"]
        return [name, *figures, over(name, "wall", floors[name]), over(name, "wall", [ours]), marts.get(name, "")]

    return [
        *table(["", "wall s", "from to", "processor s", "GiB", "times floor", "times ours", "marts as ours"], [*map(line, costs)]),
        "",
        f"Medians of {RUNS} turns: in each all commands run one after the other, so that one load meets all; ratios are of one turn, in"
        f" wall time. The floor is {dbt} and {raw} together, that of `claimhouse sql` {names[8]}; ours is the build with nothing kept."
        " The other engines begin with nothing kept and run the project's tests ([PEERS.md](PEERS.md)).",
    ]


def many_reports_page(runs: list[dict]) -> list[str]:
    text = [
        *table(
            [
                "observations",
                "reports",
                "relations",
                "planted conflicts, all found and no other",
                "wall s",
                "processor s",
                "GiB",
                "file GiB",
                "DuckDB alone, processor s",
                "processor over DuckDB alone",
                "one report more, wall s",
                "build over one report more",
                "slowest query s",
            ],
            [
                [
                    f"{run['observations']:,}",
                    f"{run['reports']:,}",
                    f"{run['relations']:,}",
                    f"{run['planted']:,}",
                    f"{run['cost'].wall:.1f}",
                    f"{run['cost'].cpu:.1f}",
                    f"{run['cost'].memory:.2f}",
                    f"{run['file']:.2f}",
                    f"{run['alone'].cpu:.1f}",
                    f"{run['ratio']:.2f}",
                    f"{run['grown'].wall:.1f}",
                    f"{run['cost'].cpu / run['grown'].cpu:.1f}",
                    f"{run['slowest'][0]:.2f}",
                ]
                for run in runs
            ],
        ),
        "",
        f"DuckDB alone runs the same statements and tests over the same batches, of {BATCH:,} observations at most, {WORKERS} side by"
        f" side, and keeps nothing. Up to {FEW:,} observations both ran {RUNS} times in turn: medians; more of them once."
        f" The slowest of the {len(queries())} queries of docs/MARTS.md and of analyses/ reads"
        f" {runs[-1]['slowest'][1]}.",
    ]
    names = list(dict.fromkeys(stage for run in runs for stage in run["stages"]))
    text += [
        "",
        "Processor seconds of the build in each stage; the cells are checked beside it:",
        "",
        *table(
            ["observations", *names],
            [[f"{run['observations']:,}", *(f"{run['stages'].get(name, 0):.1f}" for name in names)] for run in runs],
        ),
    ]
    if len(runs) > 2:
        small, large = runs[1], runs[-1]
        grown = math.log(large["observations"] / small["observations"])
        text += [
            "",
            f"Growth from {small['observations']:,} to {large['observations']:,} observations: exponent "
            f"{math.log(large['cost'].wall / small['cost'].wall) / grown:.2f} in wall time, "
            f"{math.log(large['cost'].cpu / small['cost'].cpu) / grown:.2f} in processor time.",
        ]
    return text + plan_for_a_billion(runs[-1])


def plan_for_a_billion(run: dict) -> list[str]:
    """What 10^9 observations take at the rates of a run."""
    times = 10**9 / run["observations"]
    hours, size = run["cost"].cpu * times / 3600, run["file"] * times
    return [
        "",
        "### A plan for 10^9 observations",
        "",
        f"At the rates of the last line, {run['cost'].cpu / run['observations'] * 1e6:.0f} processor seconds and"
        f" {run['file'] / run['observations'] * 1e6 * 1024:.0f} MiB of the file for 10^6 observations, 10^9 of them"
        f" ({run['reports'] * times:,.0f} reports) take {hours:.0f} processor hours: {hours / 2:.1f} hours on 2 processors,"
        f" {hours / 64:.1f} on 64. They fill {size:.0f} GiB: 100 files of 10^7 observations with {size / 100:.1f} GiB each."
        " [BULK.md](../BULK.md) says how they are built and read.",
    ]


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["raw", *folder]:
            raw(*map(Path, folder))
        case ["staged", folder]:
            staged(Path(folder))
        case ["one"]:
            main([])
        case words:
            main([int(word) for word in words] or list(SIZES))
