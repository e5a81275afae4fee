"""Inputs of a generator with a fixed seed: what passes the check is built and exported, and nothing ends in a traceback."""

import csv
import random
import shutil
from collections import Counter

import duckdb
import pytest

from claimhouse.check.folder import check_rows, read_folder
from claimhouse.check.observations import composed_problems
from claimhouse.check.printed import figure_of
from claimhouse.check.tokens import TOKEN
from claimhouse.expectations import run_suites
from claimhouse.export import export
from claimhouse.loading.plan import load_plan, run_plan
from claimhouse.readers import reading
from claimhouse.rules import RULES, skeleton
from claimhouse.seeds import Seed, expected_columns, families, read_seed
from claimhouse.suites import published_suites

ODD = [
    "\u200b",
    "\u00a0",
    "\t",
    "\n",
    "\r",
    "\x1b[2J",
    "\u202e",
    "\ufffe",
    "\ufffd",
    "\u0441",
    "\u0430",
    "e\u0301",
    " ",
    "../",
    "-",
    "<b>",
    "&amp;",
    "=1+1",
    "'",
    '"',
    ";",
    ",",
    "|",
    "%",
    "\u3000",
    "\u30aa",
    "\u5b57",
    "\U0001f600",
    "\u0645",
    "é",
    "Ã©",
    "#",
    "\\",
    "{{ x }}",
    "NULL",
    "nan",
    "",
]


# Cells of registers and declarations; relations that rules infer are known to the build alone.
CELLS = [
    "",
    "0",
    "-1",
    "1",
    "1e5",
    "0.0000001",
    "999999999999",
    "-999999999999",
    "yes",
    "maybe",
    "hard",
    "2025",
    "2026-02-30",
    "1900-01-01",
]
CELLS += ["openai", "revenue", "cai2026", "percent", "USD", "a;b", ";", "x" * 121, "usage_metrics;usage_metrics", "2100-12-31", "nothing"]
INFERRED = {("likely_readings", "relation_id"), ("likely_readings", "conflict_id")}


def odd_text(choose):
    parts = [choose.choice(["Acme", "zhipu", "42", "A", "b-c", "x_y", *ODD]) for _ in range(choose.randint(1, 4))]
    return "".join(parts)


def odd_day(choose):
    year = choose.choice(["1899", "1900", "1969", "2025", "2026", "2100", "2101", "0001", "10000", "-44", "25"])
    form = choose.choice(
        ["{}-{:02}-{:02}", "{}-{:02}-{:02}", "{}-{:02}-{:02}", "{}/{}/{}", "{}-{:02}-{:02}T12:00", "{}-{:02}-{:02} 00:00:00"]
    )
    return form.format(year, choose.choice([1, 2, 6, 12, 12, 13, 0]), choose.choice([1, 28, 29, 30, 31, 32]))


def odd_number(choose):
    digits = str(choose.choice([0, 1, 7, 10 ** choose.randint(1, 20), choose.randint(1, 10 ** choose.randint(1, 13))]))
    point = choose.choice(["", "", ".5", ".0", ".000001", ".0000001", "." + "9" * choose.randint(1, 9)])
    return (
        choose.choice(["", "", "", "-", "+", "0", "1/", " "]) + digits + point + choose.choice(["", "", "", "", "e3", "/3", "/0", " ", "%"])
    )


