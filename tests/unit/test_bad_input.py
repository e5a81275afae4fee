"""Bad input is named, never met with a traceback. `make fuzz` runs the random part on ten thousand inputs and more."""

import os
import shutil
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from claimhouse.check.folder import check_folder, check_rows
from claimhouse.check.source import check_source
from claimhouse.cli import app
from claimhouse.grammar import parse, parse_period
from claimhouse.readers import counted, reading
from claimhouse.seeds import Seed, expected_columns, read_seed

ROOT = Path(__file__).resolve().parents[2]
BAD_SEEDS = sorted((ROOT / "tests" / "support" / "bad_seeds").glob("*.csv"))
FAMILY = "observations/market_estimates_observations.csv"
# Inputs of each random test: a moderate number here, 3,000 each by `make fuzz`.
INPUTS = settings(
    max_examples=int(os.environ.get("CLAIMHOUSE_FUZZ", "150")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


COLUMNS = expected_columns(ROOT)
REFERENCE = {
    name: read_seed(ROOT / "seeds" / "reference" / f"{name}.csv", ROOT / "seeds", columns)[0]
    for name, columns in COLUMNS.items()
    if name != "observations"
}
ROWS = [
    row
    for path in sorted((ROOT / "seeds" / "observations").glob("*.csv"))
    for row in read_seed(path, ROOT / "seeds", COLUMNS["observations"])[0].rows
]


@pytest.fixture(scope="module")
def problems_of_bad_seeds():
    """Problems by file of the corpus."""
    read = {path.name: read_seed(path, path.parent, COLUMNS["observations"]) for path in BAD_SEEDS}
    found = [problem for seed, problems in read.values() if not problems for problem in check_rows([seed], REFERENCE)]
    return {name: problems + [problem for problem in found if problem.file == name] for name, (_, problems) in read.items()}


@pytest.mark.parametrize("bad", BAD_SEEDS, ids=lambda path: path.stem)
def test_bad_seed_is_named_at_its_place(bad, problems_of_bad_seeds):
    """tests/bad_seeds: the first row of the market estimates with one fault, in the column that the file is named after."""
    column = bad.stem.partition("__")[0]
    named = [problem for problem in problems_of_bad_seeds[bad.name] if column in ("file", problem.column)]
    assert named and all(problem.expected for problem in named), problems_of_bad_seeds[bad.name]
    assert column == "file" or {problem.line for problem in named} == {2}


def test_bad_seed_stops_the_check_of_its_folder(seeds, root):
    shutil.copy(root / "tests" / "support" / "bad_seeds" / "file__lone_surrogate.csv", seeds / FAMILY)
    problems, _ = check_folder(seeds, root)
    assert [(problem.file, problem.line) for problem in problems] == [(FAMILY, 2)]


PIECES = st.sampled_from(
    [
        "1",
        "0",
        "49.5",
        "1/10",
        "1/0",
        "/",
        "–",
        "-",
        "−",
        " to ",
        "RMB ",
        "$",
        "HKD ",
        "%",
        "×",
        "x",
        "B",
        "~",
        "≥",
        "+",
        "billion",
        "million",
        "thousand",
        "万",
        "trillions",
        "hundreds of ",
        "half",
        "doubled",
        "top ",
        "over ",
        "at least ",
        "less than ",
        "²",
        "٣",
        "e9",
        "Q4 2025",
        "February 30, 2025",
        "0000",
        "end-2025",
        "2025–2026",
        ",",
        ".",
        "\u200b",
        "\n",
        '"',
        "NaN",
    ]
)
TEXT = st.one_of(st.text(max_size=30), st.lists(PIECES, max_size=8).map("".join))


@INPUTS
@given(
    st.one_of(
        st.binary(max_size=400),
        st.tuples(st.integers(0, 4000), st.binary(max_size=6)).map(
            lambda cut: (raw := (ROOT / "seeds" / FAMILY).read_bytes())[: cut[0] % len(raw)] + cut[1] + raw[cut[0] % len(raw) + 1 :]
        ),
    )
)
def test_any_bytes_are_rows_or_problems(tmp_path, raw):
    path = tmp_path / "any_observations.csv"
    path.write_bytes(raw)
    seed, problems = read_seed(path, tmp_path, COLUMNS["observations"])
    assert bool(seed.rows) != bool(problems)
    assert all(set(row) == set(COLUMNS["observations"]) for row in seed.rows)


@INPUTS
@given(TEXT)
@example("1/0")
@example("approximately 0/0")
def test_any_text_is_a_figure_or_none(printed):
    figure = parse(printed)
    assert figure is None or figure.low or figure.high


@INPUTS
@given(TEXT)
@example("February 30, 2025")
@example("end-0000")
@example("Q9 2025")
def test_any_text_is_a_period_or_none(label):
    days = parse_period(label)
    assert days is None or days[0] <= days[1]


@INPUTS
@given(st.sampled_from(ROWS), st.dictionaries(st.sampled_from(COLUMNS["observations"]), TEXT, min_size=1, max_size=3))
@example(ROWS[0], {"token": "²"})
@example(ROWS[0], {"low": "1/0", "high": "1/0"})
@example(ROWS[0], {"low": "1e999999999"})
def test_any_cells_are_checked(row, cells):
    """A row with other cells passes only where each new cell says the same as the old one."""
    changed = row | cells
    seed = Seed("any", "any.csv", [changed], [2])
    here = [problem for problem in check_rows([seed], REFERENCE) if problem.file == "any.csv"]
    assert all(problem.line == 2 for problem in here)
    if any(changed[column] != row[column] for column in {"subject_id", "metric_id", "period_id", "low", "high"} & cells.keys()):
        assert here or row["printed"] != changed["printed"]


@INPUTS
@given(st.sampled_from(ROWS), st.sampled_from(["line", "token", "period_line", "printed"]), TEXT)
@example(ROWS[0], "line", "²")
def test_any_place_is_looked_up(tmp_path, row, column, text):
    source = tmp_path / "source.txt"
    source.write_text("one\ntwo 2\n", encoding="utf-8")
    assert all(str(problem) for problem in check_source([Seed("any", "any.csv", [row | {column: text}], [2])], source))


ARGUMENTS = st.one_of(
    TEXT,
    st.sampled_from(
        [
            "sql",
            "trace",
            "--help",
            "--format",
            "json",
            "csv",
            "xml",
            "--source",
            "--out",
            "select 1",
            "select * from observations limit 1",
            "/",
            "/dev/null",
            "seeds",
            "--",
            "-",
            "",
            "observations",
            "openai",
        ]
    ),
)


@settings(INPUTS, max_examples=INPUTS.max_examples // 3)
@given(
    st.sampled_from(["sql", "trace", "check", "coverage", "verify", "rollback", "build", "export", "report", ""]),
    st.lists(ARGUMENTS, max_size=4),
    st.binary(max_size=40),
)
@example("sql", [], b"")
@example("sql", [], b"\x80")
@example("sql", ["\udcff"], b"")
@example("trace", ["\udcff"], b"")
@example("sql", ["select 1", "--out", "no/such/folder"], b"")
def test_any_command_line_ends_with_a_status(tmp_path, command, arguments, stdin):
    # these four do something when their arguments are right
    arguments = [*arguments, "--no-such-option"] if command in ("rollback", "build", "export", "report") else arguments
    os.chdir(tmp_path)
    result = CliRunner().invoke(app, [command, *arguments], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code in (0, 1, 2)
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_row_that_begins_as_a_comment_is_a_row(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text("a,b\n#1,2\n3,4\n")
    assert duckdb.sql(f"select a, b from {reading([str(path)])}").fetchall() == [("#1", "2"), ("3", "4")]


def test_the_last_line_and_the_order_of_columns_count_for_nothing(tmp_path):
    (tmp_path / "a.csv").write_text("a,b\n1,2\n3,4")
    (tmp_path / "b.csv").write_text("b,a\n6,5\n")
    assert [counted(str(tmp_path / name)) for name in ("a.csv", "b.csv")] == [2, 1]
    rows = duckdb.sql(f"select a, b from {reading([str(tmp_path / name) for name in ('a.csv', 'b.csv')])} order by a").fetchall()
    assert rows == [("1", "2"), ("3", "4"), ("5", "6")]
