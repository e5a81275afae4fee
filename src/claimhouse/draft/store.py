"""A draft: one item per figure and per excluded token of a document, and the journal of what a reviewer changed.

A folder `reports/ID/` with a draft holds

    source.txt           the text with its lines as they are numbered; for formats other than text, one line per paragraph and table row
    observations.csv ... the tables that `claimhouse check` and `build` read, written by `tables.write_tables` from what is settled
    draft/items.csv      what was drafted, one row per item (COLUMNS); never changed by a review
    draft/ids.csv        proposed rows of registers: register, id, row (JSON), why
    draft/draft.json     file, SHA-256, sections, title, as_of, previous report
    draft/changes.jsonl  the journal: one line per step of a reviewer, workbook or program, appended and flushed before it counts

State of an item: `open` (a cell that an observation needs is empty or contradicted, or the period
where the line names one), `unsure` (all are filled, not all surely), `sure`
(all surely), `accepted` and `corrected` (by a reviewer), `excluded` (with a reason). SETTLED items become observations. What is open
or unsure stays out of the observations; its tokens are written as excluded with the reason `open`, so that coverage names them.

The journal makes a step atomic: a line that was cut off by a crash is no step. Every writer takes a lock, reads what others appended
since, and appends; a step on an item that another window changed meanwhile is refused with Stale.
"""

from __future__ import annotations

import csv
import fcntl
import hashlib
import io
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from claimhouse.check import TOKEN
from claimhouse.coverage import OPEN
from claimhouse.files import regular, replace_file, text_lines
from claimhouse.publish import file_hash
from claimhouse.rules import PRIMARY_KEYS

# Cells of an observation that a draft fills, in the order of a review.
CELLS = (
    "subject_id",
    "metric_id",
    "period_id",
    "scope_id",
    "geography_id",
    "low",
    "high",
    "unit_mult",
    "unit",
    "qualifier",
    "obs_status",
    "cited_source_id",
    "usage_warning",
    "period_printed",
    "period_line",
    "family",
    "note",
)
NEEDED = ("subject_id", "metric_id", "unit", "qualifier", "obs_status", "family")  # without which there is no observation
STATES = (OPEN, "unsure", "sure", "accepted", "corrected", "excluded")
SETTLED = ("sure", "accepted", "corrected")
LONGEST = 10**9  # characters of a cell
PLACE = ("id", "line", "token", "tokens", "start", "end", "page", "table_id", "row", "column", "printed")
COLUMNS = (
    *PLACE,
    "state",
    "reason",
    "worth",
    "origin",
    "why",
    "candidates",
    *(name for cell in CELLS for name in (cell, f"{cell}_how", f"{cell}_sure")),
)
FOLDER = "draft"


class Stale(Exception):
    """The item was changed by someone else since it was shown."""


class Damaged(Exception):
    """The files of a draft are not those that were written together; the message says what to do."""


@dataclass(slots=True)
class Cell:
    """A drafted value, how it was found (grammar, heading, label, sentence, register, antecedent, default, previous, proposed, reviewer),
    and how sure: sure, unsure, open (nothing found), reviewed."""

    value: str = ""
    how: str = ""
    sure: str = "open"


