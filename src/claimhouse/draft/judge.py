"""What `claimhouse check` says of one item of a draft, as if it were accepted: for workbooks, programs and reviewers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from claimhouse.check import Registers, cell_problems, key_problems, observation_problems, period_problems, reference_problems
from claimhouse.draft.store import CELLS, Draft, Item, id_of_row
from claimhouse.draft.tables import observation_rows, report_row
from claimhouse.loading.bulk import amended, joined
from claimhouse.loading.folders import bulk_columns
from claimhouse.rules import KEYS, Problem, problem
from claimhouse.seeds import Seed, expected_columns, read_seed, registers


class Judge:
    """Checks items against the shared registers, rows of registers that a person added to the folder, and the proposed rows of a draft,
    all read once. `reference` are the rows of each table by its name, `known` the ids by the column that names them."""

    def __init__(self, draft: Draft, project: Path):
        self.draft, keys, columns = draft, registers(project), bulk_columns(project)
        own = defaultdict(dict)
        for name in keys:
            own[name] = {id_of_row(name, row): row for row in draft.rows_of_people(name)}
        for (name, id), row in draft.ids.items():
            own[name][id] = row
        own["reports"] = {draft.report: report_row(draft)}
        own["sections"] = {row["section_id"]: row for row in draft.about["sections"]}
        self.reference: dict[str, Seed] = {}
        for name, names in expected_columns(project).items():
            if name == "observations":
                continue
            seed = read_seed(project / f"seeds/reference/{name}.csv", project, names)[0]
            rows = [
                {column: row.get(column) or "" for column in columns.get(name, [])} | {"report_id": draft.report}
                for row in own[name].values()
            ]
            mine = Seed(name, name, rows, list(range(1, len(rows) + 1)))
            if name in keys:
                self.reference[name] = amended(seed, mine, keys[name])
            elif name == "cited_sources":
                self.reference[name] = joined(name, [seed, mine])
            else:
                self.reference[name] = mine if "report_id" in names else seed
        self.columns = columns["observations"]
        self.known = {column: {row[column] for row in self.reference[name].rows} for column, name in KEYS.items()}
        self.looked_up = Registers([], self.reference)
        self.broken_rows = self.problems_of_rows(columns)

    def problems_of_rows(self, columns: dict[str, list[str]]) -> dict[tuple[str, str], list[Problem]]:
        """What is wrong with the rows of registers that the draft made, by register and id."""
        found: dict[tuple[str, str], list[Problem]] = defaultdict(list)
        for name in sorted({register for register, _ in self.draft.ids}):
            ids = [id for register, id in self.draft.ids if register == name]
            rows = [{column: self.draft.ids[name, id].get(column) or "" for column in columns[name]} for id in ids]
            seed = Seed(name, name, [row | {"report_id": self.draft.report} for row in rows], list(range(len(rows))))
            problems = cell_problems(seed) + key_problems(name, seed) + period_problems(self.reference, {name: seed})
            for one in problems + reference_problems({name: seed}, self.known):
                found[name, ids[one.line]].append(one)
        return found

    def of_registers(self, item: Item) -> list[Problem]:
        """What is wrong with the rows of registers that an item names, each at the cell that names it."""
        if not self.broken_rows:
            return []
        named = {(KEYS[name], item.value(name)): name for name in CELLS if name in KEYS and item.value(name)}
        found = []
        for key, problems in self.broken_rows.items():
            label = self.draft.ids[key] if key[0] == "period_labels" else {}
            is_label = bool(label) and (label["printed"], label["period_id"]) == (item.value("period_printed"), item.value("period_id"))
            if cell := "period_printed" if is_label else named.get(key):
                of = "the label" if is_label else f"{key[0]} {key[1]}"
                found += [replace(one, column=cell, expected=f"{one.expected} as {one.column} of {of}") for one in problems]
        return found

    def broken(self, item: Item) -> list[Problem]:
        """Each rule that the item breaks, but for what is compared with other rows. Of an item with empty cells those that it needs."""
        if missing := item.missing():
            return [problem("cell_is_filled", "observations", item.line, name, "") for name in missing]
        alone = Draft(self.draft.folder, {item.id: replace(item, state="accepted")}, {}, self.draft.about, self.draft.lines)
        row = dict.fromkeys(self.columns, "") | observation_rows(alone, whole=False)[0][0] | {"report_id": self.draft.report}
        seed = Seed("observations", item.id, [row], [item.line])
        found = cell_problems(seed) + observation_problems([seed], self.reference, self.known, self.looked_up)
        return found + self.of_registers(item)

    def problems(self, item: Item) -> list[str]:
        """The same as sentences; nothing where the item can be accepted as it is."""
        return [f"{one.column}: {one.value!r}: expected {one.expected}" for one in self.broken(item)]

    def knows(self, name: str, value: str) -> bool:
        """Whether a register holds the id of a cell."""
        return not value or name not in KEYS or value in self.known[name]
