"""Every rule against its cases, reports side by side, planted contradictions, and every verdict computed again."""

import shutil

import arithmetic
import duckdb
import made_report
import pytest
from made_report import FIRST, LINES, add_made_up_report, read_cases

from claimhouse.loading.plan import load_plan, run_plan

CASES, NEVER = read_cases()
VERDICTS = {"consistent", "strained", "contradicted", "implied", "unknown"}
PLANTED = made_report.read_planted()
# Columns of a relation that neither ids nor lines change; the order of sections compares lines.
SAME = "origin, kind, comparison, severity, verdict, " + ", ".join(
    f"case when origin <> 'section_numbering' then {column} end"
    for column in ("computed_low", "computed_high", "stated_low", "stated_high", "relative_gap")
)


def built(root, folder, change):
    """The warehouse after `change` was done to a copy of the seeds."""
    project = folder / "project"
    shutil.copytree(root, project, ignore=shutil.ignore_patterns(".venv", ".git", "warehouse", "dev.duckdb*", "logs", "node_modules"))
    change(project / "seeds")
    run_plan(project, folder / "claimhouse.duckdb", load_plan(project))
    return duckdb.connect(str(folder / "claimhouse.duckdb"), read_only=True)


@pytest.fixture(scope="module")
def reports(root, tmp_path_factory):
    """The real report, the made-up one, and variants of both that change nothing in a verdict."""

    def change(seeds):
        made_report.add_variants(seeds)
        add_made_up_report(seeds)

    with built(root, tmp_path_factory.mktemp("reports"), change) as connection:
        yield connection


