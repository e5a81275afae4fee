"""What a report names of other reports: the report of which it is an edition, and things that another one defines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, cached_property
from pathlib import Path

from claimhouse.rules import REGISTERS, Problem, nearest, problem
from claimhouse.seeds import Seed

MOST_EDITIONS = 16  # that follow each other, as int_report_editions reads them
Rows = list[dict[str, str]]


class Others:
    """The reports that a report can name: those that stand next to it, of which `rows` gives a table, and the folders below `reports/`,
    of which `read` does. Either is read when it is asked for."""

    def __init__(self, rows: Callable[[str], Rows], folder: Path, read: Callable[[Path, str], Rows]):
        self.rows, self.folder, self.read = cache(rows), folder, cache(read)

    @cached_property
    def editions(self) -> dict[str, str]:
        return {row["report_id"]: row["edition_of"] for row in self.rows("reports")}

    def knows(self, report: str) -> bool:
        return report in self.editions or ("/" not in report and bool(self.read(self.folder / report, "reports")))

    def edition_of(self, report: str) -> str:
        """The report that a report names as an earlier edition; empty where it names none or is not there."""
        if report in self.editions:
            return self.editions[report]
        rows = self.read(self.folder / report, "reports") if "/" not in report else []
        return rows[0].get("edition_of", "") if rows else ""

    def chain(self, report: str) -> list[str]:
        """The editions before a report, the nearest first, up to one that comes again."""
        found, seen = [], {report}
        while (report := self.edition_of(report)) and len(found) <= MOST_EDITIONS:
            found.append(report)
            if report in seen:
                break
            seen.add(report)
        return found

    def defines(self, report: str, register: str, id: str) -> bool:
        """Whether an edition of the report has the id in a register of its own."""
        key = REGISTERS[register]
        near = [row.get("report_id", "") for row in self.rows(register) if row[key] == id]
        if any(report in (one, *self.chain(one)) for one in near):
            return True
        folders = [path for path in sorted(self.folder.glob("*")) if any(row[key] == id for row in self.read(path, register))]
        return any(report in (path.name, *self.chain(path.name)) for path in folders)


def edition_problems(own: dict[str, Seed], others: Others) -> Iterator[Problem]:
    """Reports that are an edition of none, or of themselves after some steps."""
    for row, at in own["reports"].numbered() if "reports" in own else ():
        report, before = row["report_id"], row["edition_of"]
        if not before:
            continue
        chain = others.chain(report)
        if not others.knows(before):
            yield problem("edition_is_known", *at, "edition_of", before, nearest=nearest(before, set(others.editions)))
        elif report in chain:
            way = [report, *chain[: chain.index(report) + 1]]
            yield problem("chain_has_an_end", *at, "edition_of", before, way=" - ".join(way))
        elif len(chain) > MOST_EDITIONS:
            yield problem("chain_has_an_end", *at, "edition_of", before, way=f"a chain of more than {MOST_EDITIONS} editions")


def same_as_problems(own: dict[str, Seed], shared: dict[str, Seed], others: Others) -> Iterator[Problem]:
    """Rows of same_as that name neither a shared id nor one that another report defines itself."""
    for row, at in own["same_as"].numbered() if "same_as" in own else ():
        register, thing = row["register"], row["same_as"]
        if register not in REGISTERS or not thing:  # a rule of cells names it
            continue
        ids = {each[REGISTERS[register]] for each in shared[register].rows}
        places = [place for place, letter in enumerate(thing) if letter == "."]
        named = [(thing[:place], thing[place + 1 :]) for place in places]
        is_defined = any(
            others.knows(first) and not others.edition_of(first) and others.defines(first, register, id) for first, id in named
        )
        if thing not in ids and not is_defined:
            yield problem("thing_is_known", *at, "same_as", thing, register=register, nearest=nearest(thing, ids))
