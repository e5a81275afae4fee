"""Whole made-up reports: what is clean raises no alarm, and each error planted in a copy is found by its rule."""

import pytest
from test_relations import built
from whole_reports import add_whole_reports, read_reports

REPORTS = read_reports()
ERRORS = [(report, number) for report in REPORTS for number in range(len(report.errors))]


@pytest.fixture(scope="module")
def whole(root, tmp_path_factory):
    with built(root, tmp_path_factory.mktemp("whole"), add_whole_reports) as connection:
        yield connection


def contradicted(connection, report):
    return connection.execute(
        "select origin, relation_id from marts.relation_audit where report_id = ? and verdict = 'contradicted' order by all", [report]
    ).fetchall()


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
def test_clean_report_has_no_contradiction(whole, report):
    assert contradicted(whole, report.name) == []
    assert whole.execute("select count(*) from marts.contradictions where report_id = ?", [report.name]).fetchone() == (0,)


@pytest.mark.parametrize(("report", "number"), ERRORS, ids=[f"{report.name}-{number}" for report, number in ERRORS])
def test_planted_error_is_found_by_its_rule(whole, report, number):
    rule, figure, text = report.errors[number]
    assert rule in {found for found, _ in contradicted(whole, f"{report.name}-error-{number}")}, f"{figure} => {text}"


def test_every_rule_of_the_errors_is_tried_on_the_clean_report(whole):
    """So that a clean report is clean because its relations hold, not because none was formed."""
    for report in REPORTS:
        tried = {
            rule
            for (rule,) in whole.execute(
                "select distinct origin from marts.relation_audit where report_id = ? and verdict = 'consistent'", [report.name]
            ).fetchall()
        }
        assert {rule for rule, _, _ in report.errors} - {"rank_order"} <= tried


def test_others_are_no_firm_and_the_total_is_no_holder(whole):
    """CR4 of each vendor table is the sum of its first four shares, though others hold more."""
    rows = whole.execute("""
        select market_id, low, high, firms_named, verdict from marts.market_concentration
        where report_id = 'vendors' and measure = 'CR4' and period_id = '2025-Q3' order by all""").fetchall()
    assert [(market.split("_")[-1], firms, verdict) for market, _, _, firms, verdict in rows] == [
        ("pcs", 5, "implied"),
        ("phones", 5, "implied"),
    ]
    for (_, low, high, _, _), total in zip(rows, (67.7, 58.9), strict=True):
        assert low <= total <= high and high - low <= 0.5


def test_each_kind_of_growth_has_its_row(whole):
    rows = whole.execute("""
        select growth_metric_id, earlier_period_id, verdict from marts.company_growth
        where report_id = 'results' and metric_id = 'revenue' and period_id = 'AC-FY2026-Q4' order by all""").fetchall()
    assert rows == [("revenue_growth", "AC-FY2025-Q4", "consistent"), ("revenue_growth_sequential", "AC-FY2026-Q3", "consistent")]
