"""What `claimhouse check` says of one item of a draft, as if it were accepted: for workbooks, programs and reviewers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from claimhouse.check import Registers, cell_problems, observation_problems
from claimhouse.draft.store import Draft, Item, id_of_row, read_csv
from claimhouse.draft.tables import observation_rows, report_row
from claimhouse.loading.bulk import amended, bulk_columns, joined
from claimhouse.rules import KEYS, Problem, problem
from claimhouse.seeds import Seed, expected_columns, read_seed, registers


class Judge:
    """Checks items against the shared registers, rows of registers that a person added to the folder, and the proposed rows of a draft,
    all read once. `reference` are the rows of each table by its name, `known` the ids by the column that names them."""

    def __init__(self, draft: Draft, project: Path):
        self.draft, keys, columns = draft, registers(project), bulk_columns(project)
        own = defaultdict(dict)
        for name in keys:
            path = draft.folder / f"{name}.csv"
            if path.exists():
                own[name] = {id_of_row(name, row): row for row in read_csv(path)}
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

    def broken(self, item: Item) -> list[Problem]:
        """Each rule that the item breaks, but for what is compared with other rows. Of an item with empty cells those that it needs."""
        if missing := item.missing():
            return [problem("cell_is_filled", "observations", item.line, name, "") for name in missing]
        alone = Draft(self.draft.folder, {item.id: replace(item, state="accepted")}, {}, self.draft.about, self.draft.lines)
        row = dict.fromkeys(self.columns, "") | observation_rows(alone, whole=False)[0][0] | {"report_id": self.draft.report}
        seed = Seed("observations", item.id, [row], [item.line])
        return cell_problems(seed) + observation_problems([seed], self.reference, self.known, self.looked_up)

    def problems(self, item: Item) -> list[str]:
        """The same as sentences; nothing where the item can be accepted as it is."""
        return [f"{one.column}: {one.value!r}: expected {one.expected}" for one in self.broken(item)]

    def knows(self, name: str, value: str) -> bool:
        """Whether a register holds the id of a cell."""
        return not value or name not in KEYS or value in self.known[name]