class Inputs:
    """Rows of the seeds, each spoiled by one input at most, so that all inputs that pass can be built together."""

    def __init__(self, root):
        self.observations, self.reference, problems = read_folder(root / "seeds", root)
        assert not problems
        cells = Counter(id for seed in self.reference.values() for row in seed.rows for cell in row.values() for id in cell.split(";"))
        twice = Counter((row["report_id"], row["line"], row["token"]) for seed in self.observations for row in seed.rows)
        self.taken: set[str] = set()
        # rows on which nothing else depends, each with one number
        self.free = [
            (seed.name, place)
            for seed in self.observations
            for place, row in enumerate(seed.rows)
            if not cells[row["observation_id"]]
            and not row["parse_note"]
            and row["unit"] != "date"
            and not row["usage_warning"]
            and twice[row["report_id"], row["line"], row["token"]] == 1
            and not row["token_shared"]
            and row["token"]
            and len(TOKEN.findall(row["printed"])) == 1
            and row["observation_id"][-2:] not in ("-2", "-3")
        ]

    def changed(self, edits, added):
        """The seeds with cells replaced, {seed: {place: cells}}, and rows added, {seed: [row]}."""

        def change(seed):
            rows = [row | edits.get(seed.name, {}).get(place, {}) for place, row in enumerate(seed.rows)] + added.get(seed.name, [])
            return Seed(seed.name, seed.file, rows, list(range(2, len(rows) + 2)))

        return [change(seed) for seed in self.observations], {name: change(seed) for name, seed in self.reference.items()}

    def row(self, name, place):
        return next(seed for seed in self.observations if seed.name == name).rows[place]

    def generate(self, choose):
        """Kind, edits and added rows of each input."""
        free = sorted(choose.sample(self.free, len(self.free)), key=lambda place: not self.row(*place)["scope_id"])
        for number in range(30):
            name, place = free.pop()
            row = self.row(name, place)
            subject = odd_text(choose) if number % 3 else f"acme_{number}"
            while skeleton(subject) in self.taken:
                subject = odd_text(choose)
            self.taken.add(skeleton(subject))
            blank = dict.fromkeys(self.reference["subjects"].rows[0], "")
            moved = row | {"subject_id": subject}
            yield (
                "ids",
                {name: {place: moved | composed(moved)}},
                {"subjects": [blank | {"subject_id": subject, "name": f"Acme {number}", "subject_type": "company"}]},
            )
        for number in range(70):
            blank = dict.fromkeys(self.reference["subjects"].rows[0], "")
            yield (
                "names",
                {},
                {"subjects": [blank | {"subject_id": f"named_{number}", "name": odd_text(choose), "subject_type": "company"}]},
            )
        for number in range(45):
            name, place = free.pop()
            moved = self.row(name, place) | {
                "period_id": f"span_{number}",
                "period_printed": f"in span {'i' * (number + 1)}",
                "period_line": "",
            }
            moved["obs_status"] = "F"
            period = dict.fromkeys(self.reference["periods"].rows[0], "") | {
                "period_id": f"span_{number}",
                "name": f"Span {number}",
                "period_type": choose.choice(["interval", "day", "year", "quarter"]),
                "calendar": "unstated",
                "period_start": odd_day(choose),
                "period_end": odd_day(choose),
            }
            if number % 4 == 0:
                period["period_start"], period["period_end"] = sorted(
                    choose.choices(["1900-01-01", "2000-02-29", "2026-06-30", "2100-12-31", ""], k=2)
                )
            if number % 5 == 0:
                period["year"] = choose.choice(["2025", "1899", "2100", "99999", "MMXX"])
            label = dict.fromkeys(self.reference["period_labels"].rows[0], "") | {
                "printed": moved["period_printed"],
                "calendar": "unstated",
                "period_id": period["period_id"],
            }
            yield "periods", {name: {place: moved | composed(moved)}}, {"periods": [period], "period_labels": [label]}
        for name, place in free:
            row = self.row(name, place)
            number, scale = odd_number(choose), choose.choice(["", " thousand", " million", " billion", " trillion"])
            wording = choose.choice(["{}", "over {}", "less than {}", "at least {}", "approximately {}"])
            printed = wording.format(
                {"USD": "$", "CNY": "RMB "}.get(row["unit"], "") + number + ("%" if row["unit"] == "percent" else scale)
            )
            figure = figure_of(printed, row["unit"])
            cells = {"printed": printed, "low": number, "high": number}
            if figure:
                cells |= {column: getattr(figure, column) for column in ("low", "high", "unit_mult", "qualifier")}
            yield "numbers", {name: {place: cells}}, {}
        columns = [(name, column) for name, seed in self.reference.items() for column in (seed.rows[0] if seed.rows else ())]
        for name, column in choose.sample(sorted(set(columns) - INFERRED), 200):
            yield "cells", {name: {choose.randrange(len(self.reference[name].rows)): {column: choose.choice(CELLS)}}}, {}


def composed(row):
    """The id that says what the cells say."""
    for _, _, facts in composed_problems(row | {"observation_id": ""}):
        return {"observation_id": facts["composed"]}


