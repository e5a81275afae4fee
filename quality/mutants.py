"""Plants one defect at a time into the seeds and counts how many `claimhouse check` names.

For every seed of observations: each numeric cell, power of ten, unit, qualifier, line and period of six random rows
is changed, rows swap their values, a row is dropped, a row is doubled, and the slips of a hand and of a machine are made.
ROWS=20 takes more rows. Then every check is held against these and the planted
defects of proofs.py and table_proofs.py. Writes docs/evidence/MUTANTS.md; `make mutants` runs it.
"""

import copy
import os
import random
import sys
import tempfile
from collections import Counter
from decimal import Decimal
from pathlib import Path

import duckdb
import proofs
import table_proofs

from claimhouse.check.folder import check_rows
from claimhouse.check.observations import permitted_scopes
from claimhouse.check.source import check_source
from claimhouse.loading.plan import load_plan, run_plan
from claimhouse.rules import RULES
from claimhouse.seeds import expected_columns, read_seed

ROOT = Path(__file__).resolve().parents[1]
ROWS = int(os.environ.get("ROWS", "6"))
# What a figure is about beyond its number: the words of its sentence alone decide these.
SENTENCE = ("metric_id", "geography_id", "cited_source_id", "usage_warning", "obs_status")
OPEN = ("scope_id of the same metric", "geography_id swapped", "usage_warning swapped", "obs_status swapped")
QUALIFIERS = ["exact", "approx", "gt", "ge", "lt", "le", "range"]
UNITS = ["percent", "ratio", "CNY", "USD", "units", "count", "users"]


def load():
    columns, reference, observations = expected_columns(ROOT), {}, []
    for name in columns:
        if name != "observations":
            reference[name], _ = read_seed(ROOT / "seeds" / "reference" / f"{name}.csv", ROOT / "seeds", columns[name])
    for path in sorted((ROOT / "seeds" / "observations").glob("*.csv")):
        observations.append(read_seed(path, ROOT / "seeds", columns["observations"])[0])
    return observations, reference


def changed(row, column, choose, periods):
    """Another value for a cell: one digit, one power, one unit, one qualifier, one line or one period further."""
    value = row[column]
    if column in ("low", "high"):
        places = [at for at, sign in enumerate(value) if sign.isdigit()]
        if not places:
            return "7"
        at = choose.choice(places)
        return value[:at] + str((int(value[at]) + choose.randint(1, 9)) % 10) + value[at + 1 :]
    if column == "unit_mult":
        return str((int(value or 0) + 3) % 15)
    if column == "unit":
        return choose.choice([unit for unit in UNITS if unit != value])
    if column == "qualifier":
        return choose.choice([qualifier for qualifier in QUALIFIERS if qualifier != value])
    if column == "line":
        return str(int(value) + choose.choice([-1, 1]))
    return choose.choice([period for period in periods if period != value])


def slips(row, observations, neighbours, scopes, choose):
    """The slips of a hand and of a machine in one row: class and the cells that it writes."""
    numbers = {side: row[side] for side in ("low", "high") if row[side] and "/" not in row[side]}
    if any(float(number) for number in numbers.values()):
        yield "times ten", {side: f"{Decimal(number) * 10:f}" for side, number in numbers.items()}
        yield "minus lost or gained", {side: number[1:] if number.startswith("-") else f"-{number}" for side, number in numbers.items()}
        if row["unit"] == "percent":
            yield "fraction for percent", {side: f"{Decimal(number) / 100:f}" for side, number in numbers.items()}
    if row["low"] != row["high"]:
        yield "bounds swapped", {"low": row["high"], "high": row["low"]}
    if row["period_id"] in neighbours:
        yield "period off by one", {"period_id": neighbours[row["period_id"]]}
    for column in ("subject_id", "scope_id", *SENTENCE):
        others = sorted({other[column] for seed in observations for other in seed.rows} - {row[column]})
        yield f"{column} swapped", {column: choose.choice(others)}
    if row["scope_id"]:
        yield "scope_id lost", {"scope_id": ""}
    if others := sorted(scopes.get((row["subject_id"], row["metric_id"]), set()) - {row["scope_id"]}):
        yield "scope_id of the same metric", {"scope_id": choose.choice(others)}
    for column in ("token", "period_line"):
        if row[column]:
            yield f"{column} off by one", {column: str(int(row[column]) + 1)}
    marked = next((sign for sign in row["printed"] if not sign.isascii()), row["printed"][0])
    broken = marked.encode().decode("cp1252", "replace") if not marked.isascii() else "\ufffd"
    yield "encoding damaged", {"printed": row["printed"].replace(marked, broken, 1)}
    columns = list(row)
    start = choose.randrange(3, len(columns) - 8)
    moved = [row[column] for column in columns[start:-1]]
    yield "cells shifted", {columns[start]: ""} | dict(zip(columns[start + 1 :], moved, strict=True))


