"""Further reports in files go through the same models and rules as the seeds."""

import csv
import re
import shutil
from pathlib import Path

import duckdb
import pytest
from made import disagreements_query, make_reports, planted_disagreements, planted_relations

from claimhouse.engine import BuildFailed
from claimhouse.loading import bulk
from claimhouse.loading.batch_steps import bulk_variable
from claimhouse.loading.batches import run_batches
from claimhouse.loading.bulk import bulk_problems
from claimhouse.loading.folders import bulk_columns, bulk_tables
from claimhouse.loading.plan import load_plan
from claimhouse.readers import reading

REPORTS = 80
REPORT, RELATION = "r000003", "range_of_share-r000003.rag-adoption_rate-2023-l460"


@pytest.fixture(scope="module")
def further(root, tmp_path_factory, warehouse):
    """The warehouse of made reports, of which one declares a reading and a market, and the number of their observations."""
    folder = tmp_path_factory.mktemp("further")
    project, reports = folder / "project", folder / "reports"
    shutil.copytree(root, project, ignore=shutil.ignore_patterns(".venv", ".git", "warehouse", "target", "logs"))
    made = make_reports(reports, REPORTS, root)
    (reports / "likely_readings.csv").write_text(f"report_id,relation_id,likely_reading\n{REPORT},{RELATION},Made up\n", encoding="utf-8")
    columns = ",".join(bulk_columns(root)["concentration_markets"])
    (reports / "concentration_markets.csv").write_text(
        f"{columns}\n{REPORT},llm_financing,financing_share,2025,yes,no,,,Made up\n", encoding="utf-8"
    )
    tables = bulk_tables(reports, project)
    assert bulk_problems(tables, project) == ([], made)
    run_batches(project, folder / "claimhouse.duckdb", load_plan(root, bulk_variable(root)), tables, lambda step: None)
    with duckdb.connect(str(folder / "claimhouse.duckdb"), read_only=True) as connection:
        yield connection, made


def test_every_planted_conflict_is_found_and_none_invented(further, warehouse):
    connection, made = further

    def contradictions(connection, own):
        return connection.execute(
            "select report_id, detected_by, * exclude (likely_reading, primary_report_id, primary_observation_ids)"
            f" from marts.contradictions where report_id {own} 'cai2026' order by all"
        ).fetchall()

    found = contradictions(connection, "<>")
    assert {row[:2] for row in found} == planted_relations(REPORTS) and len(found) == REPORTS / 2
    assert contradictions(connection, "=") == contradictions(warehouse, "=")
    assert connection.execute("select report_id, relation_id from marts.contradictions where likely_reading = 'Made up'").fetchall() == [
        (REPORT, RELATION)
    ]
    found = connection.execute(disagreements_query()).fetchall()
    assert len(found) == len(set(found)) and set(found) == planted_disagreements(REPORTS)
    assert connection.execute("select count(*) from marts.observations where report_id <> 'cai2026'").fetchone() == (made,)


def test_what_a_report_declares_of_a_market_counts_for_that_report(further):
    connection, _ = further
    found = connection.execute(
        "select distinct report_id, firms_named, verdict from marts.market_concentration where market_id = 'llm_financing' order by all"
    ).fetchall()
    # two of the three layers are copied, so that they cannot be the whole; the shipped report declares nothing of them
    assert found == [(REPORT, 2, "contradicted")]


@pytest.fixture(scope="module")
def csv_reports(root, tmp_path_factory, warehouse):
    folder = tmp_path_factory.mktemp("csv")
    make_reports(folder, 2, root, "csv")
    return folder


