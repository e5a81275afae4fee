"""What `claimhouse check` says of one item of a draft, as if it were accepted: for workbooks, programs and reviewers."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from claimhouse.check import check_rows
from claimhouse.draft.store import CELLS, Draft, Item
from claimhouse.draft.tables import observation_rows, report_row
from claimhouse.loading.bulk import amended, bulk_columns, picked
from claimhouse.rules import KEYS, broken_cells
from claimhouse.seeds import Seed, expected_columns, read_seed, registers


class Judge:
    """Checks items against the shared registers and the proposed rows of a draft, read once."""

    def __init__(self, draft: Draft, project: Path):
        self.draft, keys, columns = draft, registers(project), bulk_columns(project)
        own = defaultdict(list)
        for (register, _), row in draft.ids.items():
            own[register].append({name: row.get(name, "") for name in columns[register]} | {"report_id": draft.report})
        self.reference: dict[str, Seed] = {}
        for name, names in expected_columns(project).items():
            if name == "observations":
                continue
            seed = read_seed(project / f"seeds/reference/{name}.csv", project, names)[0]
            rows = Seed(name, name, own[name], list(range(1, len(own[name]) + 1)))
            if name in keys:
                self.reference[name] = amended(seed, rows, keys[name])
            else:
                self.reference[name] = rows if "report_id" in names else picked(seed, lambda row: True)
        report = report_row(draft) | {"report_id": draft.report}
        self.reference["reports"] = Seed("reports", "reports", [report], [1])
        sections = [row | {"report_id": draft.report} for row in draft.about["sections"]]
        self.reference["sections"] = Seed("sections", "sections", sections, [1] * len(sections))
        self.columns = columns["observations"]

    def problems(self, item: Item) -> list[str]:
        """Each rule that the item breaks, as a sentence; nothing where it can be accepted as it is."""
        found = [
            f"{name}: {item.value(name)!r}: expected {rule.expected if hasattr(rule, 'expected') else rule.id}"
            for name in CELLS
            for rule in broken_cells(name, item.value(name))
        ]
        state, item.state = item.state, "accepted"
        one = Draft(self.draft.folder, {item.id: item}, {}, self.draft.about, self.draft.lines)
        try:
            rows, _ = observation_rows(one)
        finally:
            item.state = state
        row = dict.fromkeys(self.columns, "") | rows[0] | {"report_id": self.draft.report}
        seed = Seed("observations", item.id, [row], [item.line])
        known = {name: seed for name, seed in self.reference.items() if name not in ("excluded_tokens", "source_lines")}
        empty = {name: Seed(name, name, [], []) for name in ("excluded_tokens", "source_lines", "declared_relations")}
        return found + [f"{one.column}: {one.value!r}: expected {one.expected}" for one in check_rows([seed], known | empty, {})]

    def knows(self, name: str, value: str) -> bool:
        """Whether a register holds the id of a cell."""
        return not value or name not in KEYS or any(row[name] == value for row in self.reference[KEYS[name]].rows)
