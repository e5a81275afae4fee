"""Every rule against its cases, two reports in one warehouse, planted contradictions, and every verdict computed again."""

import shutil

import duckdb
import pytest
from made_report import FIRST, LINES, add_made_up_report, read_cases

from claimhouse.plan import load_plan, run_plan

CASES, NEVER = read_cases()
VERDICTS = {"consistent", "strained", "contradicted", "implied", "unknown"}


def built(root, folder, change):
    """Relations of both reports after `change` was done to a copy of the seeds."""
    project = folder / "project"
    shutil.copytree(root, project, ignore=shutil.ignore_patterns(".venv", ".git", "warehouse", "dev.duckdb*", "logs"))
    change(project / "seeds")
    run_plan(project, folder / "claimhouse.duckdb", load_plan(project))
    return duckdb.connect(str(folder / "claimhouse.duckdb"), read_only=True)


@pytest.fixture(scope="module")
def two_reports(root, tmp_path_factory):
    with built(root, tmp_path_factory.mktemp("two"), add_made_up_report) as connection:
        yield connection


@pytest.fixture(scope="module")
def found(two_reports):
    """Of each case the relations whose lines are its own: rule, verdict, id."""
    relations = [set() for _ in CASES]
    for rule, verdict, name, lines in two_reports.execute(
            "select origin, verdict, relation_id, lines from marts.relation_audit where report_id = 'made2026'").fetchall():
        numbers = {(line - FIRST) // LINES for line in lines}
        assert len(numbers) == 1, f"{name} reaches over several cases: {lines}"
        relations[numbers.pop()].add((rule, verdict, name))
    return relations


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_rule_gives_the_verdict_of_its_case(found, case):
    own = {(verdict, name) for rule, verdict, name in found[case.number] if rule == case.rule}
    expected = set(case.verdict.split("+")) - {"nothing"}
    assert {verdict for verdict, _ in own} == expected, found[case.number]


def test_every_rule_has_a_case_of_every_verdict_that_it_can_give(root):
    rules = {path.stem.removeprefix("rule_") for path in (root / "models" / "relations").glob("rule_*.sql")}
    assert {case.rule for case in CASES} == rules
    for rule in rules:
        verdicts = {verdict for case in CASES if case.rule == rule for verdict in case.verdict.split("+")} - {"nothing"}
        never, reason = NEVER.get(rule, ([], "-"))
        assert verdicts | set(never) == VERDICTS and not verdicts & set(never) and reason, rule


def test_consistent_cases_alarm_no_other_rule(found):
    alarms = [(case.name, rule) for case in CASES if case.verdict in ("consistent", "implied", "nothing")
              for rule, verdict, _ in found[case.number] if verdict == "contradicted"]
    assert not alarms


def test_planted_contradiction_is_found_and_planted_repair_heals(root, tmp_path, warehouse):
    def change(seeds):
        shares = seeds / "observations" / "market_shares_observations.csv"
        text = shares.read_text(encoding="utf-8")
        assert ",27,27,0,percent," in text
        shares.write_text(text.replace(",27,27,0,percent,", ",37,37,0,percent,", 1), encoding="utf-8")
        financials = seeds / "observations" / "company_financials_observations.csv"
        text = financials.read_text(encoding="utf-8")
        financials.write_text(text.replace(",130.5,130.5,9,USD,", ",230.5,230.5,9,USD,", 1), encoding="utf-8")
        readings = seeds / "reference" / "likely_readings.csv"
        kept = [line for line in readings.read_text(encoding="utf-8").splitlines() if not line.startswith("subperiods-nvidia")]
        readings.write_text("\n".join(kept) + "\n", encoding="utf-8")

    def conflicts(connection):
        return {row[0] for row in connection.execute("select contradiction_id from marts.contradictions").fetchall()}

    with built(root, tmp_path, change) as connection:
        before, after = conflicts(warehouse), conflicts(connection)
    assert {name for name in after - before if name.startswith("group_share-enterprise_ai_top3")}
    assert {name for name in before - after if name.startswith("subperiods-nvidia")}


def test_every_relation_has_its_lineage(warehouse):
    missing = warehouse.execute("""
        select relation_id from marts.relation_audit
        where len(observation_ids) > 0 and relation_id not in (select row_key from marts.lineage where mart = 'relation_audit')
    """).fetchall()
    assert missing == []