@dataclass(slots=True)
class Item:
    """One figure, or one span of tokens that is none.

    `id` is its place, such as l12c45 (line 12, character 45), with +2 for a second observation of the same characters. `token` is the
    ordinal of its first numeric token on the line, "" for a figure in words, and `tokens` how many it covers. `start` and `end` count
    characters of the line from 0. `candidates` are further ids by cell, the likeliest first. `worth` orders what is open, greatest first.
    `origin` is new, unchanged, changed or moved against the report before, or proposed. `version` counts the steps on it.
    """

    id: str
    line: int
    token: str
    tokens: int
    start: int
    end: int
    printed: str
    page: str = ""
    table_id: str = ""
    row: str = ""
    column: str = ""
    state: str = OPEN
    reason: str = ""
    worth: int = 0
    origin: str = "new"
    why: str = ""
    candidates: dict[str, list[str]] = field(default_factory=dict)
    cells: dict[str, Cell] = field(default_factory=lambda: {name: Cell() for name in CELLS})
    version: int = 0

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED

    @property
    def is_open(self) -> bool:
        return self.state in (OPEN, "unsure")

    def value(self, name: str) -> str:
        return self.cells[name].value

    def put(self, name: str, value: str, how: str, sure: bool | str = True) -> None:
        self.cells[name] = Cell(value, how, sure if isinstance(sure, str) else "sure" if sure else "unsure")

    def missing(self) -> list[str]:
        """Cells that an observation needs and that are empty; the period too where it is open, as its text names one."""
        open_period = self.cells["period_id"].sure == "open"
        missing = [name for name in CELLS if not self.value(name) and (name in NEEDED or name == "period_id" and open_period)]
        return missing + (["low"] if self.value("unit") != "date" and not (self.value("low") or self.value("high")) else [])

    def judge(self) -> None:
        """Sets the state of a drafted item from its cells."""
        if self.state == "excluded":
            return
        missing = self.missing()
        doubtful = [name for name, cell in self.cells.items() if cell.sure == "unsure"]
        self.state = "open" if missing else "unsure" if doubtful else "sure"
        self.why = self.why or ", ".join(missing or doubtful)

    def fields(self) -> dict[str, str]:
        """What a step can change, as text: state, reason, extent and the cells."""
        extent = {name: str(getattr(self, name)) for name in ("token", "tokens", "start", "end", "printed")}
        cells = {
            text: getattr(cell, part)
            for name, cell in self.cells.items()
            for text, part in ((name, "value"), (f"{name}_how", "how"), (f"{name}_sure", "sure"))
        }
        return {"state": self.state, "reason": self.reason, "origin": self.origin, "why": self.why, **extent, **cells}

    def update(self, fields: dict[str, str]) -> None:
        for name, value in fields.items():
            base, _, part = name.rpartition("_")
            if name in self.cells:
                self.cells[name].value = value
            elif part in ("how", "sure") and base in self.cells:
                setattr(self.cells[base], part, value)
            elif name in ("tokens", "start", "end"):
                setattr(self, name, int(value))
            else:
                setattr(self, name, value)

    def as_row(self) -> dict[str, str]:
        """The row of items.csv."""
        place = {name: str(getattr(self, name)) for name in (*PLACE, "worth")}
        return place | self.fields() | {"candidates": json.dumps(self.candidates, ensure_ascii=False) if self.candidates else ""}

    @classmethod
    def of_row(cls, row: dict[str, str]) -> Item:
        item = cls(row["id"], int(row["line"]), row["token"], int(row["tokens"]), int(row["start"]), int(row["end"]), row["printed"])
        item.update({name: row[name] for name in ("page", "table_id", "row", "column", "state", "reason", "origin", "why")})
        item.worth = int(row["worth"])
        item.candidates = json.loads(row["candidates"] or "{}")
        item.cells = {name: Cell(row[name], row[f"{name}_how"], row[f"{name}_sure"]) for name in CELLS}
        return item