BROKEN = [
    ("low", "4x", "mantissa_form"),
    ("qualifier", "some", "id_is_known"),
    ("printed", "", "cell_is_filled"),
    ("subject_id", "", "cell_is_filled"),
    ("subject_id", "nobody", "id_is_known"),
    ("report_id", "r9", "id_is_known"),
    ("unit", "ZZZ", "id_is_known"),
    ("unit", "percent", "unit_is_of_metric"),
    ("scope_id", "broad", "scope_is_permitted"),
    ("period_id", "2099", "id_is_known"),
    ("period_printed", "once", "label_is_of_period"),
    ("low", "999999", "low_is_not_above_high"),
    ("line", "5", "observation_id_is_composed"),
    ("observation_id", "r000000.X", "observation_id_is_composed"),
    ("report_id", "R 9", "id_form"),
    ("family", "gossip", "family_is_registered"),
    ("low", "999999999999", "value_is_in_range"),
    ("qualifier", "gt", "end_fits_qualifier"),
    ("note", "a\u200bb", "text_is_printable"),
    ("note", "cafe\u0301", "text_is_composed"),
    ("note", "30Ã—", "text_was_decoded_once"),
]
READ_WHOLE = [
    ("printed", "RMB 7 billion", "cell_is_as_printed"),
    ("printed", "below $147 billion", "cell_is_as_printed"),
    ("unit_mult", "8", "cell_is_as_printed"),
    ("qualifier", "lt", "cell_is_as_printed"),
    ("unit", "HKD", "unit_is_as_printed"),
    ("line", "471", "line_is_in_report"),
    ("usage_warning", "doubtful", "id_is_known"),
]


@pytest.mark.parametrize("column, value, rule", BROKEN + READ_WHOLE)
def test_broken_row_is_named_with_file_line_and_rule(csv_reports, root, tmp_path, column, value, rule):
    path, row, line = spoil(csv_reports, tmp_path, column, value, in_dollars)
    problems, _ = bulk_problems(bulk_tables(path.parent, root), root)
    assert any(problem.startswith(f"{path}:{line}: ") and f"[{rule}]" in problem for problem in problems), problems


@pytest.mark.parametrize("column, value, rule", BROKEN)
def test_broken_row_of_many_is_named_with_file_id_and_rule(csv_reports, root, tmp_path, monkeypatch, column, value, rule):
    monkeypatch.setattr(bulk, "ROWS_JUDGED_ONE_BY_ONE", 0)
    path, row, _ = spoil(csv_reports, tmp_path, column, value, in_dollars)
    problems, _ = bulk_problems(bulk_tables(path.parent, root), root)
    assert any(problem.startswith(f"{path}: {row['observation_id']}") and f"[{rule}]" in problem for problem in problems), problems


def test_sound_rows_of_many_have_no_problem(csv_reports, root, monkeypatch):
    monkeypatch.setattr(bulk, "ROWS_JUDGED_ONE_BY_ONE", 0)
    assert bulk_problems(bulk_tables(csv_reports, root), root)[0] == []


@pytest.mark.parametrize("most", [0, 10**6])
def test_missing_id_is_named_once_with_the_rows_that_it_blocks(csv_reports, root, tmp_path, monkeypatch, most):
    monkeypatch.setattr(bulk, "ROWS_JUDGED_ONE_BY_ONE", most)
    shutil.copytree(csv_reports, tmp_path / "reports")
    path = tmp_path / "reports" / "observations.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",openai,", ",open_ai,").replace(",google,", ",googol,"), encoding="utf-8")
    found = [problem for problem in bulk_problems(bulk_tables(path.parent, root), root)[0] if "[id_is_known]" in problem]
    assert len(found) == 2 and all(re.search(r"\d rows have it, at lines|and \d+ more rows", problem) for problem in found)


def in_dollars(row):
    return row["unit"] == "USD" and row["low"] and row["high"] and row["period_id"] and not row["parse_note"]


@pytest.mark.parametrize(("scope", "sound"), [("", "weights"), ("total_revenue", "weights"), ("weights", "")])
def test_scope_lost_wrong_or_where_none_belongs_is_named(csv_reports, root, tmp_path, scope, sound):
    path, row, line = spoil(csv_reports, tmp_path, "scope_id", scope, lambda row: row["scope_id"] == sound)
    (problem,) = bulk_problems(bulk_tables(path.parent, root), root)[0]
    assert problem.startswith(f"{path}:{line}: scope_id: {scope!r}: expected ") and "scope_constraints" in problem


@pytest.mark.parametrize(("column", "value"), [("token_shared", "true"), ("note", "a\u200bb"), ("line", "04"), ("parse_note", "x ")])
@pytest.mark.parametrize("one_by_one", [0, 50_000])
def test_cells_of_few_and_of_many_reports_are_judged_alike(csv_reports, root, tmp_path, monkeypatch, column, value, one_by_one):
    monkeypatch.setattr(bulk, "ROWS_JUDGED_ONE_BY_ONE", one_by_one)
    path, row, _ = spoil(csv_reports, tmp_path, column, value, lambda row: row["token"])
    problems = bulk_problems(bulk_tables(path.parent, root), root)[0]
    assert any(f": {column}: " in problem and str(path) in problem for problem in problems), problems


