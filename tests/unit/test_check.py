"""Each planted defect is named with its file, line and column; sound input in odd bytes passes."""

import csv
import shutil
import subprocess
import sys
from collections import Counter

import pytest

from claimhouse.check.folder import check_folder
from claimhouse.check.keys import key_problems
from claimhouse.check.observations import amount_problems, composed_problems
from claimhouse.check.periods import period_problems
from claimhouse.check.tokens import count_problems, token_problems
from claimhouse.seeds import Seed, expected_columns

MARKET = "observations/market_estimates_observations.csv"


def edit(path, row, column, value):
    """Replaces one cell; `row` counts from 0 below the header, so its line is row + 2."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[row][column] = value(rows) if callable(value) else value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def named(problems):
    return {(problem.file, problem.line, problem.column) for problem in problems}


def test_seeds_as_they_are_have_no_problem(seeds, root):
    assert check_folder(seeds, root)[0] == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("subject_id", "nobody"),
        ("metric_id", "unheard_of"),
        ("unit", "EUR"),
        ("scope_id", "wide"),
        ("period_id", "2099"),
        ("low", "99"),
        ("low", "4x.5"),
        ("high", "15"),
        ("unit_mult", "6"),
        ("unit", "USD"),
        ("qualifier", "approx"),
        ("printed", "RMB 49.5–52 billion"),
        ("note", "a lost \ufffd"),
        ("note", "30Ã—"),
        ("line", "5"),
        ("line", "4.0"),
        ("obs_status", "Z"),
        ("usage_warning", "doubtful"),
        ("period_id", "2026"),
        ("geography_id", "XX"),
        ("report_id", ""),
        ("observation_id", lambda rows: rows[1]["observation_id"]),
    ],
)
def test_bad_cell_is_named(seeds, root, column, value):
    edit(seeds / MARKET, 0, column, value)
    problems, _ = check_folder(seeds, root)
    expected_columns = {column, "low", "high"} if column == "printed" else {column}
    assert any(file == MARKET and line in (2, 3) and name in expected_columns for file, line, name in named(problems)), problems


@pytest.mark.parametrize(
    ("row", "scope", "expected"),
    [
        (0, "", "broad or medium or narrow, by reference/scope_constraints.csv for market_size of china_llm_market"),
        (0, "total_revenue", "broad or medium or narrow, by"),
        (9, "medium", "no scope, by"),
    ],
)
def test_scope_lost_wrong_or_where_none_belongs_is_named(seeds, root, row, scope, expected):
    edit(seeds / MARKET, row, "scope_id", scope)
    (problem,) = check_folder(seeds, root)[0]
    assert (problem.file, problem.line, problem.column) == (MARKET, row + 2, "scope_id") and problem.expected.startswith(expected)


@pytest.mark.parametrize(
    ("seed", "column"),
    [
        ("declared_terms", "observation_id"),
        ("declared_terms", "relation_id"),
        ("subjects", "parent_subject_id"),
        ("precedences", "later_metric_id"),
        ("stated_periods", "period_id"),
        ("curated_contradictions", "observation_ids"),
        ("exchange_rates", "from_observation_id"),
        ("scopes", "compared_subject_id"),
        ("group_members", "member_id"),
        ("concentration_markets", "market_id"),
    ],
)
def test_id_that_stands_nowhere_is_named(seeds, root, seed, column):
    edit(seeds / "reference" / f"{seed}.csv", 0, column, "nothing")
    assert (f"reference/{seed}.csv", 2, column) in named(check_folder(seeds, root)[0])


@pytest.mark.parametrize(
    ("spoil", "line", "expected"),
    [
        (lambda raw: raw.replace(b"low,", b"", 1), 1, "this column in the header"),
        (lambda raw: b"", 1, "a header and at least one row"),
        (lambda raw: raw.replace(b"medium", b"med\0ium", 1), 2, "NUL"),
        (lambda raw: raw.replace("–".encode(), b"\xff", 1), 2, "UTF-8"),
        (lambda raw: raw.replace(b"medium", b"medium,extra", 1), 2, "23 cells"),
        (lambda raw: raw.replace(b"medium,", b"", 1), 2, "23 cells"),
        (lambda raw: raw.splitlines()[0] + b"\n", 1, "at least one row"),
    ],
)
def test_bad_file_is_named(seeds, root, spoil, line, expected):
    path = seeds / MARKET
    path.write_bytes(spoil(path.read_bytes()))
    problems, _ = check_folder(seeds, root)
    assert any(problem.file == MARKET and problem.line == line and expected in problem.expected for problem in problems), problems


def test_byte_order_mark_and_crlf_are_accepted(seeds, root):
    path = seeds / MARKET
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert check_folder(seeds, root)[0] == []


def test_cells_other_than_the_printed_figure_are_declared_one_by_one(seeds, root):
    """A row that reads its wording differently declares each cell: no other value passes, nor a needless declaration."""
    path = seeds / "observations" / "model_specs_observations.csv"
    with path.open(encoding="utf-8", newline="") as file:
        row = next(n for n, row in enumerate(csv.DictReader(file)) if row["parse_note"].startswith("high= qualifier=gt: "))
    for column, value in (
        ("low", "7"),
        ("high", "1"),
        ("qualifier", "exact"),
        ("unit_mult", "3"),
        ("parse_note", "read as a floor"),
        ("parse_note", "low=1 high= qualifier=gt: above governs both"),
    ):
        shutil.copy(root / "seeds" / "observations" / path.name, path)
        edit(path, row, column, value)
        assert (f"observations/{path.name}", row + 2, column) in named(check_folder(seeds, root)[0])


def test_currency_that_is_not_printed_is_named(seeds, root):
    """Words of money carry their currency; where none is printed the unit is XXX."""
    for family, name in (("company_financials", "volcano_engine-ai_revenue-2026-06-l51"), ("funding", "openai-valuation-undated-l64-2")):
        path = seeds / "observations" / f"{family}_observations.csv"
        with path.open(encoding="utf-8", newline="") as file:
            row = [row["observation_id"] for row in csv.DictReader(file)].index(name)
        edit(path, row, "unit", "CNY")
        assert (f"observations/{path.name}", row + 2, "unit") in named(check_folder(seeds, root)[0])


def test_currency_of_the_head_of_a_table_is_declared(seeds, root):
    """A cell without a currency takes the one that parse_note declares; a cell with one takes no other, and no needless declaration."""
    path = seeds / "observations" / "company_financials_observations.csv"
    with path.open(encoding="utf-8", newline="") as file:
        ids = [row["observation_id"] for row in csv.DictReader(file)]
    bare, printed = ids.index("volcano_engine-ai_revenue-2026-06-l51"), ids.index("nvidia-revenue-nvda-fy2025-l92")
    for row, unit, note, column in (
        (bare, "CNY", "unit=CNY: the head of the table", None),
        (bare, "CNY", "unit=USD: the head of the table", "unit"),
        (printed, "CNY", "", "unit"),
        (printed, "USD", "unit=USD: the head of the table", "parse_note"),
    ):
        shutil.copy(root / "seeds" / "observations" / path.name, path)
        edit(path, row, "unit", unit)
        edit(path, row, "parse_note", note)
        assert named(check_folder(seeds, root)[0]) == ({(f"observations/{path.name}", row + 2, column)} if column else set())


def test_dropped_row_is_missed_although_another_shares_its_token(seeds, root):
    path = seeds / "observations" / "events_observations.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "llama_4-release_date-2025-l37," not in line), encoding="utf-8")
    assert {(file, column) for file, _, column in named(check_folder(seeds, root)[0])} == {
        ("reference/source_lines.csv", "further_observations")
    }


def test_missing_reference_file_is_named(seeds, root):
    (seeds / "reference" / "units.csv").unlink()
    assert ("reference/units.csv", 1, "-") in named(check_folder(seeds, root)[0])


def test_every_printed_figure_stands_on_its_line(seeds, root, source):
    assert check_folder(seeds, root, source)[0] == []


def test_figure_moved_to_another_line_is_named(seeds, root, source):
    edit(seeds / MARKET, 0, "token", "9")
    assert (MARKET, 2, "token") in named(check_folder(seeds, root, source)[0])


CHECK = """
import sys; from pathlib import Path; from claimhouse.check.folder import check_folder
print(check_folder(Path(sys.argv[1]) / 'seeds', Path(sys.argv[1]))[0], [name for name in ('great_expectations', 'pandas', 'duckdb')
      if name in sys.modules])
