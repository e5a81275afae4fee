"""Further reports in files go through the same models and rules as the seeds."""

import csv
import shutil

import duckdb
import pytest
from made import make_reports, planted_relations

from claimhouse.batches import bulk_variable, run_batches
from claimhouse.bulk import bulk_columns, bulk_problems, bulk_tables
from claimhouse.plan import BuildFailed, load_plan

REPORTS = 20
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
    (reports / "concentration_markets.csv").write_text(f"{columns}\n{REPORT},llm_financing,financing_share,2025,yes,no,,,Made up\n",
                                                     encoding="utf-8")
    tables = bulk_tables(reports, project)
    assert bulk_problems(tables, project) == ([], made)
    run_batches(project, folder / "claimhouse.duckdb", load_plan(project, bulk_variable(project)), tables, lambda step: None)
    with duckdb.connect(str(folder / "claimhouse.duckdb"), read_only=True) as connection:
        yield connection, made


def test_every_planted_conflict_is_found_and_none_invented(further, warehouse):
    connection, made = further

    def contradictions(connection, own):
        return connection.execute(
            f"select report_id, detected_by, * from marts.contradictions where report_id {own} 'cai2026' order by all").fetchall()

    found = contradictions(connection, "<>")
    assert {row[:2] for row in found} == planted_relations(REPORTS) and len(found) == REPORTS / 2
    assert contradictions(connection, "=") == contradictions(warehouse, "=")
    assert connection.execute("select report_id, relation_id from marts.contradictions where likely_reading = 'Made up'"
                              ).fetchall() == [(REPORT, RELATION)]
    assert connection.execute("select count(*) from marts.observations where report_id <> 'cai2026'").fetchone() == (made,)


def test_what_a_report_declares_of_a_market_counts_for_that_report(further):
    connection, _ = further
    found = connection.execute("select distinct report_id, firms_named, verdict from marts.market_concentration"
                               " where market_id = 'llm_financing' order by all").fetchall()
    # two of the three layers are copied, so that they cannot be the whole
    assert found == [("cai2026", 3, "implied"), (REPORT, 2, "contradicted")]


@pytest.fixture(scope="module")
def csv_reports(root, tmp_path_factory, warehouse):
    folder = tmp_path_factory.mktemp("csv")
    make_reports(folder, 2, root, "csv")
    return folder


@pytest.mark.parametrize(("column", "value", "named"), [
    ("low", "4x", "expect_column_values_to_match_regex"), ("qualifier", "some", "expect_column_values_to_be_in_set"),
    ("printed", "", "expect_column_values_to_match_regex"), ("subject_id", "", "a value"), ("subject_id", "nobody", "an id of subjects"),
    ("report_id", "r9", "an id of reports"), ("unit", "EUR", "an id of units"), ("unit", "percent", "the unit of its metric"),
    ("scope_id", "broad", "scope_constraints"), ("period_id", "2099", "an id of periods"),
    ("period_printed", "once", "period_labels"), ("low", "99999", "at most high"),
    ("line", "5", "its report, a dot"), ("observation_id", "r000000.X", "its report, a dot"),
    ("report_id", "R9", "expect_column_values_to_match_regex"), ("printed", "RMB 7 billion", "holds low and high"),
])
def test_broken_row_is_named_with_file_and_id(csv_reports, root, tmp_path, column, value, named):
    path, row = spoil(csv_reports, tmp_path, column, value,
                      lambda row: row["unit"] == "USD" and row["low"] and row["high"] and row["period_id"])
    problems, _ = bulk_problems(bulk_tables(path.parent, root), root)
    assert any(problem.startswith(f"{path}: {row['observation_id']}: ") and named in problem for problem in problems)


@pytest.mark.parametrize(("scope", "sound"), [("", "weights"), ("total_revenue", "weights"), ("weights", "")])
def test_scope_lost_wrong_or_where_none_belongs_is_named(csv_reports, root, tmp_path, scope, sound):
    path, row = spoil(csv_reports, tmp_path, "scope_id", scope, lambda row: row["scope_id"] == sound)
    problem, = bulk_problems(bulk_tables(path.parent, root), root)[0]
    assert problem.startswith(f"{path}: {row['observation_id']}: scope_id: {scope!r}: expected a scope by scope_constraints, or none")


def spoil(reports, tmp_path, column, value, chosen):
    """Writes one cell of the first row that is chosen in a copy of the reports; the file and the row."""
    shutil.copytree(reports, tmp_path / "reports")
    path = tmp_path / "reports" / "observations.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    row = next(row for row in rows if chosen(row))
    row[column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerows(rows)
    return path, row


def test_missing_column_and_strange_file_are_named(csv_reports, root, tmp_path):
    folder = tmp_path / "reports"
    shutil.copytree(csv_reports, folder)
    (folder / "reports.csv").write_text("report_id,title\nr0,Made up\n", encoding="utf-8")
    problems, _ = bulk_problems(bulk_tables(folder, root), root)
    assert problems and all("reports.csv" in problem for problem in problems) and any(": as_of: " in problem for problem in problems)
    (folder / "subjects.csv").write_text("subject_id\nx\n", encoding="utf-8")
    with pytest.raises(BuildFailed, match=r"subjects\.csv: expected"):
        bulk_tables(folder, root)
