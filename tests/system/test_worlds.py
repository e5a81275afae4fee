"""Worlds with other figures, open sides and periods, and near misses: verdicts computed again, marts as they were approved."""

import difflib

import approved
import arithmetic
import duckdb
import pytest
from worlds import WORLDS

from claimhouse.catalog import read_catalog
from claimhouse.loading.plan import load_plan, run_plan


@pytest.fixture(scope="module")
def worlds(tmp_path_factory):
    folder = tmp_path_factory.mktemp("worlds")
    project = approved.copy_project(folder)
    run_plan(project, folder / "claimhouse.duckdb", load_plan(project))
    with duckdb.connect(str(folder / "claimhouse.duckdb"), read_only=True) as connection:
        yield connection


def test_every_verdict_of_the_worlds_is_computed_again(worlds):
    published = {
        (report, name): (verdict, (low, high))
        for report, name, verdict, low, high in worlds.execute(
            "select report_id, relation_id, verdict, computed_low, computed_high from marts.relation_audit"
        ).fetchall()
    }
    computed = list(arithmetic.every_relation(worlds))
    assert {key for key, *_ in computed} == published.keys()
    assert all(sum(report == world for report, _ in published) > 100 for world in (*WORLDS, "near2026"))
    for key, kind, interval, verdict in computed:
        assert published[key][0] == verdict, key
        assert interval is None or arithmetic.encloses(kind, published[key][1], interval), key


def test_marts_are_as_approved(worlds):
    """A change that is meant: `make answers`, then read the diff of tests/approved/."""
    kept = {path.name: path.read_text(encoding="utf-8") for path in approved.FOLDER.iterdir()}
    found = approved.record(worlds)
    assert found.keys() == kept.keys()
    for name, text in found.items():
        changed = difflib.unified_diff(kept[name].splitlines(), text.splitlines(), f"approved/{name}", "now", lineterm="", n=0)
        assert kept[name] == text, "\n".join(list(changed)[:40])


@pytest.mark.parametrize(
    "mart",
    [
        "market_size",
        "market_growth",
        "scope_reconciliation",
        "device_shipments",
        "compute_mix",
        "chip_shares",
        "valuation_multiples",
        "price_ratios",
    ],
)
def test_lineage_has_the_keys_of_the_rows(worlds, mart):
    """Near misses in scope, place and unit are rows of their own, each with its figures."""
    [key] = [found.key for found in read_catalog(worlds) if found.name == mart]
    joined = " || '|' || ".join(f"coalesce(cast({column} as varchar), '')" for column in key if column != "report_id")
    rows = worlds.execute(f"select report_id, {joined} from marts.{mart}").fetchall()
    cells = worlds.execute("select distinct report_id, row_key from marts.lineage where mart = ?", [mart]).fetchall()
    assert sorted(rows) == sorted(cells)