"""


def test_the_check_loads_no_heavy_module(root):
    run = subprocess.run([sys.executable, "-c", CHECK, str(root)], capture_output=True, text=True, check=True)
    assert run.stdout == "[] []\n"


@pytest.mark.parametrize(("token", "shared", "named"), [("1", "", 1), ("1", "yes", 0), ("2", "", 1), ("3", "", 0), ("", "", 0)])
def test_a_token_is_of_one_figure_unless_it_says_that_it_is_shared(root, token, shared, named):
    """A range that covers the tokens 1 and 2 of its line, and another figure of the same line."""
    blank = dict.fromkeys(expected_columns(root)["observations"], "") | {"report_id": "r", "line": "4"}
    rows = [blank | {"token": "1", "printed": "49.5-51"}, blank | {"token": token, "token_shared": shared, "printed": "51"}]
    problems = token_problems([Seed("observations", "observations.csv", rows, [2, 3])], {})
    assert [(found.rule, found.line) for found in problems] == [("token_is_claimed_once", 3)] * named


@pytest.mark.parametrize(
    ("start", "end", "named"), [("2025-02-02", "2025-02-01", 1), ("2025-02-02", "2025-02-02", 0), ("", "2025-02-01", 0)]
)
def test_a_period_ends_on_or_after_its_first_day(start, end, named):
    period = dict.fromkeys(("year", "part_of_period_id", "prior_period_id"), "") | {"calendar": "acme", "period_type": "day"}
    period |= {"period_start": start, "period_end": end}
    own = {"periods": Seed("periods", "periods.csv", [period], [2])}
    assert [problem.rule for problem in period_problems({}, own)] == ["period_ends_after_start"] * named


@pytest.mark.parametrize(
    ("low", "high", "power", "named"),
    [
        ("999999", "999999", "12", []),
        ("1", "1000000", "12", ["value_is_in_range"]),
        ("-1000000", "1", "12", ["value_is_in_range"]),
        ("2", "1", "", ["low_is_not_above_high"]),
        ("1/3", "1/3", "9", ["fraction_has_no_scale"] * 2),
    ],
)
def test_an_amount_can_be_computed_with(low, high, power, named):
    assert [rule for rule, *_ in amount_problems({"low": low, "high": high, "unit_mult": power})] == named


def test_a_key_of_a_register_stands_once():
    rows = [{"subject_id": id, "name": "A"} for id in ("a", "b", "a", "")]
    problems = key_problems("subjects", Seed("subjects", "subjects.csv", rows, [2, 3, 4, 5]))
    assert [(problem.rule, problem.line) for problem in problems] == [("key_is_unique", 4), ("cell_is_filled", 5)]


@pytest.mark.parametrize(("numeric_tokens", "excluded", "named"), [("3", "3", 0), ("4", "3", 1), ("2", "3", 1), ("3", "4", 1)])
def test_the_tokens_of_a_line_are_observed_or_excluded_without_a_gap(numeric_tokens, excluded, named):
    """Tokens 1 and 2 of a line are observed, one more is excluded."""
    line = {"report_id": "r", "line": "4", "numeric_tokens": numeric_tokens, "further_observations": "0"}
    own = {
        "source_lines": Seed("source_lines", "source_lines.csv", [line], [2]),
        "excluded_tokens": Seed("excluded_tokens", "excluded_tokens.csv", [{"report_id": "r", "line": "4", "token": excluded}], [2]),
    }
    problems = count_problems(Counter(), own, {("r", "4", 1): "a", ("r", "4", 2): "a"})
    assert [problem.rule for problem in problems] == ["tokens_are_complete"] * named


@pytest.mark.parametrize(
    "counter, named", [("", False), ("-2", False), ("-10", False), ("-119", False), ("-1", True), ("-02", True), ("-x", True)]
)
def test_figures_of_one_line_are_counted_from_two(counter, named):
    row = {"report_id": "a", "subject_id": "steel", "metric_id": "output", "period_id": "2025", "line": "6"}
    found = list(composed_problems(row | {"observation_id": f"steel-output-2025-l6{counter}"}))
    assert [rule for rule, *_ in found] == ["observation_id_is_composed"] * named


@pytest.mark.parametrize(
    "days, named", [(("2013-01-01", "2014-03-31"), False), (("2014-03-31",) * 2, False), (("2014-01-01", "2014-04-30"), True)]
)
def test_a_day_also_heads_the_column_of_what_ended_on_it(days, named):
    period = {
        "period_id": "any",
        "period_start": days[0],
        "period_end": days[1],
        "period_type": "interval",
        "year": "",
        "calendar": "calendar",
    }
    label = {"printed": "March 31, 2014", "calendar": "calendar", "period_id": "any"}
    seeds = {name: Seed(name, f"{name}.csv", [row], [2]) for name, row in (("periods", period), ("period_labels", label))}
    assert [found.rule for found in period_problems(seeds, {"period_labels": seeds["period_labels"]})] == ["label_is_of_its_days"] * named
