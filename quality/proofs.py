"""Planted defects, each beside a check that must name it, first or alone: cells of seeds, files, tables and exports.

tests/test_proofs.py fails where a check of the data has none; `make mutants` counts them with the random mutants.
"""

import ast
import copy
import functools
import inspect
import re
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

import duckdb

import claimhouse.check
import claimhouse.seeds
from claimhouse import figures
from claimhouse.check import FREE, KEYS, REQUIRED, check_folder, check_rows, check_source
from claimhouse.expectations import exported_problems, exported_suite, guarded_notes, raw_problems, raw_suite
from claimhouse.seeds import expected_columns, read_seed

ROOT = Path(__file__).resolve().parents[1]
MARKET = "market_estimates_observations"


# --- Who names a defect -------------------------------------------------------------------------------------------

def watch(put=setattr):
    """Makes every Problem remember the call in the code that made it; `put` is setattr or that of a monkeypatch."""
    sound = claimhouse.seeds.Problem

    def problem(*cells):
        frame = sys._getframe(1)
        frame = frame.f_back if frame.f_code.co_name == "problem" else frame
        found = sound(*cells)
        object.__setattr__(found, "site", (Path(frame.f_code.co_filename).stem, frame.f_lineno))
        return found

    put(claimhouse.seeds, "Problem", problem)
    put(claimhouse.check, "Problem", problem)
    for pure in ("parse", "damaged"):  # asked for the same texts thousands of times
        put(claimhouse.check, pure, functools.cache(getattr(claimhouse.check, pure)))


def sites() -> dict[tuple[str, int], str]:
    """Every call in the checks that names a defect, by module and line, with what it expects (… for a value)."""
    found = {}
    for module in (claimhouse.seeds, claimhouse.check):
        for function in (node for node in ast.parse(inspect.getsource(module)).body if isinstance(node, ast.FunctionDef)):
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("Problem", "problem"):
                    found[module.__name__.split(".")[1], call.lineno] = f"{function.name}: {wording(call.args[-1])}"
    return {place: words for place, words in found.items() if words != "check_rows: expected"}  # the shorthand, called in the others


def wording(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "…" for part in node.values)
    if isinstance(node, ast.BinOp):
        return wording(node.left)
    return str(node.value) if isinstance(node, ast.Constant) else ast.unparse(node)


# Calls that stand for several checks: one for each column.
CELLS = ["low", "high", "unit_mult", "qualifier"]
SEVERAL = {"check_rows: an id of reference": KEYS, "check_rows: a value": REQUIRED,
           "printed_problems: … for a date": [*CELLS, "period_printed"], "printed_problems: … as in …": [*CELLS, "unit"]}


def name_of(problem, calls: dict[tuple[str, int], str]) -> str:
    """The check that found a problem."""
    if problem.site[0] == "expectations":
        return f"raw suite: {problem.expected.split()[0]} ({problem.column})"
    words = calls[problem.site]
    return f"{words} ({problem.column})" if words.startswith(tuple(SEVERAL)) else words


def checks_of_cells(calls: dict[tuple[str, int], str]) -> set[str]:
    """Every check of cells and files that there is, by the names that `name_of` gives."""
    names = {f"raw suite: {rule.configuration.type} ({rule.column})" for rule in raw_suite()}
    for words in calls.values():
        columns = next((columns for start, columns in SEVERAL.items() if words.startswith(start)), None)
        names |= {words} if columns is None else {f"{words} ({column})" for column in columns}
    return names


class Tally:
    """Counts by check: defects that it names first, and those that it names alone, with an example."""

    def __init__(self):
        self.calls = sites()
        self.first, self.alone, self.example = Counter(), Counter(), {}

    def add(self, kind: str, problems: list) -> None:
        self.count(kind, [name_of(problem, self.calls) for problem in problems])

    def count(self, kind: str, names: list[str]) -> None:
        for name in names[:1]:
            self.first[name] += 1
            self.example.setdefault(name, kind)
        if len(set(names)) == 1:
            self.alone[names[0]] += 1


# --- Defects of cells and files -----------------------------------------------------------------------------------

