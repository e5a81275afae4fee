"""A report folder below reports/ goes through every command, and its registers count for it alone."""

import csv
import importlib.util
import re
import shutil
from decimal import Decimal

import duckdb
import pytest
from faults import copy_project
from made import make_reports
from support.commands import answered, built

from claimhouse.loading import bulk
from claimhouse.loading.batch_steps import bulk_variable
from claimhouse.loading.batches import run_batches
from claimhouse.loading.bulk import bulk_problems, folder_problems, names_others, unsettled
from claimhouse.loading.folders import all_tables, bulk_columns, bulk_tables, folder_tables, report_folders
from claimhouse.loading.plan import load_plan
from claimhouse.seeds import registers

PLAIN, READER = "r000017", "r000008"  # copies of the same figures, without a planted conflict or shared figure


@pytest.fixture(scope="module")
def project(root, tmp_path_factory, warehouse):
    return copy_project(tmp_path_factory.mktemp("reports"))


@pytest.fixture(scope="module")
def loaded(root, project):
    """Two report folders with conflicting periods and subjects, two made reports of which one repeats all registers, and one that dates
    a fiscal quarter which the report of the seeds leaves undated."""
    shutil.rmtree(project / "reports", ignore_errors=True)
    for name in ("lumen-q1", "orbit-q1"):
        shutil.copytree(root / "tests/support/reports" / name, project / "reports" / name)
    made = [project / "made" / report for report in (PLAIN, READER)]
    for folder in made:
        make_reports(folder, 1, project, "csv", int(folder.name[1:]))
    for name in registers(root):
        seed = list(csv.reader((root / f"seeds/reference/{name}.csv").open(encoding="utf-8")))
        with (made[1] / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["report_id", *seed[0]], *([READER, *row] for row in seed[1:])])
    folders = [folder_tables(folder, project) for folder in report_folders(project)]
    tables = all_tables([*(bulk_tables(folder, project) for folder in made), *folders])
    assert bulk_problems(tables, project)[0] == []
    database = project / "made" / "claimhouse.duckdb"  # views carry this name
    run_batches(project, database, load_plan(project, bulk_variable(project, tables)), tables, lambda step: None)
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection


def marts(connection, but=()):
    """Marts of which every row belongs to a report, with their columns."""
    rows = connection.execute("""
        select table_name, list(column_name order by ordinal_position) from information_schema.columns
        where table_schema = 'marts' group by table_name having bool_or(column_name = 'report_id') order by table_name""").fetchall()
    assert len(rows) > 15
    return {name: columns for name, columns in rows if name not in but}


@pytest.fixture(scope="module")
def compared(project):
    """Marts that compare reports: what one of them shows depends on the others. Without a primary source contradictions do not."""
    return {step["relation"].split(".")[-1].strip('"') for step in load_plan(project) if step["over_reports"] == "all"} - {"contradictions"}


def rows_of(connection, mart, report, columns, but=()):
    """Rows of a report as text, without its name; of `lineage` without those of some marts."""
    cells = ", ".join(f"""replace(cast("{column}" as varchar), '{report}', '')""" for column in columns if column != "report_id")
    of_marts = f"and mart not in {tuple(sorted(but))}" if mart == "lineage" else ""
    return connection.execute(f"select {cells} from marts.{mart} where report_id = '{report}' {of_marts} order by all").fetchall()


def test_a_report_that_repeats_the_registers_gives_what_one_without_gives(loaded, compared):
    for mart, columns in marts(loaded, compared).items():
        assert rows_of(loaded, mart, READER, columns, compared) == rows_of(loaded, mart, PLAIN, columns, compared), mart
    assert loaded.execute("select count(*) from marts.relation_audit where report_id = ?", [READER]).fetchone()[0] > 100


def test_registers_of_a_report_change_no_other_report(loaded, warehouse, compared):
    assert {"forecast_register", "figure_vintages"} < compared
    for mart, columns in marts(warehouse, compared | {"contradictions"}).items():  # there a primary source says more
        assert rows_of(loaded, mart, "cai2026", columns, compared) == rows_of(warehouse, mart, "cai2026", columns, compared), mart


