"""Defects that reach the tables, as in `dbt build`, where nobody checks the cells first: which data test, rule of the mart
`checks` or expectation on the published marts names each. Part of `make mutants`; tests/system/test_proofs.py runs it too.
"""

import csv
import re
import shutil
import tempfile
from pathlib import Path

import duckdb

from claimhouse.engine import open_duckdb
from claimhouse.expectations import run_suites
from claimhouse.loading.plan import SMALL, load_plan, run_plan, run_step
from claimhouse.rules import KEYS
from claimhouse.suites import published_rules, published_suites

ROOT = Path(__file__).resolve().parents[1]
MARKET = "market_estimates_observations"
FAMILIES = sorted(path.stem.removesuffix("_observations") for path in (ROOT / "seeds" / "observations").glob("*.csv"))

# As in proofs.py: a seed, the row (none: the first), and what is written into it (nothing: the row is dropped).
SPOILED = [
    *(("usage_observations", {}, {column: "nothing"}) for column in KEYS),
    (MARKET, {}, {"low": "51", "high": "49.5"}),
    (MARKET, {}, {"qualifier": "gt"}),
    (MARKET, {}, {"qualifier": "le"}),
    (MARKET, {}, {"obs_status": "Z"}),
    ("usage_observations", {}, {"unit": "units"}),
    (MARKET, {}, {"low": "61", "high": "62"}),
    ("adoption_observations", {"subject_id": "rag"}, {"low": "175", "high": "175"}),
    (MARKET, {}, {"observation_id": "china_llm_market-market_size-2025-l4-2"}),
    (MARKET, {"subject_id": "segment_tob_solutions"}, {"unit_mult": "6"}),
    ("sections", {}, {}),
    ("curated_contradictions", {}, {"observation_ids": "nothing"}),
    ("metrics", {}, {"marts": "nothing"}),
    ("metrics", {}, {"unit": "nothing"}),
    ("likely_readings", {}, {"relation_id": "nothing"}),
    ("declared_terms", {}, {"role": "stated"}),
    ("declared_terms", {}, {"observation_id": "netflix-willingness_to_pay-undated-l369"}),
]
# A model and what stands in its SQL, for rules that no seed can break.
REWRITTEN = [
    ("int_bounded_observations", "else value_low - half_digit", "else value_low + half_digit"),
    ("int_bounded_observations", "when side = 'below' then value_high else", "when side = 'below' then value_high - half_digit * 0.5 else"),
    ("int_market_sizes", "then 'segment' else 'scope' end as level", "then 'part' else 'scope' end as level"),
    (
        "market_size",
        "coalesce(coalesce(market_scope.name, market_subject.name), replace(rows.market_id, '_', ' ')) as market_name",
        "cast(null as varchar) as market_name",
    ),
    ("stg_observations", "'talent' as family", "'events' as family"),
    ("stg_observations", "        cited_source_id,", "        cast(null as varchar) as cited_source_id,"),
    ("market_concentration", "        measure,\n        case", "        replace(measure, 'HHI', 'H') as measure,\n        case"),
    ("funding_rounds", "figures.low,\n        figures.high,", "figures.high as low,\n        figures.low as high,"),
    ("figure_vintages", "placed.low,\n        placed.high,", "placed.high as low,\n        placed.low as high,"),
    ("lineage", "as column_name, observation_id", "as column_name, row_key as observation_id"),
    (
        "stg_same_as",
        "select * from final",
        "select 'cai2026' as report_id, 'subjects' as register, 'a' as id, 'b' as same_as, '' as reason",
    ),
    ("mart_keys", "1 as position", "2 as position"),
    ("assert_decimal_products_are_exact", "factor * factor = 0", "cast(factor * factor as decimal(18, 6)) = 0"),
]
# Data tests that no row reaches: the first names rules of `checks`, the second stops the compilation (test_registration.py).
ELSEWHERE = ("assert_checks_hold", "assert_everything_is_registered")


def names_of(steps: list[dict]) -> set[str]:
    """Every check of tables: data tests, error-level rules of the mart `checks`, findings among them, published expectations."""
    found = {f"data test {step['name']}" for step in steps if step["kind"] == "test" and step["name"] not in ELSEWHERE}
    with duckdb.connect(str(ROOT / "warehouse" / "claimhouse.duckdb"), read_only=True) as connection:
        rules = connection.execute("select check_id from marts.checks").fetchall()
    found |= {f"rule {rule}" for (rule,) in rules}
    return found | {f"expectation {rule['type']} ({rule['kwargs']['column']})" for rules in published_rules([]).values() for rule in rules}