# Seed, cells of the row that is spoiled (none: the first), and what is written into it (nothing: the row is dropped).
SPOILED = [
    *((MARKET, {}, {column: "nothing"}) for column in KEYS),
    *((MARKET, {}, {column: ""}) for column in sorted(REQUIRED)),
    (MARKET, {}, {"unit_mult": ""}), (MARKET, {}, {"period_line": "0"}),
    (MARKET, {}, {"parse_note": "low=49.5: as printed"}), (MARKET, {}, {"parse_note": "as printed"}),
    (MARKET, {}, {"token": "2"}), (MARKET, {}, {"token": "4"}), (MARKET, {}, {"period_line": "3"}), (MARKET, {}, {"printed": "a figure"}),
    (MARKET, {}, {"qualifier": "approx"}), (MARKET, {}, {"unit_mult": "6"}), (MARKET, {}, {"unit": "USD"}),
    ("adoption_observations", {"observation_id": "manufacturer_example-cost_saving-undated-l126"},
     {"observation_id": "manufacturer_example-cost_saving-undated-l126-2"}), (MARKET, {}, {"unit": "percent"}),
    (MARKET, {}, {"scope_id": ""}), (MARKET, {}, {"period_id": "2026"}),
    (MARKET, {}, {"subject_id": "china_healthcare_market", "scope_id": ""}),
    ("company_financials_observations", {"observation_id": "volcano_engine-ai_revenue-2026-06-l51"}, {"unit": "CNY"}),
    ("events_observations", {"observation_id": "bert-release_date-2018-l36"}, {"low": "2018"}),
    ("events_observations", {"observation_id": "bert-release_date-2018-l36"}, {"high": "2018"}),
    ("events_observations", {"observation_id": "bert-release_date-2018-l36"}, {"unit_mult": "0"}),
    ("events_observations", {"observation_id": "bert-release_date-2018-l36"}, {"qualifier": "approx"}),
    ("events_observations", {"observation_id": "bert-release_date-2018-l36"}, {"printed": "in 2018"}),
    ("market_estimates_observations", {"period_id": "2030"}, {"obs_status": "A"}),
    ("landscape_observations", {"usage_warning": "heading"}, {"usage_warning": ""}),
    ("device_shipments_observations", {"cited_source_id": "idc"}, {"cited_source_id": "canalys"}),
    ("device_shipments_observations", {"cited_source_id": "idc"}, {"line": "0"}),
    ("subjects", {"subject_id": "ai_glasses"}, {"parent_subject_id": "nothing"}),
    ("period_labels", {"printed": "2018"}, {"period_id": "2006"}), ("source_lines", {}, {"numeric_tokens": "6"}),
    ("source_lines", {}, {"observations": "2"}), ("source_lines", {}, {"line": "3"}), ("source_lines", {}, {"line": "four"}),
    ("excluded_tokens", {}, {"token": "x"}), ("source_lines", {}, {}),
]


def of_cells(observations, reference):
    """What is spoiled, and the problems that name it, in the order in which `claimhouse check` meets them."""
    for name, wanted, cells in SPOILED:
        seeds = {seed.name: seed for seed in [*observations, *reference.values()]}
        rows, lines = copy.deepcopy(seeds[name].rows), list(seeds[name].lines)
        at = next(number for number, row in enumerate(rows) if wanted.items() <= row.items())
        rows[at].update(cells)
        if not cells:
            del rows[at], lines[at]
        seeds[name] = type(seeds[name])(name, seeds[name].file, rows, lines)
        spoiled = [seeds[seed.name] for seed in observations]
        what = ", ".join(f"{column} {value!r}" for column, value in cells.items()) or "a row dropped"
        cells_of = [seeds[name]] if name not in reference else []
        yield f"{name}: {what}", (cells_of and raw_problems(cells_of)) + check_rows(spoiled, {key: seeds[key] for key in reference})
    columns = expected_columns(ROOT)["observations"]
    for path in sorted((ROOT / "tests" / "support" / "bad_seeds").glob("*.csv")):
        bad, problems = read_seed(path, path.parent, columns)
        rows = [[*bad.rows, *seed.rows[1:]] if seed.name == MARKET else seed.rows for seed in observations]
        spoiled = [type(seed)(seed.name, seed.file, rows, seed.lines) for seed, rows in zip(observations, rows, strict=True)]
        yield path.name, problems or raw_problems([seed for seed in spoiled if seed.name == MARKET]) + check_rows(spoiled, reference)


def of_files():
    """A folder of seeds without one of its files, or without any observations; a column that no rule can be run on."""
    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder) / "seeds"
        shutil.copytree(ROOT / "seeds", seeds)
        (seeds / "reference" / "units.csv").unlink()
        yield "units.csv missing", check_folder(seeds, ROOT)[0]
        shutil.copy(ROOT / "seeds/reference/units.csv", seeds / "reference")
        shutil.rmtree(seeds / "observations")
        yield "no observations", check_folder(seeds, ROOT)[0]


