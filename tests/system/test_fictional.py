"""Fictional reports of many kinds: no clean one is contradicted, and planted errors are refused by name or found by their rule."""

import re
from collections import Counter, defaultdict

import duckdb
import fictional
import pytest

from claimhouse.loading.batch_steps import bulk_variable
from claimhouse.loading.batches import run_batches
from claimhouse.loading.bulk import bulk_problems
from claimhouse.loading.folders import bulk_columns, bulk_tables
from claimhouse.loading.plan import load_plan
from claimhouse.rules import RULES

ERRORS = fictional.planted_errors()
KINDS = {"digit", "sign", "scale", "currency", "period", "year", "growth", "share", "total", "part", "points", "per-share"}


@pytest.fixture(scope="module")
def planted(root):
    """Every copy of a report with its error, by its id."""
    shared, copies = {"period_labels": fictional.read(root / "seeds/reference/period_labels.csv")}, {}
    for error in ERRORS:
        tables = fictional.with_error(fictional.read_report(error["report"]), error, shared)
        copies[error["copy"]] = fictional.copied(tables, error["report"], error["copy"])
    return copies


@pytest.fixture(scope="module")
def clean():
    return {report: fictional.copied(fictional.read_report(report), report, report) for report in fictional.report_ids()}


@pytest.fixture(scope="module")
def refused(root, clean, planted, tmp_path_factory):
    """Rules of the check that each report breaks."""
    folder = tmp_path_factory.mktemp("check") / "reports"
    fictional.write([*clean.values(), *planted.values()], folder, bulk_columns(root))
    rows, rules = fictional.read(folder / "observations.csv"), defaultdict(set)
    for text in bulk_problems(bulk_tables(folder, root), root)[0]:
        line, rule = re.search(r"/observations\.csv:(\d+): .* \[(\w+)\]; ", text).groups()
        rules[rows[int(line) - 2]["report_id"]].add(rule)
    return rules


@pytest.fixture(scope="module")
def built(root, clean, planted, refused, tmp_path_factory):
    """The clean reports and the copies that the check lets pass, in one build."""
    folder = tmp_path_factory.mktemp("build")
    kept = [tables for report, tables in (clean | planted).items() if report not in refused]
    fictional.write(kept, folder / "reports", bulk_columns(root))
    tables = bulk_tables(folder / "reports", root)
    run_batches(root, folder / "claimhouse.duckdb", load_plan(root, bulk_variable(root, tables)), tables, lambda step: None)
    with duckdb.connect(str(folder / "claimhouse.duckdb"), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def contradicted(built):
    """Contradictions of each report: rule, relation and observations."""
    found = defaultdict(list)
    rows = built.execute("select report_id, detected_by, relation_id, observation_ids from marts.contradictions order by all")
    for report, *row in rows.fetchall():
        found[report].append(row)
    return found


def findings(error, refused, contradicted):
    """Rules that name the changed observation: those of the check, else those of relations."""
    if error["column"] == "period_printed":  # its id has changed too
        return {rule for rule, _, _ in contradicted[error["copy"]]}
    id = f"{error['copy']}.{error['observation']}"
    return refused.get(error["copy"], set()) or {rule for rule, _, ids in contradicted[error["copy"]] if id in ids}


@pytest.mark.parametrize("report", fictional.report_ids())
def test_clean_report_has_no_contradiction(clean, refused, contradicted, report):
    assert report not in refused
    assert contradicted[report] == []
    assert 25 <= len(clean[report]["observations"]) <= 60


@pytest.mark.parametrize("report", fictional.report_ids())
def test_clean_report_holds_by_the_rules_that_find_its_errors(built, report):
    """So that it is clean because its relations hold, not because none was formed."""
    query = "select distinct origin from marts.relation_audit where report_id = ? and verdict = 'consistent'"
    holding = {rule for (rule,) in built.execute(query, [report]).fetchall()}
    expected = {error["expected"] for error in ERRORS if error["report"] == report}
    # a wrong label or currency makes a restatement where nothing is restated, or a line in two currencies
    assert expected - RULES.keys() - {fictional.PASSES, "restatement", "currency_shift"} <= holding


def test_forecasts_of_a_period_that_is_over_have_the_outcome_that_their_report_prints(built):
    columns = "year(judged_by), outcome_report_id, count(*)"
    rows = built.execute(f"select {columns} from marts.forecast_register where report_id = 'lumen_outlook_2025' group by all order by 1")
    assert rows.fetchall() == [(2025, "lumen_outlook_2025", 11), (2026, None, 5)]


def test_every_contradiction_is_said_with_its_places(built):
    """Also where the id of a relation names a row of the report's own registers."""
    query = """
        select relation_id from marts.contradictions
        where detected_by <> 'curated' and (statement is null or line_a is null or summary is null or relation_id like '%@%')
    """
    assert built.execute(query).fetchall() == []
    assert built.execute("select count(*) from marts.contradictions where relation_id like '%-by-member-%'").fetchone()[0] > 0


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: f"{error['copy']}-{error['kind']}-{error['observation']}")
def test_planted_error_is_found_by_its_rule(refused, contradicted, error):
    found = findings(error, refused, contradicted)
    if error["expected"] == fictional.PASSES:
        assert not contradicted[error["copy"]] and not found and error["reason"]
    elif error["expected"] in RULES:
        assert error["expected"] in refused[error["copy"]]
    else:
        assert error["expected"] in found


def test_most_planted_errors_of_every_kind_are_found(refused, contradicted):
    found = Counter(error["kind"] for error in ERRORS if findings(error, refused, contradicted))
    planted = Counter(error["kind"] for error in ERRORS)
    assert len(ERRORS) >= 60 and planted.keys() == KINDS
    assert found.total() / planted.total() >= 0.85
    assert all(found[kind] >= planted[kind] / 2 for kind in KINDS), found