def test_reports_with_conflicting_registers_stay_independent(loaded):
    found = loaded.execute("""
        select report_id, subject_name, period_id, cast(period_start as varchar), unit from marts.observations
        where report_id in ('lumen-q1', 'orbit-q1') and subject_id = 'garden_lamps' order by report_id""").fetchall()
    assert found == [
        ("lumen-q1", "Garden lamps", "FQ1-2026", "2025-11-01", "units"),
        ("orbit-q1", "Garden lamps of other makers", "FQ1-2026", "2026-01-01", "units"),
    ]
    parts = "select distinct report_id from marts.relation_audit where origin = 'part_of_whole' and subject_id = 'garden_lamps'"
    assert loaded.execute(parts).fetchall() == [("lumen-q1",)]
    growth = "select verdict, count(*) from marts.relation_audit where origin = 'growth_triad' and report_id like '%-q1' group by verdict"
    assert loaded.execute(growth).fetchall() == [("consistent", 2)]


def test_marts_show_ids_and_units_as_printed(loaded):
    for mart, columns in marts(loaded).items():
        marked = [f"""count_if(regexp_matches(cast("{column}" as varchar), '@({READER}|.*-q1)'))""" for column in columns]
        counts = loaded.execute(f"select {', '.join(marked)} from marts.{mart}").fetchone()
        assert not any(counts), (mart, dict(zip(columns, counts, strict=True)))
    visits = "select unit, low from marts.usage_metrics where metric_id = 'workshop_visits'"
    assert loaded.execute(visits).fetchall() == [("visits", Decimal("5399.5"))]


def changed(folder, name, old, new):
    path = folder / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    "table, old, new, rule",
    [
        ("observations", ",$26.4 million,", ",$26.5 million,", "cell_is_as_printed"),
        ("observations", "30,30,0,percent", "31,31,0,percent", "cell_is_as_printed"),
        ("observations", ",lumen,net_profit", ",lumens,net_profit", "id_is_known"),
        ("reports", ",5\n", ",3\n", "line_is_in_report"),
        ("periods", "2026-01-31", "2025-01-31", "period_ends_after_start"),
        ("source_lines", "5,3,0", "5,3,2", "observations_are_complete"),
        ("excluded_tokens", "1,1,2026,period_label\n", "", "tokens_are_complete"),
        ("subjects", "garden_lamps,Garden lamps,device,lamps", "garden_lamps,Garden lamps,device,lamp", "reference_is_known"),
        ("reports", ",5ab41f07", ",6ab41f07", "source_is_of_report"),
    ],
)
def test_a_fault_of_a_report_folder_is_named(root, tmp_path, table, old, new, rule):
    folder = shutil.copytree(root / "tests/support/reports/lumen-q1", tmp_path / "reports/lumen-q1")
    changed(folder, table, old, new)
    problems, _ = folder_problems(folder, root)
    assert [found.rule for found in problems][:1] == [rule], problems
    assert problems[0].file.startswith(str(folder))


def test_columns_of_tables_are_those_of_seeds(root):
    columns = bulk_columns(root)
    assert columns["periods"][0] == "report_id" and columns["reports"].count("report_id") == 1


def test_labels_and_ids_that_are_missing_are_named_once_with_a_proposal(root, tmp_path):
    folder = shutil.copytree(root / "tests/support/reports/lumen-q1", tmp_path / "reports/lumen-q1")
    changed(folder, "period_labels", "Q1 FY26,lumen,FQ1-2026\n", "")
    text = (folder / "observations.csv").read_text(encoding="utf-8")
    (folder / "observations.csv").write_text(text.replace("FQ1-2025,Q1 FY25", "FQ1-2025,2024"), encoding="utf-8")
    problems, _ = folder_problems(folder, root)
    first, second = [str(found) for found in problems if found.rule == "label_is_of_period"]
    assert "'Q1 FY26'" in first and "6 rows have it, at lines 2, 3, 5, 6, 7, 8" in first
    assert "'2024' in reference/period_labels.csv: it looks like 2024 [" in second