def spoil(reports, tmp_path, column, value, chosen):
    """Writes one cell of the first row that is chosen in a copy of the reports; the file, the row as it was and its line."""
    shutil.copytree(reports, tmp_path / "reports")
    path = tmp_path / "reports" / "observations.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    at = next(at for at, row in enumerate(rows) if chosen(row))
    row = dict(rows[at])
    rows[at][column] = value
    if column == "observation_id":
        row = rows[at]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerows(rows)
    return path, row, at + 2


def test_missing_column_and_strange_file_are_named(csv_reports, root, tmp_path):
    folder = tmp_path / "reports"
    shutil.copytree(csv_reports, folder)
    (folder / "reports.csv").write_text("report_id,name\nr0,Made up\n", encoding="utf-8")
    problems, _ = bulk_problems(bulk_tables(folder, root), root)
    assert [problem.split(": ")[1] for problem in problems] == ["title", "name"]
    (folder / "qualifiers.csv").write_text("subject_id\nx\n", encoding="utf-8")
    with pytest.raises(BuildFailed, match=r"qualifiers\.csv:1: -: '': expected only a CSV or Parquet file"):
        bulk_tables(folder, root)


def halves(folder):
    """The observations in two files of a folder, as bytes of their header and rows."""
    header, *rows = (folder / "observations.csv").read_bytes().splitlines(keepends=True)
    (folder / "observations.csv").unlink()
    (folder / "observations").mkdir()
    for name, part in (("a", rows[:400]), ("b", rows[400:])):
        (folder / "observations" / f"{name}.csv").write_bytes(header + b"".join(part))
    return folder / "observations" / "b.csv"