@dataclass
class Draft:
    """A draft in memory. Every method that changes it appends to the journal first; `refresh` reads what others appended."""

    folder: Path
    items: dict[str, Item]
    ids: dict[tuple[str, str], dict[str, str]]  # register and id: the proposed or made row
    about: dict
    lines: list[str]  # of source.txt; line n is lines[n - 1]
    whys: dict[tuple[str, str], str] = field(default_factory=dict)
    steps: list[dict] = field(default_factory=list)
    read_to: int = 0  # bytes of the journal that are in memory

    @property
    def report(self) -> str:
        return self.folder.name

    @property
    def journal(self) -> Path:
        return self.folder / FOLDER / "changes.jsonl"

    # reading
    @classmethod
    def load(cls, folder: Path) -> Draft:
        """The draft of a report folder. Raises FileNotFoundError where there is none, Damaged where its files do not fit together."""
        place = folder / FOLDER
        try:
            about = json.loads(regular(place / "draft.json").read_text(encoding="utf-8"))
            for name, expected in about.get("files", {}).items():
                if file_hash(place / name) != expected:
                    raise Damaged(f"{place / name}: its SHA-256 is not that of draft.json")
            items = {row["id"]: Item.of_row(row) for row in read_csv(place / "items.csv")}
            rows = read_csv(place / "ids.csv")
            lines = text_lines(folder / "source.txt")
            draft = cls(folder, items, {(row["register"], row["id"]): json.loads(row["row"]) for row in rows}, about, lines)
            draft.whys = {(row["register"], row["id"]): row["why"] for row in rows}
            draft.refresh()
        except FileNotFoundError:
            raise
        except (OSError, ValueError, LookupError, TypeError, AttributeError, csv.Error, Damaged) as error:
            again = f"draft it again: claimhouse draft FILE --report {folder.name} --force"
            raise Damaged(f"reports/{folder.name}/{FOLDER} is damaged: {error}; {again}") from error
        return draft

    def refresh(self) -> bool:
        """Reads the steps that others appended since; whether there were any. A last line that was cut off is left alone."""
        length = regular(self.journal).stat().st_size if self.journal.exists() else 0
        if length < self.read_to:
            raise Stale(f"{self.report} was drafted again; look at it again")
        if not length:
            return False
        with self.journal.open("rb") as file:
            file.seek(self.read_to)
            added = file.read()
        whole = added[: added.rfind(b"\n") + 1]
        for line in whole.splitlines():
            self._apply(json.loads(line))
        self.read_to += len(whole)
        return bool(whole)

    def in_order(self) -> list[Item]:
        return sorted(self.items.values(), key=lambda item: (item.line, item.start, item.id))

    def open_items(self) -> list[Item]:
        """What waits for a reviewer, most valuable first."""
        return sorted((item for item in self.items.values() if item.is_open), key=lambda item: (-item.worth, item.line, item.start))

    def progress(self) -> Counter:
        """Items by state."""
        return Counter(item.state for item in self.items.values())

    def candidates(self, item_id: str, cell: str) -> list[str]:
        return self.items[item_id].candidates.get(cell, [])

    # changing
    def set_cells(self, item_id: str, values: dict[str, str], by: str = "reviewer", version: int | None = None) -> Item:
        """Other values of several cells, and of start, end, token, tokens and printed where the extent changes with them, in one step. The
        cells are reviewed or, of another than the reviewer, unsure, unless the values say how sure: `period_id_sure`."""
        cells = self.items[item_id].cells
        sure = "reviewed" if by == "reviewer" else "unsure"
        fields = {}
        for name in [name for name in values if name in cells]:
            fields |= {f"{name}_how": by, f"{name}_sure": sure}
        return self._step(item_id, fields | {name: str(value) for name, value in values.items()}, by, version)

    def accept(self, item_id: str, by: str = "reviewer", version: int | None = None) -> Item:
        """The item is an observation: `corrected` where a reviewer changed a cell of it, else `accepted`. Raises ValueError where a cell
        that it needs is empty."""
        if missing := self.items[item_id].missing():
            raise ValueError(f"{item_id}: expected a value of {', '.join(missing)}")
        changed = any(cell.sure == "reviewed" for cell in self.items[item_id].cells.values())
        return self._step(item_id, {"state": "corrected" if changed else "accepted", "reason": ""}, by, version)

    def exclude(self, item_id: str, reason: str, by: str = "reviewer", version: int | None = None) -> Item:
        """The item is no observation, for a reason such as product_name, period_label, section_number, list_ordinal."""
        return self._step(item_id, {"state": "excluded", "reason": reason}, by, version)

    def reopen(self, item_id: str, by: str = "reviewer", version: int | None = None) -> Item:
        """An accepted or excluded item waits for review again."""
        return self._step(item_id, {"state": "open", "reason": ""}, by, version)

    def extent(self, line: int, start: int, end: int) -> dict[str, str | int]:
        """Token, tokens, start, end and printed of characters of a line, such as "about 5" for "5", for `set_cells`. Tokens that lose their
        item are open again."""
        text = self.lines[line - 1]
        if not 0 <= start < end <= len(text) or not text[start:end].strip():
            raise ValueError(f"line {line}: expected characters from 0 to {len(text)}, not {start} to {end}")
        places = [match.start() for match in TOKEN.finditer(text)]
        inside = [number for number, place in enumerate(places, 1) if start <= place < end]
        token = str(inside[0]) if inside else ""
        return {"token": token, "tokens": len(inside), "start": start, "end": end, "printed": text[start:end]}

    def add(self, line: int, start: int, end: int, by: str = "reviewer") -> Item:
        """One more observation: of a figure in words, or a second one of the same characters."""
        number, id = 1, f"l{line}c{start}"
        while id in self.items:
            number += 1
            id = f"l{line}c{start}+{number}"
        fields = {name: str(value) for name, value in self.extent(line, start, end).items()}
        self._write({"item": id, "line": line, "before": {}, "after": fields | {"state": "open", "origin": "added"}, "by": by})
        return self.items[id]

    def add_id(self, register: str, row: dict[str, str], by: str = "reviewer") -> None:
        """A new row of a register of this report, or another row for its key."""
        id = id_of_row(register, row)
        self._write({"register": register, "id": id, "row": row, "was": self.ids.get((register, id)), "by": by})

    def undo(self) -> Item | None:
        """Takes back the last step that was not taken back yet, with all that were taken at once with it; the item of the last."""
        with self._locked():
            numbers = self.standing()
            if not numbers:
                return None
            last = self.steps[numbers[-1]]
            batch = [n for n in numbers if n == numbers[-1] or "batch" in last and self.steps[n].get("batch") == last["batch"]]
            self._append([self._back(number) for number in reversed(batch)])
            return self.items.get(last.get("item", ""))

    def rows_of_people(self, register: str) -> list[dict[str, str]]:
        """Rows of a table of registers that a person added to its file: neither the draft nor a step that was taken back wrote them."""
        path = self.folder / f"{register}.csv"
        if not path.exists():
            return []
        made = [filled(step["row"]) for step in self.steps if step.get("register") == register and step["row"]]
        return [row for row in read_csv(path) if (register, id_of_row(register, row)) not in self.ids and filled(row) not in made]

    def standing(self) -> list[int]:
        """The numbers of the steps that were not taken back and take none back."""
        undone = {step["undoes"] for step in self.steps if "undoes" in step}
        return [number for number, step in enumerate(self.steps) if "undoes" not in step and number not in undone]

    def _back(self, number: int) -> dict:
        """The step that takes back another."""
        step, back = self.steps[number], {"undoes": number, "by": "reviewer"}
        if "register" in step:
            return back | {"register": step["register"], "id": step["id"], "row": step["was"]}
        return back | {"item": step["item"], "line": step.get("line"), "before": step["after"], "after": step["before"]}

    def take(self, changes: Iterable[tuple[str, dict[str, str]]], by: str) -> int:
        """Many changes of fields at once, as a workbook or a program gives them; how many items changed. One undo takes all back."""
        with self._locked():
            steps, batch = [], len(self.steps)
            for item_id, fields in changes:
                before = self.items[item_id].fields()
                after = {name: value for name, value in fields.items() if before[name] != value}
                if after:
                    was = {name: before[name] for name in after}
                    steps.append({"item": item_id, "before": was, "after": after, "by": by, "batch": batch})
            self._append(steps)
            return len(steps)

    # the journal
    def _step(self, item_id: str, after: dict[str, str], by: str, version: int | None) -> Item:
        with self._locked():
            item = self.items[item_id]
            if version is not None and version != item.version:
                raise Stale(f"{item_id} was changed in another window; look at it again")
            before = item.fields()
            self._append([{"item": item_id, "before": {name: before[name] for name in after}, "after": after, "by": by}])
            return item

    def _write(self, step: dict) -> None:
        with self._locked():
            self._append([step])

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._alone():
            self.refresh()
            yield

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with regular(self.folder / FOLDER / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _append(self, steps: list[dict]) -> None:
        text = "".join(json.dumps(step, ensure_ascii=False) + "\n" for step in steps).encode()
        if not text:
            return
        with self.journal.open("r+b" if self.journal.exists() else "w+b") as file:
            file.truncate(self.read_to)  # a line that a crash cut off
            file.seek(self.read_to)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        self.refresh()

    def _apply(self, step: dict) -> None:
        self.steps.append(step)
        if "register" in step:
            if step["row"] is None:
                self.ids.pop((step["register"], step["id"]), None)
            else:
                self.ids[step["register"], step["id"]] = step["row"]
            return
        if "item" not in step:
            return
        id, after = step["item"], step["after"]
        if not after:
            self.items.pop(id, None)  # an addition taken back
            return
        if id not in self.items:
            place = {name: after[name] for name in ("token", "tokens", "start", "end", "printed")}
            self.items[id] = Item(
                id, step["line"], place["token"], int(place["tokens"]), int(place["start"]), int(place["end"]), place["printed"]
            )
        self.items[id].update(after)
        self.items[id].version += 1

    # writing a new draft
    def save(self) -> None:
        """Writes items, proposed ids and what is known of the document, each file whole or not at all. A journal that is there goes first,
        and what a draft before wrote into tables of registers.

        draft.json is written last, with the hashes of the others: a draft of which some files are older is damaged, not taken for whole.
        """
        folder = self.folder / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        with self._alone():
            self._leave_rows_of_people()
            self.journal.unlink(missing_ok=True)
            self._write_files(folder)

    def _leave_rows_of_people(self) -> None:
        """Takes the rows of the draft before out of the tables of registers, which would be taken for rows of a person."""
        try:
            before = Draft.load(self.folder)
        except (FileNotFoundError, Damaged):
            return
        for register in {register for register, _ in before.ids} | {step["register"] for step in before.steps if "register" in step}:
            path, rows = self.folder / f"{register}.csv", before.rows_of_people(register)
            if rows:
                write_csv(path, rows[0], rows)
            else:
                path.unlink(missing_ok=True)

    def _write_files(self, folder: Path) -> None:
        write_csv(folder / "items.csv", COLUMNS, (item.as_row() for item in self.in_order()))
        rows = [
            {"register": register, "id": id, "row": json.dumps(row, ensure_ascii=False), "why": self.whys.get((register, id), "")}
            for (register, id), row in self.ids.items()
        ]
        write_csv(folder / "ids.csv", ("register", "id", "row", "why"), rows)
        source = "\n".join(self.lines).encode()
        self.about["source_sha256"] = hashlib.sha256(source).hexdigest()
        self.about["files"] = {name: file_hash(folder / name) for name in ("items.csv", "ids.csv")}
        text = json.dumps(self.about, ensure_ascii=False, indent=1) + "\n"
        replace_file(self.folder / "source.txt", lambda fresh: fresh.write_bytes(source))
        replace_file(folder / "draft.json", lambda fresh: fresh.write_text(text, encoding="utf-8"))


def id_of_row(register: str, row: dict[str, str]) -> str:
    """What tells a row of a register from others: its id, or the cells of its key."""
    key = [column for column in PRIMARY_KEYS.get(register, []) if column != "report_id"] or [next(iter(row))]
    return "|".join(row.get(column, "") for column in key)


def filled(row: dict[str, str]) -> dict[str, str]:
    return {name: cell for name, cell in row.items() if cell}


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a table that a draft wrote, whose cells are as long as what is printed."""
    most = csv.field_size_limit(LONGEST)
    try:
        with regular(path).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    finally:
        csv.field_size_limit(most)


def write_csv(path: Path, columns: Iterable[str], rows: Iterable[dict[str, str]]) -> None:
    """A table with one kind of line end, whole or not at all."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(columns), restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    replace_file(path, lambda fresh: fresh.write_bytes(text.getvalue().encode()))