def by_case(connection, report, cases, first=FIRST, step=1):
    """Of each case, by its number, the relations whose lines are its own: rule, verdict, id."""
    found = {case.number: set() for case in cases}
    for rule, verdict, name, lines in connection.execute(
        "select origin, verdict, relation_id, lines from marts.relation_audit where report_id = ?", [report]
    ).fetchall():
        numbers = {(line - first) // step // LINES for line in lines}
        assert len(numbers) == 1, f"{name} reaches over several cases: {lines}"
        found[numbers.pop()].add((rule, verdict, name))
    return found


@pytest.fixture(scope="module")
def found(reports):
    return by_case(reports, "made2026", CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_rule_gives_the_verdict_of_its_case(found, case):
    assert {verdict for rule, verdict, _ in found[case.number] if rule == case.rule} == case.verdicts, found[case.number]


def test_every_rule_has_a_case_of_every_verdict_that_it_can_give(root):
    rules = {path.stem.removeprefix("rule_") for path in (root / "models" / "relations").glob("rule_*.sql")}
    assert {case.rule for case in CASES} == rules
    for rule in rules:
        verdicts = set().union(*(case.verdicts for case in CASES if case.rule == rule))
        never, reason = NEVER.get(rule, ([], "-"))
        assert verdicts | set(never) == VERDICTS and not verdicts & set(never) and reason, rule


def test_consistent_cases_alarm_no_other_rule(found):
    alarms = [
        (case.name, rule)
        for case in CASES
        if case.verdict in ("consistent", "implied", "nothing")
        for rule, verdict, _ in found[case.number]
        if verdict == "contradicted"
    ]
    assert not alarms


def test_other_ids_and_lines_change_no_verdict(reports, found):
    again = by_case(reports, "again2026", CASES, 50001, 3)
    for case in CASES:
        one, other = (sorted(relation[:2] for relation in relations[case.number]) for relations in (found, again))
        assert one == other, case


def test_a_split_part_changes_no_verdict(reports):
    cases = list(made_report.split_cases(CASES))
    split = by_case(reports, "split2026", cases)
    assert {case.rule for case in cases} == set(made_report.SUMS)
    for case in cases:
        assert {verdict for rule, verdict, _ in split[case.number] if rule == case.rule} == case.verdicts, (case, split[case.number])


def test_copy_of_the_report_under_other_ids_and_lines_has_the_same_relations(reports):
    copies, originals = (
        sorted(
            reports.execute(f"select {SAME}, {names}, {lines} from marts.relation_audit where report_id = ?", [report]).fetchall(), key=str
        )
        for report, names, lines in [
            ("copy2026", "list_sort([reverse(name) for name in observation_ids])", "lines"),
            ("cai2026", "observation_ids", "[3 * line for line in lines]"),
        ]
    )
    assert len(copies) == len(originals)
    for copy, original in zip(copies, originals, strict=True):
        assert copy == original


def test_other_reports_and_shuffled_rows_change_nothing_of_the_first(reports, warehouse, root):
    marts = warehouse.execute("""
        select table_name, string_agg(column_name, ', ') from information_schema.columns
        where table_schema = 'marts' group by table_name having bool_or(column_name = 'report_id')""").fetchall()
    comparing = [step["name"] for step in load_plan(root) if step["over_reports"] == "all" and step["schema"] == "marts"]
    comparing.remove("contradictions")  # but for what the primary source says
    marts = [(mart, columns) for mart, columns in marts if mart == "lineage" or mart not in comparing]
    assert len(marts) > 20
    for mart, columns in marts:
        own = f"and mart not in {tuple(comparing)} and column_name <> 'likely_reading'" if mart == "lineage" else ""
        if mart == "contradictions":
            columns = "columns(c -> c not in ('likely_reading', 'primary_report_id', 'primary_observation_ids'))"
        query = f"select {columns} from marts.{mart} where report_id = 'cai2026' {own} order by all"
        assert reports.execute(query).fetchall() == warehouse.execute(query).fetchall(), mart


def plant(seeds):
    """Does every planted change: cells of one row, or of a new row where none is named."""
    for change in PLANTED:
        wanted, cells = change["row"], change["cells"]
        folder, name = ("observations", "*") if change["seed"] == "observations" else ("reference", change["seed"])
        tables = [(path, *made_report.read(path)) for path in sorted((seeds / folder).glob(f"{name}.csv"))]
        rows = [row for _, _, table in tables for row in table if wanted.items() <= row.items()]
        if not wanted:
            _, header, table = tables[0]
            rows = [dict.fromkeys(header, "")]
            table += rows
            filled = {"report_id": "cai2026", "printed": "x", "obs_status": "A"}
            cells = {column: value for column, value in (filled | cells).items() if column in header}
        assert len(rows) == 1, change
        rows[0] |= cells
        for path, header, table in tables:
            made_report.write(path, header, table)
    # the build refuses a reading of a conflict that is gone: one of an untouched conflict stays
    path = seeds / "reference" / "likely_readings.csv"
    header, rows = made_report.read(path)
    made_report.write(path, header, [row for row in rows if row["relation_id"] == "section_numbering-cai2026-7"])


@pytest.fixture(scope="module")
def planted(root, tmp_path_factory):
    with built(root, tmp_path_factory.mktemp("planted"), plant) as connection:
        yield connection


@pytest.mark.parametrize("change", PLANTED, ids=lambda change: f"{change['expected']}-{change['rule']}")
def test_planted_contradiction_is_found_and_planted_repair_heals(planted, warehouse, change):
    before, after = (
        connection.execute(
            "select detected_by from marts.contradictions where list_contains(relation_ids, ?)", [change["relation_id"]]
        ).fetchall()
        for connection in (warehouse, planted)
    )
    found = [(change["rule"],)]
    assert (before, after) == (([], found) if change["expected"] == "found" else (found, []))


def test_a_contradiction_is_planted_for_every_rule_that_can_find_one():
    silent = {rule for rule, (verdicts, _) in NEVER.items() if {"contradicted", "strained"} <= set(verdicts)}
    assert {change["rule"] for change in PLANTED if change["expected"] == "found"} == {case.rule for case in CASES} - silent


def test_every_verdict_is_computed_again_from_the_printed_figures(reports):
    published = {
        (report, name): (verdict, (low, high))
        for report, name, verdict, low, high in reports.execute(
            "select report_id, relation_id, verdict, computed_low, computed_high from marts.relation_audit"
        ).fetchall()
    }
    computed = set()
    for key, kind, interval, verdict in arithmetic.every_relation(reports):
        computed.add(key)
        assert published[key][0] == verdict, (key, interval)
        assert interval is None or arithmetic.encloses(kind, published[key][1], interval), (key, interval, published[key])
    assert computed == published.keys()


def test_every_relation_has_its_lineage(warehouse):
    missing = warehouse.execute("""
        select relation_id from marts.relation_audit
        where len(observation_ids) > 0 and relation_id not in (select row_key from marts.lineage where mart = 'relation_audit')
    """).fetchall()
    assert missing == []


def test_every_rule_says_why_its_places_clash(reports):
    """Each verdict of each rule has a case: none of them falls back on the words for a rule that says nothing."""
    silent = "select distinct origin from marts.relation_audit where statement like '%but the report says otherwise%'"
    assert reports.execute(silent).fetchall() == []