def of_source(observations):
    """Figures and labels that stand on another line of the source than the row says."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source.txt"
        for name, text in (("figure elsewhere", "2025"), ("figure at another token", "2025 1 approximately RMB 49.5–51 billion"),
                           ("label elsewhere", "approximately RMB 49.5–51 billion")):
            source.write_text("\n\n\n" + text + "\n", encoding="utf-8")
            first = next(seed for seed in observations if seed.name == MARKET)
            yield name, check_source([type(first)(first.name, first.file, first.rows[:1], first.lines[:1])], source)


def of_registers(observations, reference):
    """An id in a row of each register that stands nowhere."""
    for name, seed in reference.items():
        for column in seed.rows[0]:
            at = next((number for number, row in enumerate(seed.rows) if row[column]), None)
            own = column in ("contradiction_id", "section_id") or (name, column) in FREE
            if at is None or own or not re.search(r"unit$|_ids?$", column):
                continue
            rows = copy.deepcopy(seed.rows)
            rows[at][column] = "nothing"
            yield f"{name}: {column} 'nothing'", check_rows(observations, reference | {name: type(seed)(name, seed.file, rows, seed.lines)})


# --- Exports ------------------------------------------------------------------------------------------------------

def of_exports():
    """The published observations in a CSV file that was spoiled after it was written, and the rules that name it."""
    with duckdb.connect(str(ROOT / "warehouse" / "claimhouse.duckdb"), read_only=True) as connection:
        sound = connection.execute("select * from marts.observations where bound_low < bound_high").df()
    columns = list(sound.columns)
    spoiled = {
        "column renamed": sound.rename(columns={"qualifier": "modifier"}), "row lost": sound.iloc[1:],
        "line 0": sound.assign(line=0), "bounds swapped": sound.assign(bound_low=sound.bound_high, bound_high=sound.bound_low),
        "decoded twice": sound.assign(printed="30Ã—"), "formula": sound.assign(note="=1+1"),
    }
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "csv").mkdir()
        for what, frame in spoiled.items():
            frame.to_csv(Path(folder) / "csv" / "observations.csv", index=False)
            problems, _ = exported_problems(Path(folder), ["csv"], {"columns": columns, "rows": len(sound)})
            named = [re.search(r": (\w*): (\w+) does not hold", problem) for problem in problems]
            yield f"export: {what}", [f"export: {match[2]} ({match[1]})" for match in named]


def checks_of_exports() -> set[str]:
    rules = [*exported_suite(["x"], 1), guarded_notes()]
    named = [(rule.configuration.kwargs, rule.configuration.type) for rule in rules]
    return {f"export: {kind} ({words.get('column') or words.get('column_A', '')})" for words, kind in named}


# --- Wordings of figures ------------------------------------------------------------------------------------------

TEXTS = ["at most 5", "≤ 5", "less than 5", "estimated 5"]  # wordings that are read and not printed in the one report


def needed_wordings(observations) -> dict[str, int]:
    """For each wording that figures.py reads, the printed texts that are read otherwise without it."""
    texts = [*TEXTS, *(row["printed"] for seed in observations for row in seed.rows if row["unit"] != "date")]

    def read():
        found = []
        for text in texts:
            try:
                found.append(figures.parse(text))
            except KeyError:
                found.append("-")
        return found

    sound, counts = read(), {}
    tables = {"SCALES": figures.SCALES, "SUFFIXES": figures.SUFFIXES, "CURRENCIES": figures.CURRENCIES, "WORDS": figures.WORDS}
    for name, table in tables.items():
        for wording in table:
            setattr(figures, name, {other: value for other, value in table.items() if other != wording})
            counts[wording] = sum(one != other for one, other in zip(sound, read(), strict=True))
        setattr(figures, name, table)
    for at, (qualifier, pattern) in enumerate(qualifiers := figures.QUALIFIERS):
        for wording in (parts := re.split(r"\|(?![^(]*\))", pattern)):
            rest = "|".join(part for part in parts if part != wording) or "(?!)"
            figures.QUALIFIERS = [*qualifiers[:at], (qualifier, rest), *qualifiers[at + 1 :]]
            counts[wording] = sum(one != other for one, other in zip(sound, read(), strict=True))
    figures.QUALIFIERS = qualifiers
    return counts
