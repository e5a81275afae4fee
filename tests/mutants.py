"""Plants one defect at a time into the seeds and counts how many `claimhouse check` names.

For every seed of observations: each numeric cell, power of ten, unit, qualifier, line and period of 20 random rows
is changed, rows swap their values, a row is dropped, a row is doubled, and the slips of a hand and of a machine are made.
Writes docs/MUTANTS.md; `make mutants` runs it.
"""

import copy
import os
import random
import re
import sys
import tempfile
from collections import Counter
from decimal import Decimal
from pathlib import Path

import duckdb

from claimhouse.check import check_rows, check_source
from claimhouse.expectations import QUALIFIERS, raw_problems
from claimhouse.plan import load_plan, run_plan
from claimhouse.seeds import expected_columns, read_seed

ROOT = Path(__file__).resolve().parents[1]
ROWS = 20
VALUES = re.compile(r"'[^']*'|[^ ]*[0-9/][^ ]*|(?<=metric )\S+")
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


def slips(row, observations, neighbours, choose):
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
    for column in ("subject_id", "scope_id"):
        others = sorted({other[column] for seed in observations for other in seed.rows} - {row[column]})
        yield f"{column} swapped", {column: choose.choice(others)}
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
            for kind, cells in slips(row, observations, neighbours, choose):
                yield kind, spoiled(lambda rows, lines, i=index, cs=cells: rows[i].update(cs))
            other = choose.choice([o for o in range(len(seed.rows)) if o != index])
            cells = ("low", "high", "unit_mult")
            if any(seed.rows[index][c] != seed.rows[other][c] for c in cells):
                yield "values swapped", spoiled(lambda rows, lines, i=index, o=other, cs=cells: [
                    rows[i].__setitem__(c, rows[o][c]) or rows[o].__setitem__(c, was) for c in cs for was in [rows[i][c]]])
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
                    self.connection.execute(f"update seeds.{seed.name} set {column} = nullif(?, '') where observation_id = ?",
                                            [other[column], row["observation_id"]])
        for step in self.steps:
            self.connection.execute(f"create or replace table {step['relation']} as {step['sql']}")
        different = self.content() != self.sound
        self.connection.execute("rollback")
        return different


def main() -> int:
    source = os.environ.get("CLAIMHOUSE_SOURCE")
    observations, reference = load()
    assert not check_rows(observations, reference), "the sound seeds must pass"
    tried, alone, given, seen, rules = Counter(), Counter(), Counter(), Counter(), Counter()
    marts = Marts(Path(tempfile.mkdtemp()))
    for kind, spoiled in mutants(observations, reference):
        tried[kind] += 1
        problems = check_rows(spoiled, reference) or raw_problems(spoiled)
        alone[kind] += bool(problems)
        if not problems and source:
            problems = check_source(spoiled, Path(source))
        given[kind] += bool(problems)
        # who names it first: the column and what was expected there, without the values of the row
        rules.update(f"{problem.column}: {re.sub(VALUES, '…', problem.expected)}" for problem in problems[:1])
        seen[kind] += bool(problems) or marts.differ(observations, spoiled)
    total = sum(tried.values())
    lines = ["# Mutants of the seeds", "", "Written by `make mutants`: one defect at a time, the number that `claimhouse check` names,"
             " and the number that is named or at least changes the mart `observations`.", "",
             "| defect | planted | named without the source | named with the source | named or in the mart |",
             "| --- | ---: | ---: | ---: | ---: |"]
    for kind in tried:
        lines.append(f"| {kind} | {tried[kind]} | {alone[kind]} | {given[kind] if source else 'not run'} | {seen[kind]} |")
    shares = [f"{sum(counts.values())} ({sum(counts.values()) / total:.1%})" for counts in (alone, given, seen)]
    lines.append(f"| all | {total} | {shares[0]} | {shares[1] if source else 'not run'} | {shares[2]} |")
    table = len(lines)
    lines += ["", "## Who names them first", "", "| column and rule | defects |", "| --- | ---: |"]
    lines += [f"| {rule.replace('|', chr(92) + '|')} | {count} |" for rule, count in sorted(rules.items())]
    (ROOT / "docs" / "MUTANTS.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines[4:table]))
    return 1 if sum(given.values()) < 0.99 * total else 0


if __name__ == "__main__":
    sys.exit(main())
