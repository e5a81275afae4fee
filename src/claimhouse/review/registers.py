"""The registers as a report reads them, the shared rows amended by those of its folder and its draft; choices among them, and checks."""

from __future__ import annotations

import re
from pathlib import Path

from rapidfuzz import fuzz, process, utils

from claimhouse.check.folder import check_rows
from claimhouse.draft.judge import Judge
from claimhouse.draft.store import Draft, Item, id_of_row
from claimhouse.grammar import parse_period
from claimhouse.loading.folders import bulk_columns
from claimhouse.rules import KEYS, RULES, Problem
from claimhouse.seeds import Seed, joined, registers

LEAST_LIKE = 75  # of 100
SHOWN = 40  # choices at most
OPTIONS = 40  # values of a column of a register at most, to be offered in a new row
NOTES = {"subjects": "subject_type", "metrics": "unit", "periods": "period_start", "units": "kind", "cited_sources": "line"}


class Registers:
    """Those of a draft, read again when it gets a row of its own."""

    def __init__(self, draft: Draft, project: Path):
        self.draft, self.project = draft, project
        self.keys, self.columns = registers(project), bulk_columns(project)
        self.made_of: object = None
        self.refresh()

    def refresh(self) -> None:
        """Reads the registers again where the draft has other rows than before."""
        made_of = list(self.draft.ids.items())
        if made_of == self.made_of:
            return
        self.made_of, self.judge = made_of, Judge(self.draft, self.project)
        self.tables, self.known = self.judge.reference, self.judge.known
        self.names = {seed: {row[column]: row.get("name", "") for row in self.tables[seed].rows} for column, seed in KEYS.items()}

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
                searched = " ".join([id, row.get("name", ""), *self.aliases(column, id)]).lower().replace("_", " ")
                starts = f" {searched}"
                if all(word in searched or word in id.lower() for word in words):
                    begins = all(f" {word}" in starts for word in words)
                    own = [id.lower(), id.lower().replace("_", " "), row.get("name", "").lower()]
                    named = typed.lower() in own, any(name.startswith(typed.lower()) for name in own)
                    ranked.append((not named[0], not fits(id), not named[1], not begins, len(own[-1]), id))
            picked = [id for *_, id in sorted(ranked)] or self.like(rows, typed)
        note = NOTES.get(register, "")
        return [{"id": id, "name": rows[id].get("name", ""), "note": self._note(rows[id], note)} for id in picked[:SHOWN]]

    def units_of(self, metric: str) -> set[str]:
        unit = self.judge.looked_up.metric_units.get(metric, "")
        return self.judge.looked_up.currencies if unit == "currency" else {unit}

    def fitting(self, column: str, item: Item) -> list[str]:
        """The scopes under which the subject and metric of an item may stand, and the units that its metric can have."""
        if column == "scope_id":
            return sorted(self.judge.looked_up.scopes[item.value("subject_id"), item.value("metric_id")] - {""})
        return sorted(self.units_of(item.value("metric_id")) - {""}) if column == "unit" and item.value("metric_id") else []

    def constraints_of(self, item: Item) -> list[dict[str, str]]:
        """The rows that let subjects of a type stand under the scope of an item, and under the scopes, or none, as before."""
        kinds = {row["subject_id"]: row["subject_type"] for row in self.tables["subjects"].rows}
        before = self.judge.looked_up.scopes[item.value("subject_id"), item.value("metric_id")]
        kind = {"metric_id": item.value("metric_id"), "subject_type": kinds.get(item.value("subject_id"), ""), "subject_id": ""}
        reason = {"reason": f"as printed on line {item.line}"}
        scopes = [item.value("scope_id"), *([""] if before == {""} else [])]
        return [{"scope_id": scope} | kind | reason for scope in scopes]

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
            found.append({"name": column, "label": column.replace("_", " "), "options": values if listed else None})
        return found

    def problems_of_new(self, register: str, row: dict[str, str]) -> list[str]:
        """What is wrong with a new row of a register."""
        key = id_of_row(register, row)
        if any(id_of_row(register, other) == key for other in self.tables[register].rows):
            return [f"{key}: expected an id that is not there yet; choose the one that is"]
        seed = Seed(register, register, [row | {"report_id": self.draft.report}], [2])
        reference = self.tables | {register: joined(register, [self.tables[register], seed])}
        own = {name: Seed(name, name, [], []) for name in ("source_lines",)}
        found = [f"{found.column}: {in_words(found)}" for found in check_rows([], reference, {register: seed} | own)]
        return found + (undated(row) if register == "periods" else [])

    def problems_of(self, item: Item) -> list[tuple[str, str, str]]:
        """Column, text and rule of what `claimhouse check` would say of an item as it is."""
        return [(*on_page(item, one), one.rule) for one in self.judge.broken(item)]

    def words_of_period(self, item: Item, period: str) -> tuple[str, int] | None:
        """The words that name a period on the line of an item, the nearest, else those of another figure of the period: of its column,
        else the nearest line; and their line."""
        text = self.draft.lines[item.line - 1]
        rows = [row for row in self.tables["period_labels"].rows if row["printed"]]
        labels = {row["printed"] for row in rows if row["period_id"] == period}
        known = sorted({row["printed"] for row in rows if row["printed"] in text})
        spans = [match.span() for label in known for match in whole_words(label).finditer(text)]
        whole = [one for one in spans if not any(first <= one[0] and one[1] <= last and one != (first, last) for first, last in spans)]
        found = [(abs(first - item.start), text[first:last]) for first, last in whole if text[first:last] in labels]
        if found:  # "the second quarter" is not that of "the second quarter of fiscal 2026"
            return min(found)[1], item.line
        others = [one for one in self.draft.items.values() if one.value("period_id") == period and one.value("period_printed") in labels]
        column = (item.table_id, item.column)
        other = min(others, key=lambda one: ((one.table_id, one.column) != column, abs(one.line - item.line), one.start), default=None)
        return (other.value("period_printed"), int(other.value("period_line") or other.line)) if other else None


def whole_words(label: str) -> re.Pattern:
    """A label where no letter or digit goes on before or behind it."""
    return re.compile(rf"(?<![A-Za-z0-9]){re.escape(label)}(?![A-Za-z0-9])")


def names_a_day(label: str) -> bool:
    """Whether a label is the date of one day, which is no name of a longer period."""
    days = parse_period(label) if label else None
    return days is not None and days[0] == days[1]


def undated(row: dict[str, str]) -> list[str]:
    """What a new period lacks: its days, but where the text does not say when its fiscal year ends."""
    missing = [column for column in ("period_start", "period_end") if not row.get(column)]
    if not missing or row.get("calendar") == "unstated":
        return []
    return [
        f"{column}: expected a day such as 2025-06-30; write it, or unstated as calendar where the text does not say when the year ends"
        for column in missing
    ]


def on_page(item: Item, problem: Problem) -> tuple[str, str]:
    """The cell of a problem of an item and what it says there, in words of the page where those of the tables do not say what to do."""
    if problem.rule == "label_is_of_period" and not item.value("period_printed"):
        return "period_printed", "expected the words that name the period, as they stand in the text; type them here"
    if problem.rule == "cell_is_filled" and problem.column == "period_id":
        return problem.column, "expected a period, as the line names one; choose it, or say that the figure has none"
    if problem.rule == "cell_is_as_printed":
        return problem.column, f"expected {problem.expected}; correct the cell, or write the reason into Note"
    return problem.column, in_words(problem)


def in_words(problem: Problem) -> str:
    return f"expected {problem.expected}; {RULES[problem.rule].fix}"
