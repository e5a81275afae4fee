"""What the page asks of a draft, as plain data: figures, rows, choices and steps.

One thread uses a desk. A step is in the journal of the draft before its answer; other windows use the same desk, other programs the same
journal, and a step on a row of another version than it names is refused with the row as it is.
"""

from __future__ import annotations

import re
import secrets
import time
from pathlib import Path

from claimhouse.check.printed import figure_of, typed_cells
from claimhouse.draft.registers import Book
from claimhouse.draft.store import CELLS, NEEDED, OPEN, SETTLED, Damaged, Draft, Item, Stale
from claimhouse.draft.tables import write_tables
from claimhouse.loading.folders import SOURCE
from claimhouse.publish import file_hash
from claimhouse.review.registers import Registers, names_a_day
from claimhouse.review.verdicts import Evaluator
from claimhouse.rules import KEYS
from claimhouse.seeds import families

REASONS = (
    "period_label",
    "product_name",
    "section_number",
    "list_ordinal",
    "law_or_paper_name",
    "ticker",
    "number_format",
    "url_or_service_name",
)
LISTED = ("qualifier", "obs_status", "usage_warning")  # cells of a vocabulary short enough for a list
LABELS = {
    "subject_id": "Subject",
    "metric_id": "Metric",
    "period_id": "Period",
    "scope_id": "Scope",
    "geography_id": "Geography",
    "unit_mult": "Power of ten",
    "obs_status": "Status",
    "cited_source_id": "Cited source",
    "usage_warning": "Warning",
    "period_printed": "Period as printed",
    "period_line": "Its line",
}
PRINTED = "printed"  # shown as a cell: another text of the line that is the figure
VERDICTS = ("contradicted", "strained", "unknown", "consistent", "implied")  # in the order in which a row shows its relations
SHOWN = 500  # characters of a message
RETRY = 30  # seconds after which relations that could not be computed are tried again, as a build may have been in the way
AT_ONCE = 1000  # figures in one answer


class Refused(Exception):
    """A step that is not done: the status of the answer, a word for the page, a message, and what the page needs besides."""

    def __init__(self, status: int, error: str, message: str, **more: object):
        super().__init__(message)
        self.status, self.answer = status, {"error": error, "message": message} | more


def label(cell: str) -> str:
    return LABELS.get(cell, cell.capitalize())


def read(printed: str, unit: str) -> dict[str, str]:
    """The cells that a printed figure of a unit gives."""
    figure = None if unit == "date" else figure_of(printed, unit)
    if figure is None:
        return {}
    return typed_cells(figure) | {"unit": figure.unit or unit}


def as_reviewed(cells: dict[str, str]) -> dict[str, str]:
    """The fields of a step of a reviewer on cells."""
    return cells | {f"{name}_{part}": said for name in cells for part, said in (("how", "reviewer"), ("sure", "reviewed"))}