def merged(parts):
    """Several edits, or several lists of added rows, as one."""
    whole = {}
    for part in parts:
        for name, rows in part.items():
            whole[name] = (
                whole[name] | rows if isinstance(rows, dict) and name in whole else whole.get(name, []) + rows if name in whole else rows
            )
    return whole


def test_what_passes_the_check_is_built_and_exported(root, tmp_path, warehouse):
    inputs, choose = Inputs(root), random.Random(20)
    tried, passed = Counter(), []
    for kind, edits, added in inputs.generate(choose):
        tried[kind] += 1
        with_others = [edits for _, edits, _ in passed] if kind == "cells" else []  # which may not go together
        problems = check_rows(
            *inputs.changed(merged([*with_others, edits]), merged([added for _, _, added in passed]) if with_others else added)
        )
        assert all(str(problem) and problem.rule in RULES for problem in problems)
        if not problems:
            passed.append((kind, edits, added))
    assert sum(tried.values()) >= 400 and len(tried) == 5, tried
    kinds = Counter(kind for kind, _, _ in passed)
    assert all(kinds[kind] >= 5 and kinds[kind] < tried[kind] for kind in tried), (kinds, tried)
    observations, reference = inputs.changed(merged(edits for _, edits, _ in passed), merged(added for _, _, added in passed))
    assert check_rows(observations, reference) == []
    project = tmp_path / "project"
    shutil.copytree(root, project, symlinks=True, ignore=shutil.ignore_patterns(".venv", ".git", "warehouse", "node_modules"))
    for seed in [seed for seed in [*observations, *reference.values()] if seed.rows]:
        with (project / "seeds" / seed.file).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(seed.rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(seed.rows)
    database = tmp_path / "claimhouse.duckdb"
    # a reading of a conflict that an input has resolved is no fault of the input
    run_plan(project, database, [step for step in load_plan(root) if step["name"] != "assert_likely_readings_have_their_conflict"])
    with duckdb.connect(str(database), read_only=True) as connection:
        assert run_suites(published_suites(connection, families(root)))[0] == []
    export(database, tmp_path / "exports", ["parquet", "csv", "xlsx", "sqlite", "duckdb"], lambda step: None, None, audit=False)


PIECES = [
    b"\n",
    b"\r",
    b"\r\n",
    b'"',
    b",",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"#",
    b"'",
    b";",
    b"\t",
    b" ",
    b"\\",
    b"\xc2\xa0",
    b"",
    b'""',
    b"\xe2\x80\x8b",
]


@pytest.fixture(scope="module")
def reference(root):
    return read_folder(root / "seeds", root)[1]


def test_files_that_pass_are_read_alike_by_the_build(root, tmp_path, reference):
    """A file with some bytes replaced: either a problem is named, or DuckDB reads the rows that the check saw."""
    choose, columns = random.Random(21), expected_columns(root)["observations"]
    sound = (root / "seeds/observations/funding_observations.csv").read_bytes().split(b"\n")
    read = 0
    for number in range(300):
        raw = b"\n".join(sound[: choose.randint(1, 6)]) + choose.choice([b"", b"\n", b"\n\n"])
        if number % 10 == 0:
            raw = b"\xef\xbb\xbf" * (number % 20 == 0) + raw.replace(b"\n", b"\r\n")
        for _ in range(choose.randint(0, 2)):
            at = choose.randrange(len(raw) + 1)
            raw = raw[:at] + choose.choice(PIECES) + raw[at + choose.randint(0, 3) :]
        path = tmp_path / f"{number}.csv"
        path.write_bytes(raw)
        seed, problems = read_seed(path, tmp_path, columns)
        assert bool(problems) != bool(seed.rows) and all(map(str, problems))
        if problems:
            continue
        problems = check_rows([seed], reference)
        if any(problem.rule == "text_is_printable" for problem in problems):
            continue
        read += 1
        rows = duckdb.sql(f"select * exclude (filename) from {reading([str(path)], columns)}").fetchall()
        assert [tuple(cell or "" for cell in row) for row in rows] == [tuple(row[column] for column in columns) for row in seed.rows], raw
    assert 50 < read < 290
