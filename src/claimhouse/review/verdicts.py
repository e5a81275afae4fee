"""The relations of one report and their verdicts, by the models of every build, in memory and in a process of its own.

The process starts with the first question and computes one answer after another. What is computed is `relation_audit` and what it reads,
over the shared seeds and the folder, without the data tests: the page shows it, and `claimhouse build` alone publishes.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import shutil
import signal
import sys
import tempfile
from multiprocessing.connection import Connection
from pathlib import Path

from claimhouse.cells import plain
from claimhouse.draft.store import OPEN, Draft
from claimhouse.draft.tables import observation_rows, write_tables
from claimhouse.engine import BuildFailed
from claimhouse.loading.batch_steps import bulk_variable, in_memory
from claimhouse.loading.batches import built
from claimhouse.loading.bulk import folder_problems
from claimhouse.loading.folders import SOURCE, folder_tables
from claimhouse.loading.plan import load_plan, read_by
from claimhouse.processes import end_with_parent
from claimhouse.review.registers import on_page

TARGET = "relation_audit"
SECONDS = 3  # that the end of a review waits for the process
COLUMNS = (
    "relation_id",
    "kind",
    "origin",
    "description",
    "verdict",
    "computed_low",
    "computed_high",
    "stated_low",
    "stated_high",
    "unit",
    "relative_gap",
    "reason",
    "observation_ids",
    "lines",
)


def relations_of(folder: Path, project: Path) -> list[dict]:
    """One row per relation of the report in a folder. Raises BuildFailed where the models cannot compute with its tables."""
    tables = folder_tables(folder, project)
    steps = read_by(load_plan(project, bulk_variable(project, tables)), lambda step: step["name"] == TARGET)
    with (
        tempfile.TemporaryDirectory() as spill,
        built(project, Path(spill), in_memory(steps), tables, [folder.name, folder.name], lambda step: None) as connection,
    ):
        found = connection.execute(
            f"select {', '.join(COLUMNS)} from marts.{TARGET} where report_id = ? order by relation_id", [folder.name]
        )
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in found.fetchall()]
    return [{name: cell if isinstance(cell, list) else plain(cell) for name, cell in row.items()} for row in rows]


def evaluate(folder: Path, sha256: str, project: Path) -> dict:
    """Writes the tables of a draft, and computes the relations of every row that is complete, also of those that wait for review.

    Rows of which `claimhouse check` finds a problem are left out. Gives `relations`, each with the `items` that it is over, `problems` as
    pairs of column and text by item, and `failure`, why there are no relations.
    """
    draft = Draft.load(folder)
    if hashlib.sha256("\n".join(draft.lines).encode()).hexdigest() != sha256:
        return failed("the text of the report is not the one that was drafted")
    write_tables(draft, project)
    problems: dict[str, list[tuple[str, str]]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        draft.folder = Path(scratch) / "reports" / folder.name
        draft.folder.mkdir(parents=True)
        for table in folder.glob("*.csv"):
            shutil.copy(table, draft.folder)
        for item in draft.items.values():
            if item.state == "unsure":
                item.state = "sure"
        rows, written = observation_rows(draft)
        if rows:
            write_tables(draft, project)
            for problem in folder_problems(draft.folder, project, folder / SOURCE)[0]:
                if Path(problem.file).stem == "observations" and 2 <= problem.line < len(written) + 2:
                    item = written[problem.line - 2]
                    problems.setdefault(item.id, []).append(on_page(item, problem))
                    item.state = OPEN
        if problems:
            rows, written = observation_rows(draft)
            write_tables(draft, project)
        items = {row["observation_id"]: item.id for row, item in zip(rows, written, strict=True)}
        relations = relations_of(draft.folder, project) if rows else []
    for relation in relations:
        relation["items"] = [items[id] for id in relation["observation_ids"] if id in items]
    return {"relations": relations, "problems": problems, "failure": ""}


class Evaluator:
    """Asks the process and takes its answers without waiting for them."""

    def __init__(self, project: Path):
        self.project, self.busy = project, False
        self.pipe: Connection | None = None
        self.process: multiprocessing.Process | None = None

    def ask(self, folder: Path, sha256: str) -> None:
        """Has the report of a folder computed, whose text has this hash; nothing must be asked while an answer is due."""
        if self.process is None or not self.process.is_alive():
            spawning = multiprocessing.get_context("spawn")
            self.pipe, far_end = spawning.Pipe()
            self.process = spawning.Process(target=serve, args=(far_end, self.project), daemon=True)
            self.process.start()
            far_end.close()
        self.busy = True
        try:
            self.pipe.send((folder, sha256))
        except OSError:
            pass  # it was killed meanwhile, and `answer` says so

    def answer(self) -> dict | None:
        """What `evaluate` gives; None while it computes."""
        try:
            if not self.busy or not self.pipe.poll():
                return None
            found = self.pipe.recv()
        except (EOFError, OSError):
            found = failed("the process that computes them was killed; it starts again in half a minute")
        self.busy = False
        return found

    def close(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.join(SECONDS)  # a statement that runs is not interrupted
            self.process.kill()


def serve(pipe: Connection, project: Path) -> None:
    """Answers every folder that comes through the pipe, until the page ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the page decides when it ends
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    end_with_parent()
    while True:
        try:
            folder, sha256 = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send(evaluate(folder, sha256, project))
        except BuildFailed as error:
            pipe.send(failed(str(error)))
        except Exception as error:  # whatever it is, the page goes on without relations
            pipe.send(failed(f"{type(error).__name__}: {error}"))


def failed(why: str) -> dict:
    return {"relations": [], "problems": {}, "failure": why}
