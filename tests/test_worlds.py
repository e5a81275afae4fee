"""In worlds with other figures, open sides and periods, every relation still has the verdict that is computed again by itself."""

import shutil

import arithmetic
import duckdb
from conftest import ROOT
from worlds import WORLDS, add_worlds

from claimhouse.plan import load_plan, run_plan


def test_every_verdict_of_the_worlds_is_computed_again(tmp_path):
    unneeded = shutil.ignore_patterns(".venv", ".git", "warehouse", "dev.duckdb*", "logs", "node_modules")
    shutil.copytree(ROOT, tmp_path / "project", ignore=unneeded)
    add_worlds(tmp_path / "project" / "seeds")
    run_plan(tmp_path / "project", tmp_path / "claimhouse.duckdb", load_plan(tmp_path / "project"))
    with duckdb.connect(str(tmp_path / "claimhouse.duckdb"), read_only=True) as connection:
        published = {(report, name): (verdict, (low, high)) for report, name, verdict, low, high in connection.execute(
            "select report_id, relation_id, verdict, computed_low, computed_high from marts.relation_audit").fetchall()}
        computed = list(arithmetic.every_relation(connection))
    assert {key for key, *_ in computed} == published.keys()
    assert all(sum(report == world for report, _ in published) > 100 for world in WORLDS)
    for key, kind, interval, verdict in computed:
        assert published[key][0] == verdict, key
        assert interval is None or arithmetic.encloses(kind, published[key][1], interval), key
