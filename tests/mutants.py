"""Plants one defect at a time into the seeds and counts how many `claimhouse check` names.

For every seed of observations: each numeric cell, power of ten, unit, qualifier, line and period of 20 random rows
is changed, rows swap their values, a row is dropped, a row is doubled. Writes docs/MUTANTS.md; `make mutants` runs it.
"""

import copy
import os
import random
import sys
from collections import Counter
from pathlib import Path

from claimhouse.check import check_rows, check_source
from claimhouse.expectations import QUALIFIERS, raw_problems
from claimhouse.seeds import expected_columns, read_seed

ROOT = Path(__file__).resolve().parents[1]
ROWS = 20
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


def mutants(observations, reference):
    """Class, family and spoiled seeds of every mutant."""
    choose = random.Random(2026)
    periods = sorted(row["period_id"] for row in reference["periods"].rows)
    for number, seed in enumerate(observations):
        at = choose.sample(range(len(seed.rows)), min(ROWS, len(seed.rows)))

        def spoiled(change, number=number, seed=seed):
            rows, lines = copy.deepcopy(seed.rows), list(seed.lines)
            change(rows, lines)
            return observations[:number] + [type(seed)(seed.name, seed.file, rows, lines)] + observations[number + 1 :]

        for index in at:
            for column in ("low", "high", "unit_mult", "unit", "qualifier", "line", "period_id"):
                value = changed(seed.rows[index], column, choose, periods)
                if value != seed.rows[index][column]:
                    yield column, spoiled(lambda rows, lines, i=index, c=column, v=value: rows[i].__setitem__(c, v))
            other = choose.choice([o for o in range(len(seed.rows)) if o != index])
            cells = ("low", "high", "unit_mult")
            if any(seed.rows[index][c] != seed.rows[other][c] for c in cells):
                yield "values swapped", spoiled(lambda rows, lines, i=index, o=other, cs=cells: [
                    rows[i].__setitem__(c, rows[o][c]) or rows[o].__setitem__(c, was) for c in cs for was in [rows[i][c]]])
            yield "row dropped", spoiled(lambda rows, lines, i=index: (rows.pop(i), lines.pop(i)))
            yield "row doubled", spoiled(lambda rows, lines, i=index: (rows.append(dict(rows[i])), lines.append(lines[-1] + 1)))


def main() -> int:
    source = os.environ.get("CLAIMHOUSE_SOURCE")
    observations, reference = load()
    assert not check_rows(observations, reference), "the sound seeds must pass"
    tried, alone, given, survivors = Counter(), Counter(), Counter(), []
    for kind, spoiled in mutants(observations, reference):
        tried[kind] += 1
        killed = bool(check_rows(spoiled, reference)) or bool(raw_problems(spoiled))
        alone[kind] += killed
        if not killed and source:
            killed = bool(check_source(spoiled, Path(source)))
        given[kind] += killed
        if not killed:
            survivors.append(kind)
    total = sum(tried.values())
    lines = ["# Mutants of the seeds", "", "Written by `make mutants`: one defect at a time, the number that `claimhouse check` names.", "",
             "| defect | planted | named without the source | named with the source |", "| --- | ---: | ---: | ---: |"]
    for kind in tried:
        lines.append(f"| {kind} | {tried[kind]} | {alone[kind]} | {given[kind] if source else 'not run'} |")
    lines.append(f"| all | {total} | {sum(alone.values())} ({sum(alone.values()) / total:.1%}) | "
                 + (f"{sum(given.values())} ({sum(given.values()) / total:.1%}) |" if source else "not run |"))
    (ROOT / "docs" / "MUTANTS.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines[4:]))
    return 1 if sum(alone.values()) < 0.98 * total or (source and survivors) else 0


if __name__ == "__main__":
    sys.exit(main())