def mutants(observations, reference):
    """Class, family and spoiled seeds of every mutant."""
    choose = random.Random(2026)
    periods = sorted(row["period_id"] for row in reference["periods"].rows)
    neighbours = {row["period_id"]: row["prior_period_id"] for row in reference["periods"].rows if row["prior_period_id"]}
    neighbours |= {prior: period for period, prior in neighbours.items() if prior not in neighbours}
    for number, seed in enumerate(observations):
        at = choose.sample(range(len(seed.rows)), min(ROWS, len(seed.rows)))

        def spoiled(change, number=number, seed=seed):
            rows, lines = copy.deepcopy(seed.rows), list(seed.lines)
            change(rows, lines)
            return observations[:number] + [type(seed)(seed.name, seed.file, rows, lines)] + observations[number + 1 :]

        for index in at:
            row = seed.rows[index]
            for column in ("low", "high", "unit_mult", "unit", "qualifier", "line", "period_id"):
                value = changed(row, column, choose, periods)
                if value != row[column]:
                    yield column, spoiled(lambda rows, lines, i=index, c=column, v=value: rows[i].__setitem__(c, v))
            for kind, cells in slips(row, observations, neighbours, permitted_scopes(reference), choose):
                yield kind, spoiled(lambda rows, lines, i=index, cs=cells: rows[i].update(cs))
            other = choose.choice([o for o in range(len(seed.rows)) if o != index])
            cells = ("low", "high", "unit_mult")
            if any(seed.rows[index][c] != seed.rows[other][c] for c in cells):
                yield (
                    "values swapped",
                    spoiled(
                        lambda rows, lines, i=index, o=other, cs=cells: [
                            rows[i].__setitem__(c, rows[o][c]) or rows[o].__setitem__(c, was) for c in cs for was in [rows[i][c]]
                        ]
                    ),
                )
            yield "row dropped", spoiled(lambda rows, lines, i=index: (rows.pop(i), lines.pop(i)))
            yield "row doubled", spoiled(lambda rows, lines, i=index: (rows.append(dict(rows[i])), lines.append(lines[-1] + 1)))


class Marts:
    """The published observations, built anew from spoiled seeds: whether an analyst could see the defect at all."""

    def __init__(self, folder: Path):
        steps = load_plan(ROOT)
        run_plan(ROOT, folder / "claimhouse.duckdb", steps)
        self.connection = duckdb.connect(str(folder / "claimhouse.duckdb"))
        self.steps = [step for step in steps if step["name"] in ("fct_observation", "observations")]
        self.sound = self.content()

    def content(self):
        return self.connection.execute("select count(*), sum(cast(hash(t) as hugeint)) from marts.observations as t").fetchall()

    def differ(self, observations, spoiled) -> bool:
        """Whether the mart changes with the cells that were changed in rows of a seed."""
        self.connection.execute("begin")
        for sound, seed in zip(observations, spoiled, strict=True):
            for row, other in zip(sound.rows, seed.rows, strict=True) if sound is not seed else ():
                for column in (column for column in row if row[column] != other[column]):
                    self.connection.execute(
                        f"update seeds.{seed.name} set {column} = nullif(?, '') where observation_id = ?",
                        [other[column], row["observation_id"]],
                    )
        for step in self.steps:
            self.connection.execute(f"create or replace table {step['relation']} as {step['sql']}")
        different = self.content() != self.sound
        self.connection.execute("rollback")
        return different


