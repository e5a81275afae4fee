"""The registers as a report reads them, the shared rows amended by those of its folder and its draft; choices among them, and checks."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

from rapidfuzz import fuzz, process, utils

from claimhouse import check
from claimhouse.check import cell_problems, check_rows, observation_problems
from claimhouse.draft.store import Draft, Item
from claimhouse.draft.tables import key_of, observation_rows
from claimhouse.loading.bulk import amended, bulk_columns
from claimhouse.rules import KEYS, RULES, Problem
from claimhouse.seeds import Seed, expected_columns, joined, read_seed, registers

LEAST_LIKE = 75  # of 100
SHOWN = 40  # choices at most
OPTIONS = 12  # values of a column of a register that are offered as a list
NOTES = {"subjects": "subject_type", "metrics": "unit", "periods": "period_start", "units": "kind", "cited_sources": "line"}


class Registers:
    """Read once and amended when the draft gets a row of its own. Aliases of other names count in a search, where a register of them is."""

    def __init__(self, draft: Draft, project: Path):
        self.draft, self.project = draft, project
        self.keys, self.columns = registers(project), bulk_columns(project)
        self.shared = {
            name: read_seed(project / f"seeds/reference/{name}.csv", project, columns)[0]
            for name, columns in expected_columns(project).items()
            if name != "observations"
        }
        self.made_of: object = None
        self.tables: dict[str, Seed] = {}
        self.names: dict[str, dict[str, str]] = {}

    def refresh(self) -> None:
        """Amends the registers anew where the draft has other rows than before."""
        made_of = list(self.draft.ids.items())
        if made_of == self.made_of:
            return
        self.made_of = made_of
        self.tables = {name: self._table(name) for name in self.shared}
        self.known = {column: {row[column] for row in self.tables[seed].rows} for column, seed in KEYS.items()}
        self.looked_up = check.Registers([], self.tables)
        self.names = {seed: {row[column]: row.get("name", "") for row in self.tables[seed].rows} for column, seed in KEYS.items()}

    def _table(self, name: str) -> Seed:
        shared, columns = self.shared[name], self.columns.get(name, [])
        if name not in self.columns:
            return shared  # a vocabulary, or what belongs to the seeds alone
        rows = {}
        path = self.draft.folder / f"{name}.csv"
        if path.exists() and name in self.keys:
            with path.open(encoding="utf-8", newline="") as file:
                rows = {key_of(name, row, self.keys): row for row in csv.DictReader(file)}
        rows |= {
            key_of(name, row, self.keys) if name in self.keys else id: row
            for (register, id), row in self.draft.ids.items()
            if register == name
        }
        found = [{column: row.get(column) or "" for column in columns} | {"report_id": self.draft.report} for row in rows.values()]
        if name == "reports":
            found = [dict.fromkeys(columns, "") | {"report_id": self.draft.report, "as_of": self.draft.about.get("as_of") or ""}]
        elif name == "sections":
            found = [dict.fromkeys(columns, "") | row | {"report_id": self.draft.report} for row in self.draft.about.get("sections", [])]
        own = Seed(name, name, found, list(range(2, len(found) + 2)))
        if name in self.keys:
            return amended(shared, own, self.keys[name])
        return joined(name, [shared, own]) if name == "cited_sources" else own

    def name(self, register: str, id: str) -> str:
        return self.names.get(register, {}).get(id) or id

    def choices(self, column: str, typed: str, first: list[str], unit: str) -> list[dict[str, str]]:
        """Ids of a register with their names: `first` where nothing is typed, else those whose id, name or other names hold every typed
        word: the one that is named so, metrics of the unit, those that begin so, then the others; where none does, those most like it."""

        def fits(id: str) -> bool:
            return column != "metric_id" or unit in self.units_of(id)

        register = KEYS[column]
        rows = {row[column]: row for row in self.tables[register].rows}
        if not typed:
            picked = [id for id in dict.fromkeys(first) if id in rows] or sorted(rows)
        else:
            words = typed.lower().split()
            ranked = []
            for id, row in rows.items():
                held = " ".join([id, row.get("name", ""), *self.aliases(column, id)]).lower().replace("_", " ")
                starts = f" {held}"
                if all(word in held or word in id.lower() for word in words):
                    begins = all(f" {word}" in starts for word in words)
                    own = [id.lower(), id.lower().replace("_", " "), row.get("name", "").lower()]
                    named = typed.lower() in own, any(name.startswith(typed.lower()) for name in own)
                    ranked.append((not named[0], not fits(id), not named[1], not begins, len(own[-1]), id))
            picked = [id for *_, id in sorted(ranked)] or self.like(rows, typed)
        note = NOTES.get(register, "")
        return [{"id": id, "name": rows[id].get("name", ""), "note": self._note(rows[id], note)} for id in picked[:SHOWN]]

    def units_of(self, metric: str) -> set[str]:
        unit = self.looked_up.metric_units.get(metric, "")
        return self.looked_up.currencies if unit == "currency" else {unit}

    @staticmethod
    def like(rows: dict[str, dict[str, str]], typed: str) -> list[str]:
        """Ids of the names that are most like what is typed, for a word that is misspelt."""
        names = {id: row.get("name") or id for id, row in rows.items()}
        found = process.extract(typed, names, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=LEAST_LIKE, limit=8)
        return [id for _, _, id in found]

    @staticmethod
    def _note(row: dict[str, str], column: str) -> str:
        return f"{row['period_start']} to {row['period_end']}" if column == "period_start" else row.get(column, "")

    def aliases(self, column: str, id: str) -> list[str]:
        """Other names of an id; of a period the labels that name it."""
        if column == "period_id":
            return [row["printed"] for row in self.tables["period_labels"].rows if row["period_id"] == id]
        aliases = self.tables["aliases"].rows if "aliases" in self.tables else []
        return [row["alias"] for row in aliases if row["id"] == id and row["register"] == KEYS[column]]

    def fields(self, register: str) -> list[dict]:
        """What a new row of a register is made of, with the values that a column has where they are few."""
        found = []
        for place, column in enumerate(column for column in self.columns[register] if column != "report_id"):
            values = sorted({row[column] for row in self.tables[register].rows} - {""})
            listed = place > 0 and column not in KEYS and not column.endswith("_id") and 0 < len(values) <= OPTIONS
            found.append({"name": column, "label": column.replace("_", " "), "options": ["", *values] if listed else None})
        return found

    def problems_of_new(self, register: str, row: dict[str, str]) -> list[str]:
        """What is wrong with a new row of a register."""
        key = key_of(register, row, self.keys)
        if any(key_of(register, other, self.keys) == key for other in self.tables[register].rows):
            return [f"{key}: expected an id that is not there yet; choose the one that is"]
        seed = Seed(register, register, [row | {"report_id": self.draft.report}], [2])
        reference = self.tables | {register: joined(register, [self.tables[register], seed])}
        own = {name: Seed(name, name, [], []) for name in ("source_lines",)}
        return [f"{found.column}: {in_words(found)}" for found in check_rows([], reference, {register: seed} | own)]

    def problems_of(self, item: Item) -> list[tuple[str, str, str]]:
        """Column, text and rule of what `claimhouse check` would say of an item as it is, but for what it compares with other rows."""
        alone = Draft(self.draft.folder, {item.id: replace(item, state="accepted")}, {}, self.draft.about, self.draft.lines)
        (row,), _ = observation_rows(alone)
        row = dict.fromkeys(self.columns["observations"], "") | row | {"report_id": self.draft.report}
        seed = Seed("observations", "observations", [row], [2])
        found = cell_problems(seed)
        found += observation_problems([seed], self.tables, self.known, self.looked_up)
        if any(problem.rule == "cell_is_filled" for problem in found):
            found = [problem for problem in found if problem.column != "observation_id"]  # it is made of cells that are empty
        return [(problem.column, in_words(problem), problem.rule) for problem in found]


def in_words(problem: Problem) -> str:
    return f"expected {problem.expected}; {RULES[problem.rule].fix}"