class Tables:
    """The tables of the sound seeds, and what of them a defect changes: what is made of rows that stay the same is not built again."""

    def __init__(self, folder: Path, steps: list[dict]):
        self.project, self.steps = folder, steps
        database = folder / "claimhouse.duckdb"
        run_plan(folder, database, steps)
        self.connection = open_duckdb(str(database), config=SMALL)
        self.sound = {step["relation"]: self.content(step) for step in steps if step["kind"] != "test"}
        self.failed = self.rows_failed()

    def content(self, step: dict) -> tuple:
        return self.connection.execute(f"select count(*), sum(cast(hash(t) as hugeint)) from {step['relation']} as t").fetchone()

    def rows_failed(self) -> dict[str, int]:
        return dict(self.connection.execute("select check_id, rows_failed from marts.checks").fetchall())

    def failing(self, spoiled: dict) -> list[str]:
        """The checks that name a defect, of which the seed or model is `spoiled`: of data tests all, or else those of the published
        marts."""
        self.connection.execute("begin")
        try:
            return self.failing_tests(spoiled) or self.failing_marts()
        except duckdb.Error as error:
            return [f"DuckDB: {error}"]
        finally:
            self.connection.execute("rollback")

    def failing_tests(self, spoiled: dict) -> list[str]:
        changed, failures = set(), []
        for step in self.steps:
            if step["name"] == spoiled["name"] and step["path"] == spoiled["path"]:
                step = spoiled
            elif not changed & set(step["reads"]):
                continue
            if step["kind"] != "test":
                self.connection.execute(f"drop {'view' if step['kind'] == 'view' else 'table'} {step['relation']}")
            failures += run_step(self.connection, self.project, step)
            if step["kind"] != "test" and self.content(step) != self.sound[step["relation"]]:
                changed.add(step["relation"])
        rows = [row for line in failures if (row := re.fullmatch(r"\S+: (\w+): (\{.*\})", line, re.DOTALL))]
        names = [
            f"rule {match[1]}"
            if row[1] == "assert_checks_hold" and (match := re.search(r"'check_id': '(\w+)'", row[2]))
            else f"data test {row[1]}"
            for row in rows
        ]
        return list(dict.fromkeys(names)) or failures

    def failing_marts(self) -> list[str]:
        problems, _ = run_suites(published_suites(self.connection, FAMILIES))
        counted = self.rows_failed()
        named = [re.search(r": (\w*): (\w+) does not hold", problem) for problem in problems]
        return [f"expectation {match[2]} ({match[1]})" for match in named] + [
            f"rule {name}" for name in counted if counted[name] > self.failed.get(name, counted[name])
        ]


def of_tables():
    """What is spoiled, and the checks that name it."""
    steps = load_plan(ROOT)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        shutil.copytree(ROOT / "seeds", folder / "seeds")
        tables = Tables(folder, steps)
        yield from doubled(tables.connection, steps)
        for name, wanted, cells in SPOILED:
            path = next((folder / "seeds").rglob(f"{name}.csv"))
            seed = next(step for step in steps if step["path"] == str(path.relative_to(folder)))
            kept = path.read_bytes()
            with path.open(encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            at = next(number for number, row in enumerate(rows) if wanted.items() <= row.items())
            rows[at] |= cells
            if not cells:
                del rows[at]
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, rows[0])
                writer.writeheader()
                writer.writerows(rows)
            what = ", ".join(f"{column} {value!r}" for column, value in cells.items()) or "a row dropped"
            yield f"{name}: {what}", tables.failing(seed)
            path.write_bytes(kept)
        for name, text, other in REWRITTEN:
            [sound] = [step for step in steps if step["name"] == name and text in (step["sql"] or "")]
            yield f"{name}: `{other}`", tables.failing(sound | {"sql": sound["sql"].replace(text, other)})
        tables.connection.close()


def doubled(connection, steps: list[dict]):
    """Every row of a model twice, or two empty ones where the report gives it none: its key test must name it."""
    models = {step["name"]: step for step in steps}
    for test in steps:
        if test["kind"] == "test" and test["name"].endswith("_has_one_row_per_key"):
            model = models[test["name"].removesuffix("_has_one_row_per_key")]
            connection.execute("begin")
            is_empty = connection.execute(f"select count(*) = 0 from {model['relation']}").fetchone()[0]
            rows = f"select model.* from range(1) left join {model['relation']} as model on {str(not is_empty).lower()}"
            connection.execute(f"create temp table twice as {rows} union all {rows}")
            connection.execute(f"drop {model['kind']} {model['relation']}; create table {model['relation']} as from twice")
            found = connection.execute(test["sql"]).fetchall()
            connection.execute("rollback")
            yield f"{model['name']}: rows doubled", [f"data test {test['name']}"] if found else []