def table(head: list[str], rows: list[tuple]) -> list[str]:
    """Markdown: the first column to the left, numbers to the right."""
    cells = [[str(cell).replace("|", "\\|") for cell in row] for row in rows]
    kinds = ["---" if not isinstance(cell, int) else "---:" for cell in rows[0]]
    return ["", *("| " + " | ".join(row) + " |" for row in [head, kinds, *cells]), ""]


def main() -> int:
    source = os.environ.get("CLAIMHOUSE_SOURCE")
    observations, reference = load()
    assert not check_rows(observations, reference), "the sound seeds must pass"
    tried, alone, given, seen, tally = Counter(), Counter(), Counter(), Counter(), proofs.Tally()
    marts = Marts(Path(tempfile.mkdtemp()))
    for kind, spoiled in mutants(observations, reference):
        tried[kind] += 1
        problems = check_rows(spoiled, reference)
        alone[kind] += bool(problems)
        if not problems and source:
            problems = check_source(spoiled, Path(source))
        given[kind] += bool(problems)
        tally.count(kind, [problem.rule for problem in problems])
        seen[kind] += bool(problems) or marts.differ(observations, spoiled)
    for kind, _, problems in [*proofs.all_defects(observations, reference), *proofs.of_registers(observations, reference)]:
        tally.count(kind, [problem.rule for problem in problems])
    checks = set(RULES)
    for kind, names in [*table_proofs.of_tables(), *proofs.of_exports()]:
        tally.count(kind, names)
    checks |= table_proofs.names_of(load_plan(ROOT)) | proofs.checks_of_exports()

    def counted(kinds):
        def share(counts):
            named, planted = sum(counts[kind] for kind in kinds), sum(tried[kind] for kind in kinds)
            return f"{named} ({named / planted:.1%})"

        rows = [(kind, tried[kind], alone[kind], given[kind] if source else "not run", seen[kind]) for kind in kinds]
        total = ("all", sum(tried[kind] for kind in kinds), share(alone), share(given) if source else "not run", share(seen))
        return table(["defect", "planted", "named without the source", "named with the source", "named or in the mart"], [*rows, total])

    slips = [kind for kind in tried if kind not in OPEN]
    page = [
        "# Mutants of the seeds",
        "",
        "Written by `make mutants`: one defect at a time, how often `claimhouse check` names it, and how"
        " often it is named or at least changes the mart `observations`.",
        *counted(slips),
        "## What only the sentence decides",
        "",
        "A place, a warning, a status, and one scope for another that the metric may have:"
        " no second statement in the seeds decides them, and one would be the same reading entered twice. The rest of these is seen by"
        f" reading the line that `claimhouse trace` shows. Both tables together: {sum(alone.values())} of {sum(tried.values())} are"
        " named without the source.",
        *counted(OPEN),
        "## Who names them",
        "",
        f"{len(checks)} checks, {len(checks - tally.first.keys())} of them without a defect. Counted are"
        " these mutants and the planted defects of `quality/proofs.py`, `quality/table_proofs.py` and `tests/support/bad_seeds/`: those"
        " that the check names first and those that it alone names. Data tests, rules and expectations on tables meet what got past"
        " the cells, as in `dbt build`.",
        *table(
            ["check", "first", "alone", "for example"],
            [(name, tally.first[name], tally.alone[name], tally.example.get(name, "none")) for name in sorted(checks)],
        ),
    ]
    (ROOT / "docs" / "evidence" / "MUTANTS.md").write_text("\n".join(page).rstrip("\n") + "\n", encoding="utf-8")
    print("\n".join([*counted(slips), *counted(OPEN)]))
    print("unproven:", *sorted(checks - tally.first.keys()))
    planted = sum(tried[kind] for kind in slips)
    return 1 if checks - tally.first.keys() or sum(given[kind] for kind in slips) < 0.99 * planted else 0


if __name__ == "__main__":
    sys.exit(main())
