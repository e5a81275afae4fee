"""Editions, sources and forecasts of a fictional firm: every row of the marts over reports as worked out by hand."""

from collections import Counter

import duckdb
import editions
import pytest

from claimhouse import compare
from claimhouse.loading import batches, over
from claimhouse.loading.batch_steps import bulk_variable, kept_steps
from claimhouse.loading.batches import run_batches
from claimhouse.loading.bulk import bulk_problems
from claimhouse.loading.folders import all_tables, bulk_tables
from claimhouse.loading.plan import load_plan

EXPECTED = [block.split("\n") for block in (editions.FOLDER / "expected.txt").read_text(encoding="utf-8").strip().split("\n\n")]
LATER = {"marsh-1", "q-a", "reed-2025"}  # arrive after a report that is younger than they are


def build(root, folder, name, reports=None, published=None, before=None):
    editions.write(folder / name, reports or (lambda report: True))
    tables = bulk_tables(folder / name, root)
    assert bulk_problems(tables, root, all_tables([tables, before or {}]))[0] == []
    steps = load_plan(root, bulk_variable(root, tables))
    database = folder / name / "claimhouse.duckdb"
    return database, run_batches(root, database, steps, tables, lambda step: None, published), steps


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("editions")


@pytest.fixture(scope="module")
def database(root, folder):
    return build(root, folder, "whole")[0]


@pytest.fixture(scope="module")
def built(database):
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute("use claimhouse.marts")
        yield connection


@pytest.mark.parametrize(
    "query, rows", [(block[0], block[1:]) for block in EXPECTED], ids=[block[0].split(" from ")[1].split()[0] for block in EXPECTED]
)
def test_rows_are_those_worked_out_by_hand(built, query, rows):
    assert [" ; ".join(map(str, row)) for row in built.execute(query).fetchall()] == rows


def test_two_reports_stand_side_by_side(built):
    rows = compare.compared(built, "q-c", "marsh-1")
    assert {state: len(found) for state, found in rows.items() if found} == {"changed": 6, "only here": 5}
    assert [len(found) for found in compare.compared(built, "q-c", "q-a").values()] == [5, 0, 2, 4, 0]
    assert [row[:2] for row in compare.compared(built, "dune-1", "q-a")["in itself"]] == [("Reed", "Revenue")] * 2
    read = "at least 4,000,000 USD", "3,000,000 to 4,000,000 USD"
    strict = ("Reed", "Net profit", None, None, "2024", "more than $4 million", read[0], 9, "$3–4 million", read[1], 5, "actual")
    assert strict in rows["changed"]
    assert "over $45 million" in compare.as_text(rows, "q-c", "marsh-1", 160)
    text = compare.as_text(rows | {"only there": [("Reed", *strict[1:])] * 25}, "q-c", "marsh-1", 160)
    assert "25 only there" in text and "and 5 more: --out" in text
    page = compare.as_page(dict.fromkeys(compare.STATES, []) | {"changed": [("<script>", *strict[1:])]}, "q-c", "marsh-1", ["C", "M"])
    assert "&lt;script&gt;" in page and "<script" not in page and "http" not in page.replace("http-equiv", "")
    with pytest.raises(LookupError, match="q-x: no such report; there are cai2026"):
        compare.compared(built, "q-x", "q-a")


def test_any_day_has_one_vintage_of_a_thing_and_publisher(built):
    days = [
        day
        for (day,) in built.execute(
            "select distinct unnest([realtime_start - 1, realtime_start, realtime_end]) from figure_vintages"
        ).fetchall()
        if day
    ]
    as_of = "from figure_vintages where realtime_start <= ? and coalesce(realtime_end >= ?, true)"
    for day in days:
        rows, leads, things = built.execute(
            f"select count(*), count(*) filter (is_lead), count(distinct (thing_id, publisher)) {as_of}", [day, day]
        ).fetchone()
        assert leads == things and rows - leads in (0, 1), day
    # two reports of one publisher and day print one thing: neither revises the other
    same_day = (
        "select report_id, is_lead, revision from figure_vintages"
        " where thing_id like '%gross_profit|||2025%' and publisher = 'Marsh Data' order by all"
    )
    assert built.execute(same_day).fetchall() == [("marsh-0", True, None), ("marsh-1", False, None)]


def test_keys_are_unique(built):
    keys = "select mart, list(column_name order by position) from core.mart_keys group by mart order by mart"
    for mart, columns in built.execute(keys).fetchall():
        rows, distinct = built.execute(f"select count(*), count(distinct ({', '.join(columns)})) from marts.{mart}").fetchone()
        assert rows == distinct, mart


def test_what_two_reports_happen_to_call_alike_is_not_one_thing(built):
    firms = built.execute(
        "select distinct split_part(thing_id, '|', 1) as thing from figure_vintages where subject_id = 'reed_inc' order by thing"
    )
    assert firms.fetchall() == [("fen-1.reed_inc",), ("q-b.reed_inc",)]
    assert built.execute("select count(*) from source_disagreements where 'fen-1' in (report_id, other_report_id)").fetchone() == (0,)


@pytest.mark.parametrize("later", [LATER, {"q-d", "marsh-0", "marsh-2"}], ids=["sources", "editions"])
def test_tables_that_grow_hold_what_one_build_holds(root, folder, built, later, monkeypatch):
    """Whatever the order in which reports arrive. What they print is built apart and takes the place of what was there."""
    monkeypatch.setattr(over, "MOST", 1)
    monkeypatch.setattr(batches, "FEW", 0)
    replaced, grow = {}, over.grow_over
    monkeypatch.setattr(batches, "grow_over", lambda *args: replaced.update(grow(*args)) or replaced)
    name = min(later)
    first, told, _ = build(root, folder, f"{name}-first", lambda report: report not in later)
    before = {table: [str(folder / f"{name}-first/{table}.csv")] for table in ("reports", "subjects")}
    grown, _, steps = build(root, folder, f"{name}-grown", lambda report: report in later, (first, told), before)
    tables = {step["relation"]: step for step in kept_steps(steps) if step["over_reports"] == "all"}
    marts = {relation for relation, step in tables.items() if step["schema"] == "marts"}
    assert len(marts) >= 7 and len(marts & replaced.keys()) >= 5 and replaced.keys() <= tables.keys()
    with duckdb.connect(str(grown), read_only=True) as connection:
        for relation in tables:
            rows = [Counter(map(repr, one.execute(f"from {relation}").fetchall())) for one in (connection, built)]
            assert rows[0] == rows[1] and (rows[0] or relation not in marts), relation
        assert over.TOUCHED.split(".")[1] not in {row[0] for row in connection.execute("select table_name from duckdb_tables()").fetchall()}