def quoted(path):
    """Every cell in quotes, lines ended as on Windows, columns in another order."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, sorted(rows[0]), quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)


def test_files_that_differ_in_quotes_line_ends_and_order_are_one_table(csv_reports, root, tmp_path):
    folder = shutil.copytree(csv_reports, tmp_path / "reports [1]")
    whole = sorted(duckdb.sql(reading([str(folder / "observations.csv")], bulk_columns(root)["observations"])).fetchall())
    quoted(halves(folder))
    (folder / ".DS_Store").write_bytes(b"\0")
    (folder / "observations" / ".DS_Store").write_bytes(b"\0")
    tables = bulk_tables(folder, root)
    assert bulk_problems(tables, root) == ([], len(whole))
    found = duckdb.sql(reading(tables["observations"], bulk_columns(root)["observations"])).fetchall()
    assert sorted(row[:-1] for row in found) == [row[:-1] for row in whole] and len({row[-1] for row in found}) == 2


def parquet(query, name="observations"):
    def spoil(folder):
        duckdb.execute(f"copy ({query.format(folder / (name + '.csv'))}) to '{folder / (name + '.parquet')}'")
        (folder / f"{name}.csv").unlink()

    return spoil


def rewritten(change, name="observations.csv"):
    return lambda folder: (folder / name).write_bytes(change((folder / name).read_bytes()))


def without_columns(*names):
    """One of two files lacks columns."""

    def spoil(folder):
        path = halves(folder)
        with path.open(encoding="utf-8", newline="") as file:
            rows = [{name: cell for name, cell in row.items() if name not in names} for row in csv.DictReader(file)]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    return spoil


ALL = "select * from read_csv('{0}', all_varchar = true)"
WRONG_FILES = [
    (
        rewritten(lambda raw: raw.replace(b"\nmarket", b"\n#market", 1).replace(b"\nfunding", b"\n#funding", 1)),
        "family_is_registered",
        "family: '#",
    ),
    (rewritten(lambda raw: raw + raw), "id_is_known", "report_id: 'report_id'"),
    (rewritten(lambda raw: raw + b"a,b\n"), "row_has_all_cells", "expected 24 cells"),
    (rewritten(lambda raw: raw.replace(b"\n", b"\r\n", 3)), "file_has_one_line_end", "save the file with one kind of line end"),
    (rewritten(lambda raw: raw.replace(b",", b";")), "column_is_there", "family: ''"),
    (rewritten(lambda raw: b""), "file_has_rows", "a header and at least one row"),
    (rewritten(lambda raw: b"\xff\xfe" + raw), "file_is_text", "expected UTF-8 text"),
    (without_columns("note"), "columns_are_alike", "b.csv:1: note"),
    (without_columns("unit_mult", "low"), "columns_are_alike", "b.csv:1: unit_mult"),
    (without_columns("printed"), "column_is_there", "b.csv:1: printed"),
    (
        parquet("select * replace (try_cast(low as double) as low) from (" + ALL + ")"),
        "column_is_text",
        "low: '': expected text or whole numbers, not double",
    ),
    (parquet("select * replace (try_cast(high as decimal(9, 1)) as high) from (" + ALL + ")"), "column_is_text", "high: '': expected text"),
    (parquet("select * exclude (line) from (" + ALL + ")"), "column_is_there", "line: ''"),
    (rewritten(lambda raw: raw + b"r9" + raw.splitlines()[1][7:] + b"\n", "reports.csv"), "report_has_observations", "report_id: 'r9'"),
    (
        lambda folder: (folder / "observations.parquet").write_bytes(b"PAR1 broken PAR1") and (folder / "observations.csv").unlink(),
        "file_is_parquet",
        "expected a Parquet file",
    ),
    (lambda folder: (folder / "observations").mkdir(), "file_is_known", "CSV files, or only Parquet files"),
    (lambda folder: shutil.copytree(folder, folder / "old"), "file_is_known", "named as one of"),
    (lambda folder: halves(folder).rename(folder / "observations" / "b.txt"), "file_is_known", "b.txt"),
    (
        lambda folder: [halves(folder), (folder / "observations.csv").write_text("family\n")],
        "table_is_once",
        "there is also observations/a.csv",
    ),
    (
        lambda folder: [(folder / "reports.csv").unlink(), (folder / "reports.csv").symlink_to("nowhere")],
        "file_is_read",
        "not a link to nothing",
    ),
    (lambda folder: [halves(folder).unlink(), (folder / "observations" / "b.csv").mkdir()], "file_is_read", "not a folder"),
    (lambda folder: (folder / "reports.csv").unlink(), "file_is_there", "expected this file"),
]


@pytest.mark.parametrize("most", [0, 10**6], ids=["of many", "read whole"])
@pytest.mark.parametrize(
    ("spoil_folder", "rule", "words"), WRONG_FILES, ids=[f"{rule}-{number}" for number, (_, rule, _) in enumerate(WRONG_FILES)]
)
def test_file_that_loses_rows_or_digits_is_named(csv_reports, root, tmp_path, monkeypatch, most, spoil_folder, rule, words):
    monkeypatch.setattr(bulk, "ROWS_JUDGED_ONE_BY_ONE", most)
    folder = shutil.copytree(csv_reports, tmp_path / "reports")
    spoil_folder(folder)
    try:
        problems, _ = bulk_problems(bulk_tables(folder, root), root)
    except BuildFailed as error:
        problems = str(error).split("\n")
    if most:
        assert any(f"[{rule}]" in problem and words in problem for problem in problems), problems
    assert problems and all(re.search(r"\[\w+\]", problem) for problem in problems), problems


def test_rows_that_are_not_read_are_missed(tmp_path):
    """A line break in a cell makes one row of two lines."""
    for name, text in {"whole.csv": 'a,b\n1,"2"\n', "fewer.csv": 'a,b\n1,"2\n3"\n4,5\n', "unread.csv": "a,b\n1,2\n3\n"}.items():
        (tmp_path / name).write_text(text)
    found = [(Path(each.file).name, each.rule, str(each)) for each in bulk.lost_rows({"t": sorted(map(str, tmp_path.iterdir()))})]
    assert [each[:2] for each in found] == [("fewer.csv", "rows_are_all_read"), ("unread.csv", "file_is_read")]
    assert "'2'" in found[0][2] and "3" in found[0][2]


def test_table_under_its_former_name_is_read(root, tmp_path):
    for name in ("observations", "reports", "told_periods"):
        (tmp_path / f"{name}.csv").write_text("", encoding="utf-8")
    assert sorted(bulk_tables(tmp_path, root)) == ["observations", "reports", "stated_periods"]