class Desk:
    """A draft with its registers and relations. Raises FileNotFoundError where there is no draft, Refused where its text is another."""

    def __init__(self, folder: Path, project: Path):
        self.folder, self.project = folder, project
        self.evaluator = Evaluator(project)
        self._open()

    def _open(self) -> None:
        """Reads the draft as it is on the disk."""
        self.epoch = secrets.token_hex(4)
        self.drafted = self._stamp("draft/draft.json")
        if self.drafted and not self._stamp(SOURCE):
            raise Refused(409, "source", f"reports/{self.folder.name}/{SOURCE}: expected the text that was drafted; put it back")
        try:
            self.draft = Draft.load(self.folder)
        except Damaged as error:
            raise Refused(409, "source", str(error)) from error
        self.text_stamp, self.sha256 = None, self.draft.about.get("source_sha256") or file_hash(self.folder / SOURCE)
        self.registers = Registers(self.draft, self.project)
        self.book = Book(self.project)  # knows the family of a metric
        self.evaluated, self.asked, self.answers, self.answered = -1, 0.0, 0, 0
        self.relations: dict[str, list[dict]] = {}
        self.problems: dict[str, list[tuple[str, str]]] = {}
        self.verdicts: dict[str, int] = {}
        self.failure = ""
        self.groups: dict[str, list[str]] = {}
        if problem := self.source_problem():
            raise Refused(409, "source", problem)
        for item in list(self.draft.items.values())[:1]:
            self.registers.problems_of(item)  # reads the grammar, so that no request waits for it

    def _stamp(self, name: str) -> tuple[int, ...] | None:
        try:
            found = (self.folder / name).stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def source_problem(self) -> str:
        """Why no step can be taken: the text is not the one that was drafted. Hashed again only when the file was written to."""
        stamp = self._stamp(SOURCE)
        if stamp is None or stamp != self.text_stamp:
            found = file_hash(self.folder / SOURCE) if stamp else ""
            path = f"reports/{self.folder.name}/{SOURCE}"
            if found != self.sha256:
                return (
                    f"{path} {'was changed' if found else 'is gone'} since it was drafted: expected SHA-256 {self.sha256[:16]}…"
                    f"{f', found {found[:16]}…' if found else ''}. Nothing is saved until the drafted text is back; what was saved stays. "
                    f"For a new text: claimhouse draft FILE --report NEW --previous {self.folder.name}"
                )
            self.text_stamp = stamp
        return ""

    def catch_up(self) -> None:
        """Reads what other programs did: a new draft, steps, relations that were computed meanwhile; asks for what is not computed yet."""
        if self._stamp("draft/draft.json") != self.drafted:
            self._open()
        try:
            self.draft.refresh()
        except Stale as error:  # it is being drafted again at this moment
            raise Refused(409, "source", str(error)) from error
        self.registers.refresh()
        self._take_answer()
        again = self.failure and time.monotonic() > self.asked + RETRY
        if not self.evaluator.busy and (again or self.evaluated != len(self.draft.steps)) and not self.source_problem():
            self.evaluated, self.asked = len(self.draft.steps), time.monotonic()
            self.evaluator.ask(self.folder, self.sha256)

    def _take_answer(self) -> None:
        answer = self.evaluator.answer()
        if answer is None:
            return
        self.answers, self.answered = self.answers + 1, self.evaluated
        self.failure, self.problems = answer["failure"], answer["problems"]
        self.relations, self.verdicts = {}, {}
        for relation in sorted(answer["relations"], key=lambda found: VERDICTS.index(found["verdict"])):
            self.verdicts[relation["verdict"]] = self.verdicts.get(relation["verdict"], 0) + 1
            for id in relation["items"]:
                self.relations.setdefault(id, []).append(relation)

    # what the page shows
    def start(self) -> dict:
        cells = [{"name": PRINTED, "label": "Printed", "kind": "text", "needed": True, "options": [], "register": "", "fresh": None}]
        for name in CELLS:
            kind = "choice" if name in LISTED or name == "family" else "register" if name in KEYS else "text"
            vocabulary = self.registers.tables[KEYS[name]].rows if name in LISTED else []
            options = families(self.project) if name == "family" else [row[name] for row in vocabulary]
            register = KEYS[name] if kind == "register" else ""
            cells.append(
                {
                    "name": name,
                    "label": label(name),
                    "kind": kind,
                    "needed": name in NEEDED,
                    "options": options,
                    "register": register,
                    "fresh": self.registers.fields(register) if register in self.registers.keys else None,
                }
            )
        return {
            "report": self.draft.report,
            "title": self.draft.about.get("title") or self.draft.report,
            "previous": self.draft.about.get("previous") or "",
            "lines": self.draft.lines,
            "cells": cells,
            "reasons": REASONS,
        }

    def figures(self, since: str = "", first: int = 0) -> dict:
        """What changed since the stamp of an earlier answer; where it is of another draft all figures from the `first`, AT_ONCE of them,
        and where the next ones begin."""
        self.catch_up()
        source = self.source_problem()
        stamp = f"{self.epoch}.{len(self.draft.steps)}.{self.answers}.{int(bool(source))}.{int(self.evaluator.busy)}"
        if since == stamp:
            return {"stamp": stamp}
        known = re.match(rf"{self.epoch}\.([0-9]{{1,9}})\.", since)
        steps = self.draft.steps[int(known[1]) :] if known else None
        if everything := steps is None or any("register" in step for step in steps):
            changed, gone = list(self.draft.items)[first : first + AT_ONCE], []
        else:
            touched = dict.fromkeys(step["item"] for step in steps if "item" in step)
            changed, gone = [id for id in touched if id in self.draft.items], [id for id in touched if id not in self.draft.items]
        return {
            "stamp": stamp,
            "new": steps is None,
            "next": first + AT_ONCE if everything and first + AT_ONCE < len(self.draft.items) else None,
            "figures": [self.brief(self.draft.items[id]) for id in changed],
            "gone": gone,
            "contradicted": [id for id, relations in self.relations.items() if any(one["verdict"] == "contradicted" for one in relations)],
            "problems": self.troubled(),
            "note": self.note(),
            "last": self.last(),
            "source": source,
        }

    def note(self) -> str:
        """What the relations shown rest on."""
        counted = ", ".join(f"{count} {verdict}" for verdict, count in sorted(self.verdicts.items()))
        if self.failure:
            return f"Relations cannot be computed: {self.failure[:SHOWN]}"
        if not self.answers:
            return "Relations are being computed."
        pending = "; being computed again" if self.evaluator.busy else ""
        return f"Of all rows that are complete, in the whole report: {counted or 'no relation'}{pending}."

    def last(self) -> dict | None:
        """The step that undo takes back."""
        numbers = self.draft.standing()
        if not numbers:
            return None
        step = self.draft.steps[numbers[-1]]
        if "register" in step:
            return {"number": numbers[-1], "what": f"new id {step['id']}"}
        item, after = self.draft.items[step["item"]], step["after"]
        what = after.get("state") or next((label(name) for name in after if name in CELLS), "printed")
        return {"number": numbers[-1], "what": f"{what}, line {item.line}, {item.printed[:30]}"}

    def brief(self, item: Item) -> dict:
        names = [self.registers.name(KEYS[cell], item.value(cell)) for cell in ("subject_id", "metric_id", "period_id")]
        return {
            "id": item.id,
            "version": item.version,
            "state": item.state,
            "origin": item.origin,
            "worth": item.worth,
            "line": item.line,
            "start": item.start,
            "end": item.end,
            "printed": item.printed,
            "what": item.reason.replace("_", " ") if item.state == "excluded" else " · ".join(filter(None, names)),
        }

    def figure(self, id: str) -> dict:
        self.catch_up()
        return self.whole(self.item(id))

    def item(self, id: str) -> Item:
        if id not in self.draft.items:
            raise Refused(404, "unknown", f"{id}: no such figure in this draft")
        return self.draft.items[id]

    def whole(self, item: Item) -> dict:
        """A figure with its row, what is wrong with it, and its relations."""
        found = [] if item.state == "excluded" else self.registers.problems_of(item)
        known = {(column, text) for column, text, _ in found}
        cells = {PRINTED: {"value": item.printed, "how": "", "sure": "sure", "name": "", "note": ""}}
        for name, cell in item.cells.items():
            shown = self.registers.name(KEYS[name], cell.value) if name in KEYS else ""
            note = "new id of this report" if name in KEYS and (KEYS[name], cell.value) in self.draft.ids else ""
            cells[name] = {"value": cell.value, "how": cell.how, "sure": cell.sure, "name": shown, "note": note}
        for name, cell in cells.items():
            cell["problems"] = [text for column, text, _ in found if column == name]
            groups = self.groups_of(item, name) if cell["sure"] == "reviewed" else {}
            cell["alike"] = [{"of": of, "count": len(ids)} for of, ids in groups.items()]
        rules = {rule for _, _, rule in found}
        if "period_id" in item.missing():
            cells["period_id"]["allow"] = "this figure has no period"
        elif "label_is_of_period" in rules and self.can_mean(item):
            cells["period_id"]["allow"] = f"let “{item.value('period_printed')}” mean {item.value('period_id')}"
        if "scope_is_permitted" in rules and item.value("scope_id"):
            cells["scope_id"]["allow"] = f"let {item.value('metric_id')} stand under {item.value('scope_id')}"
        return {
            "id": item.id,
            "version": item.version,
            "state": item.state,
            "reason": item.reason,
            "origin": item.origin,
            "why": item.why,
            "unit_of_metric": "currency" if item.value("unit") in self.book.currencies else item.value("unit"),
            "others": sum(one is not item for one in self.waiting_on(item.line)),
            "line": item.line,
            "page": item.page,
            "table": item.table_id,
            "row": item.row,
            "column": item.column,
            "printed": item.printed,
            "cells": cells,
            "problems": [
                *(f"{column}: {text}" for column, text, _ in found if column not in cells),
                *(f"{column}: {text}" for column, text in self.late_problems(item) if (column, text) not in known),
            ],
            "relations": self.relations.get(item.id, []),
        }

    def troubled(self) -> list[str]:
        """The figures with a problem: those that the relations' process found, and those that name a row of a register that has one."""
        judge = self.registers.judge
        named = [item.id for item in self.draft.items.values() if item.state != "excluded" and judge.of_registers(item)]
        return list(dict.fromkeys([*(id for id in self.problems if id in self.draft.items), *named]))

    def late_problems(self, item: Item) -> list[tuple[str, str]]:
        """What the relations' process found wrong with an item, where no step since changed it or a register."""
        since = self.draft.steps[self.answered :]
        return [] if any("register" in step or step.get("item") == item.id for step in since) else self.problems.get(item.id, [])

    @staticmethod
    def can_mean(item: Item) -> bool:
        """Whether the words of a period may be registered for the one of an item: a day names no longer period."""
        return bool(item.value("period_id") and item.value("period_printed")) and not names_a_day(item.value("period_printed"))

    def _drafted(self, item: Item, cell: str) -> str:
        """What a cell was before its first correction."""
        befores = (step["before"] for step in self.draft.steps if step.get("item") == item.id and "undoes" not in step)
        return next((before[cell] for before in befores if cell in before), item.value(cell))

    def groups_of(self, item: Item, cell: str) -> dict[str, list[str]]:
        """Figures that wait in the same row, column or line and have the value that this one was drafted with."""
        drafted, groups = self._drafted(item, cell), {}
        for other in self.draft.items.values():
            if other is item or not other.is_open or other.value(cell) != drafted or other.cells[cell].sure == "reviewed":
                continue
            if item.table_id and other.table_id == item.table_id:
                if item.row and other.row == item.row:
                    groups.setdefault("this row of the table", []).append(other.id)
                if item.column and other.column == item.column:
                    groups.setdefault("this column of the table", []).append(other.id)
            elif other.line == item.line:
                groups.setdefault("this line", []).append(other.id)
        return groups

    def choices(self, cell: str, typed: str, id: str) -> list[dict]:
        if cell not in KEYS or cell not in CELLS:
            raise Refused(422, "unknown", f"{cell}: expected a cell that names an id of a register")
        item = self.item(id)
        around = [other.value(cell) for other in self.draft.items.values() if abs(other.line - item.line) <= 1 and other.state in SETTLED]
        first = [*self.draft.candidates(id, cell), *self.registers.fitting(cell, item), *around, item.value(cell)]
        return self.registers.choices(cell, typed.strip(), first, item.value("unit"))

    # steps
    def step(self, id: str, asked: dict) -> dict:
        """Does one step on a figure; the answer has all that changed."""
        before = self._before()
        item, version = self.item(id), asked.get("version")
        if not isinstance(version, int):
            raise Refused(422, "version", "version: expected the number of the version that the step is on")
        try:
            self._do(item, version, asked)
        except Stale as error:
            raise Refused(409, "stale", str(error), theirs=self.whole(self.item(id))) from error
        return self._after(before, id)

    def _do(self, item: Item, version: int, asked: dict) -> None:
        action, cell, value = (str(asked.get(name, "")) for name in ("action", "cell", "value"))
        if action == "accept":
            if version == item.version and (found := self.registers.problems_of(item)):
                raise Refused(422, "problems", "; ".join(f"{label(column)}: {text}" for column, text, _ in found))
            self.draft.accept(item.id, version=version)
        elif action == "accept line":
            self._same(item, version)
            accepted = {
                one.id: "corrected" if any(cell.sure == "reviewed" for cell in one.cells.values()) else "accepted"
                for one in self.ready(item)
            }
            self.draft.take([(id, {"state": state, "reason": ""}) for id, state in accepted.items()], "reviewer")
        elif action == "exclude":
            self.draft.exclude(item.id, self._reason(asked), version=version)
        elif action == "reopen":
            self.draft.reopen(item.id, version=version)
        elif action == "correct" and cell == PRINTED:
            extent = self.draft.extent(item.line, *self._place(item, value))
            typed = self._typed(item, str(extent["printed"]), item.value("unit"))
            self.draft.set_cells(item.id, extent | typed, version=version)
        elif action == "correct" and cell in CELLS:
            cells = self._corrected(item, cell, self._value(cell, value))
            if cell == "period_id" and not cells[cell]:  # whether it has none is another step
                cells["period_id_sure"] = OPEN
            self.draft.set_cells(item.id, cells, version=version)
        elif action == "spread" and cell in CELLS:
            self._same(item, version)
            others = [self.draft.items[id] for id in self.groups_of(item, cell).get(value, [])]
            cells = {other.id: self._corrected(other, cell, item.value(cell)) for other in others}
            self.draft.take([(id, as_reviewed(found)) for id, found in cells.items()], "reviewer")
        elif action == "allow" and cell == "period_id" and "period_id" in item.missing():
            self.draft.set_cells(item.id, {cell: ""}, version=version)
        elif action == "allow" and cell in ("period_id", "scope_id"):
            if cell == "period_id" and not self.can_mean(item):
                words = item.value("period_printed")
                raise Refused(422, "problems", f"Period as printed: {words!r}: expected words that name the period, and no day")
            register = "period_labels" if cell == "period_id" else "scope_constraints"
            for row in [self.label_of(item)] if cell == "period_id" else self.registers.constraints_of(item):
                self._add_row(register, row)
        elif action == "add":
            start, end = self._place(item, value)
            self.draft.add(item.line, start, end)
        else:
            raise Refused(422, "unknown", f"action {action!r}, cell {cell!r}: expected a step of the page")

    @staticmethod
    def _same(item: Item, version: int) -> None:
        if version != item.version:
            raise Stale(f"{item.id} was changed in another window; look at it again")

    def waiting_on(self, line: int) -> list[Item]:
        return [item for item in self.draft.items.values() if item.line == line and item.is_open]

    def ready(self, item: Item) -> list[Item]:
        """What waits on the line of an item and has no problem."""
        return [one for one in self.waiting_on(item.line) if not self.registers.problems_of(one)]

    def _corrected(self, item: Item, cell: str, value: str) -> dict[str, str]:
        """The cells of a correction: the one, and those that followed from it before and follow from it now."""
        if cell == "unit":
            return self._typed(item, item.printed, value) | {cell: value}
        cells, unit = {cell: value}, item.value("unit")
        if cell == "metric_id" and value and item.value("family") in ("", self.book.family(item.value(cell), unit)):
            cells["family"] = self.book.family(value, unit)
        if cell == "period_id" and value and not item.value("period_printed") and (words := self.registers.words_of_period(item, value)):
            printed, line = words
            cells |= {"period_printed": printed, "period_line": "" if line == item.line else str(line)}
        return cells

    def _typed(self, item: Item, printed: str, unit: str) -> dict[str, str]:
        """What the grammar reads in a printed figure, for the cells that are what it read in the one before."""
        before, after = read(item.printed, item.value("unit")), read(printed, unit)
        return {name: value for name, value in after.items() if item.value(name) in ("", before.get(name))}

    def label_of(self, item: Item) -> dict[str, str]:
        """The row of period_labels that says what the period of an item is printed as."""
        period = next((row for row in self.registers.tables["periods"].rows if row["period_id"] == item.value("period_id")), {})
        return {
            "printed": item.value("period_printed"),
            "calendar": period.get("calendar") or self.draft.report,
            "period_id": item.value("period_id"),
        }

    def _reason(self, asked: dict) -> str:
        reason = str(asked.get("reason", ""))
        if reason not in REASONS:
            raise Refused(422, "reason", f"reason: expected one of {', '.join(REASONS)}")
        return reason

    def _value(self, cell: str, value: str) -> str:
        if value and cell in KEYS and value not in self.registers.known[cell]:
            raise Refused(422, "unknown", f"{label(cell)}: {value!r}: expected an id of {KEYS[cell]}; add it as a new id first")
        if cell == "family" and value not in families(self.project):
            raise Refused(422, "unknown", f"family: expected one of {', '.join(families(self.project))}")
        return value.strip()

    def _place(self, item: Item, words: str) -> tuple[int, int]:
        """Where words stand on the line of an item, nearest to it."""
        line = self.draft.lines[item.line - 1]
        starts = [start for start in range(len(line)) if words.strip() and line.startswith(words.strip(), start)]
        if not starts:
            raise Refused(422, "printed", f"printed: expected words of line {item.line} as they stand there, not {words[:80]!r}")
        start = min(starts, key=lambda start: abs(start - item.start))
        return start, start + len(words.strip())

    def undo(self, asked: dict) -> dict:
        """Takes back the last step where it is the one that the page shows."""
        before, last = self._before(), self.last()
        if last is None:
            raise Refused(409, "undo", "nothing to take back", last=None)
        if asked.get("step") != last["number"]:
            raise Refused(
                409, "undo", f"another window went on; the last step is now: {last['what']}. Undo again to take it back", last=last
            )
        item = self.draft.undo()
        return self._after(before, item.id if item else None)

    def add_id(self, register: str, asked: dict) -> dict:
        """A new row of a register of this report."""
        before, row = self._before(), asked.get("row")
        if register not in self.registers.keys or register not in KEYS.values() or not isinstance(row, dict):
            raise Refused(422, "unknown", f"{register}: expected a register and a row")
        columns = [column for column in self.registers.columns[register] if column != "report_id"]
        unknown = row.keys() - set(columns)
        if unknown:
            raise Refused(422, "unknown", f"{', '.join(sorted(unknown))}: expected columns of {register}: {', '.join(columns)}")
        self._add_row(register, {column: str(row.get(column) or "").strip() for column in columns})
        return self._after(before, None)

    def _add_row(self, register: str, row: dict[str, str]) -> None:
        if found := self.registers.problems_of_new(register, row):
            raise Refused(422, "problems", "\n".join(found))
        self.draft.add_id(register, row)

    def _before(self) -> int:
        self.catch_up()
        if problem := self.source_problem():
            raise Refused(409, "source", problem)
        return len(self.draft.steps)

    def _after(self, before: int, id: str | None) -> dict:
        self.registers.refresh()
        steps = self.draft.steps[before:]
        touched = dict.fromkeys(step["item"] for step in steps if "item" in step)
        return {
            "figures": [self.brief(self.draft.items[id]) for id in touched if id in self.draft.items],
            "gone": [id for id in touched if id not in self.draft.items],
            "row": self.whole(self.draft.items[id]) if id in self.draft.items else None,
            "last": self.last(),
        }

    def close(self) -> None:
        """Writes the tables as they are now."""
        self.evaluator.close()
        if not self.source_problem():
            self.draft.refresh()
            write_tables(self.draft, self.project)