def test_every_command_serves_a_report_folder(root, project):
    """A folder with its text is built without an option, checked, covered, shown and traced; a second one joins the published file."""
    folders = root / "tests/support/reports"
    shutil.rmtree(project / "reports", ignore_errors=True)
    shutil.copytree(folders / "lumen-q1", project / "reports/lumen-q1")
    done = built(project)
    assert done.returncode == 0, done.stderr
    checked = answered(project, "check", "lumen-q1")
    assert (checked.returncode, checked.stdout) == (0, "7 observations, no problem\n")
    covered = answered(project, "coverage", "lumen-q1")
    assert (covered.returncode, covered.stdout) == (0, "18 tokens: 7 observed, 11 excluded, 0 missing\n")
    traced = answered(project, "trace", "lumen-q1.lumen-workshop_visits-fq1-2026-l5").stdout
    assert "section s1, line 5: 5,400" in traced and "Workshops counted 5,400 visits in Q1 FY26." in traced

    shutil.copytree(folders / "orbit-q1", project / "reports/orbit-q1")
    before, after = (int(re.search(r"(\d+) observations", said)[1]) for said in (done.stdout, built(project).stdout))
    assert after == before + 5
    several = answered(project, "trace", "garden_lamps").stdout
    assert "report lumen-q1, section s1, line 4: 90,000" in several and "report orbit-q1, section s1, line 3: 120,000" in several
    query = "select observation_id from observations where report_id = 'lumen-q1' and line = 4 order by all"
    lamps = answered(project, "sql", query, "--format", "csv")
    alone = answered(project, "trace", lamps.stdout.split()[1].strip(chr(34))).stdout
    assert "line 4: 90,000" in alone and "orbit" not in alone
    one = answered(project, "trace", "garden_lamps", "--report", "lumen-q1").stdout
    assert "line 4: 90,000" in one and "orbit" not in one
    unknown = answered(project, "check", "lumen-q2")
    assert unknown.returncode == 2 and "cai2026, lumen-q1, orbit-q1" in unknown.stderr
    if importlib.util.find_spec("vl_convert"):
        page = project / "lumen.html"
        assert "7 figures, 0 conflicts" in answered(project, "report", "lumen-q1", "--out", str(page)).stdout
        assert "Lumen Works" in page.read_text(encoding="utf-8")

    changed(project / "reports/lumen-q1", "source_lines", "5,3,0", "5,3,2")
    failed = built(project)
    assert failed.returncode == 1 and "lumen-q1/source_lines.csv:6: further_observations" in failed.stderr
    assert answered(project, "sql", "select count(*) as n from observations", "--format", "csv").stdout == "n\n568\n"


@pytest.mark.parametrize("most", [0, 20_000])
def test_own_rows_of_many_reports_in_one_folder_are_known(root, tmp_path, monkeypatch, most):
    monkeypatch.setattr(bulk, "ROWS_JUDGED_ONE_BY_ONE", most)
    for report in ("lumen-q1", "orbit-q1"):
        for path in (root / "tests/support/reports" / report).glob("*.csv"):
            header, *rows = csv.reader(path.open(encoding="utf-8"))
            target = tmp_path / path.name
            with target.open("a", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(
                    [*([] if target.stat().st_size else [["report_id", *header]]), *([report, *row] for row in rows)]
                )
    assert bulk_problems(bulk_tables(tmp_path, root), root) == ([], 12)
    changed(tmp_path, "subjects", "lumen-q1,lumen,Lumen Works,company,\n", "")
    (found,) = [problem for problem in bulk_problems(bulk_tables(tmp_path, root), root)[0] if "[id_is_known]" in problem]
    assert "'lumen'" in found and "rows" in found


def test_folders_are_judged_again_where_they_have_changed_or_name_others(root):
    tables = all_tables([folder_tables(folder, root) for folder in report_folders(root)])

    def due(*changed):
        return {file.split("/")[-2] for files in unsettled(tables, root, set(changed)).values() for file in files}

    editions = {"idc_smartphones_2025_12", "idc_smartphones_2026_03"}
    assert due() == due("models/marts/checks.sql") == editions
    assert due("bulk/observations/alibaba_fy2026/observations.csv") == editions | {"alibaba_fy2026"}
    assert due("bulk/source/nvidia_fy2025_q4/source.txt") == editions | {"nvidia_fy2025_q4"}


def test_an_edition_and_same_as_name_other_reports(root, tmp_path):
    folder = shutil.copytree(root / "tests/support/reports/lumen-q1", tmp_path / "lumen-q1")
    assert not names_others(folder, root)
    (folder / "same_as.csv").write_text("register,id,same_as\nsubjects,lumen,lumen-q0.lumen\n", encoding="utf-8")
    assert names_others(folder, root)
    (folder / "same_as.csv").unlink()
    reports = folder / "reports.csv"
    head, row = reports.read_text(encoding="utf-8").splitlines()
    reports.write_text(f"{head},edition_of\n{row},lumen-q0\n", encoding="utf-8")
    assert names_others(folder, root)
